"""Trunk and feature pyramid: a frame becomes three feature maps."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from sam2core.config import MobileConfig, ModelConfig
from sam2core.model.hiera import Hiera
from sam2core.model.mobile_trunk import MobileTrunk


@dataclass(frozen=True)
class Encoding:
    """A frame as the rest of the model sees it.

    With G = grid and C = dim: features (B, C, G, G); for the mask decoder, fine (B, C / 8, 4 G, 4 G) and
    middle (B, C / 4, 2 G, 2 G).
    """

    features: Tensor
    fine: Tensor
    middle: Tensor

    @property
    def parts(self) -> tuple[Tensor, Tensor, Tensor]:
        return self.features, self.fine, self.middle

    def repeated(self, count: int) -> Encoding:
        """The same frame for each object of a batch, without copying it."""
        if count == 1:
            return self
        return Encoding(*(t.expand(count, *t.shape[1:]) for t in self.parts))


class _Lateral(nn.Module):
    """The public checkpoints keep each lateral convolution under the name `conv`."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, kernel_size=1)

    def forward(self, x: Tensor) -> Tensor:
        return self.conv(x)


class FpnNeck(nn.Module):
    """1x1 convolutions to one width; at the model's stride, coarser levels are added from above.

    `convs.0` belongs to the deepest level. The two finest levels take nothing from above, so their
    convolution and the one that the mask decoder puts behind it are one linear map: see `merged`.
    """

    def __init__(self, widths: tuple[int, ...], dim: int) -> None:
        super().__init__()
        self.convs = nn.ModuleList(_Lateral(width, dim) for width in reversed(widths))

    def top_down(self, levels: list[Tensor]) -> Tensor:
        """Levels from the model's stride to the deepest, finest first -> (B, C, G, G)."""
        x: Tensor | None = None
        for convolution, level in zip(self.convs, reversed(levels), strict=False):
            lateral = convolution(level)
            x = lateral if x is None else lateral + F.interpolate(x, size=lateral.shape[-2:], mode="nearest")
        if x is None:
            raise ValueError("no levels")
        return x

    def merged(self, level: Tensor, index: int, after: nn.Conv2d) -> Tensor:
        """`after` applied to this neck's output for the level `index` (0 is the finest), as one convolution.

        Never makes the full-width map: at 1024 pixels it would be 64 MB for the finest level alone.
        """
        lateral = self.convs[len(self.convs) - 1 - index].conv
        if not isinstance(lateral, nn.Conv2d) or lateral.bias is None or after.bias is None:
            raise TypeError("the neck's convolutions have biases")
        outer = after.weight.flatten(1)
        weight = (outer @ lateral.weight.flatten(1))[..., None, None]
        return F.conv2d(level, weight, outer @ lateral.bias + after.bias)


class ImageEncoder(nn.Module):
    """Trunk and neck. Only the level at the model's stride takes in coarser ones, as in SAM 2."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        strides: tuple[int, ...] = (2, 4, 8, 16, 32)
        if isinstance(config.trunk, MobileConfig):
            self.trunk: nn.Module = MobileTrunk(config.trunk)
        else:
            self.trunk = Hiera(config.trunk)
            strides = (4, 8, 16, 32)
        self.first = strides.index(config.stride // 4)
        self.neck = FpnNeck(config.trunk.widths[self.first :], config.dim)

    def forward(self, image: Tensor, fine: tuple[nn.Conv2d, nn.Conv2d]) -> tuple[Tensor, Tensor, Tensor]:
        """(B, 3, S, S) normalised RGB -> maps at a quarter, a half and the whole of the model's stride.

        `fine` are the mask decoder's convolutions for the first two.
        """
        levels: list[Tensor] = self.trunk(image)[self.first :]
        if torch.is_grad_enabled() or not torch.is_autocast_enabled(image.device.type):
            return self._maps(levels, fine)
        # In half precision the neck loses as much of a mask as the whole trunk; rounding its maps, nothing.
        half, own = torch.get_autocast_dtype(image.device.type), fine[0].weight.dtype
        with torch.autocast(image.device.type, enabled=False):
            first, second, last = self._maps([level.to(own) for level in levels], fine)
        return first.to(half), second.to(half), last.to(half)

    def _maps(self, levels: list[Tensor], fine: tuple[nn.Conv2d, nn.Conv2d]) -> tuple[Tensor, Tensor, Tensor]:
        return (
            self.neck.merged(levels[0], 0, fine[0]),
            self.neck.merged(levels[1], 1, fine[1]),
            self.neck.top_down(levels[2:]),
        )
