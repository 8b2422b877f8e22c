"""A trunk of inverted residuals with depthwise convolutions, as EfficientNet-Lite0 has it.

It can begin with the published weights of that network (`training.published_trunk`), which was trained to
classify photographs: what a few thousand stills and thirty clips cannot teach. In bfloat16 on one CPU core it
encodes in .7 of the time of a trunk of dense 3x3 convolutions, and takes 2.2 times as long to train there.
Source: Tan and Le, arXiv:1905.11946; the Lite variant has no squeeze-and-excitation and ReLU6 for swish.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from sam2core.config import MobileConfig
from sam2core.model.conv_norm import ConvNorm
from sam2core.model.recompute import Recomputing


class InvertedResidual(nn.Module):
    """Widen by 1x1, mix places by a depthwise convolution, narrow by 1x1; a shortcut where shapes agree."""

    def __init__(self, inputs: int, outputs: int, *, expand: int, kernel: int, stride: int) -> None:
        super().__init__()
        inner = inputs * expand
        self.widen = ConvNorm(inputs, inner, 1) if expand > 1 else None
        self.mix = ConvNorm(inner, inner, kernel, stride, groups=inner)
        self.narrow = ConvNorm(inner, outputs, 1)
        self.shortcut = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        # In place: new memory for each wide map takes longer than the arithmetic.
        y = x if self.widen is None else F.relu6(self.widen(x), inplace=True)
        y = self.narrow(F.relu6(self.mix(y), inplace=True))
        return y.add_(x) if self.shortcut else y


class MobileTrunk(Recomputing):
    """(B, 3, S, S) -> maps at strides 2, 4, 8, 16 and 32, finest first."""

    def __init__(self, config: MobileConfig) -> None:
        super().__init__()
        self.stem = ConvNorm(3, config.stem, 3, stride=2)
        self.stages = nn.ModuleList()
        width = config.stem
        for stage in config.stages:
            blocks: list[nn.Module] = []
            for part in stage:
                for number in range(part.blocks):
                    stride = part.stride if number == 0 else 1
                    blocks.append(
                        InvertedResidual(
                            width, part.width, expand=part.expand, kernel=part.kernel, stride=stride
                        )
                    )
                    width = part.width
            self.stages.append(nn.Sequential(*blocks))

    def forward(self, image: Tensor) -> list[Tensor]:
        image = image.contiguous(memory_format=torch.channels_last)
        x = F.relu6(self.stem(image), inplace=True)
        levels: list[Tensor] = []
        for stage in self.stages:
            x = self._part(stage, stage, x)
            levels.append(x)
        return levels
