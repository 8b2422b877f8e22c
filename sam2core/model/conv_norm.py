"""A convolution with its batch normalisation, made one convolution where nothing is learnt."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn


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
