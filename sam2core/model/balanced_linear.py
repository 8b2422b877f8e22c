"""A linear layer whose outputs are not shifted by the rounding of its weights to bfloat16.

Under autocast, W x is computed as W' x with W' = W rounded. The error (W - W') x does not average out:
most of it is that of the mean token, the same for all tokens, and a mask's edge moves by it. Measured on the
tiny model, exact weights alone take three quarters of what a mask loses to bfloat16, and exact inputs or
outputs nothing. So the error of the mean token is added to the bias, which costs one product of a matrix
and a vector.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

_SAMPLES = 128  # tokens, evenly spread, that the mean is taken of; exact means make no masks better
_Split = tuple[Tensor, Tensor, Tensor]


class BalancedLinear(nn.Linear):
    """`nn.Linear`, also in its parameters, and exactly so but under bfloat16 autocast without gradients.

    There three-dimensional inputs (B, N, C) have a mean for each item of the batch; all tokens of another
    shape are taken for one picture's.
    """

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__(inputs, outputs)
        self._split: tuple[object, _Split] | None = None

    def forward(self, input: Tensor) -> Tensor:  # noqa: A002 - nn.Linear's name
        if not self._balances(input):
            return super().forward(input)
        weight, lost, bias = self._rounded()
        if input.dim() == 3 and input.shape[0] > 1:
            shift = F.linear(_mean(input), lost)
            return F.linear(input, weight, bias) + shift[:, None]
        shifted = F.linear(_mean(input.reshape(1, -1, input.shape[-1])), lost, bias)
        return F.linear(input, weight, shifted[0])

    def _balances(self, given: Tensor) -> bool:
        kind = given.device.type
        if torch.is_grad_enabled() or self.weight.dtype != torch.float32:
            return False
        return torch.is_autocast_enabled(kind) and torch.get_autocast_dtype(kind) == torch.bfloat16

    def _rounded(self) -> _Split:
        """The rounded weight, what it lost, and the bias: made once, so no frame has to round them."""
        state = [(p.data_ptr(), p._version, p.device) for p in (self.weight, self.bias)]
        split = self._split  # read once: two threads may encode at once
        if split is None or split[0] != state:
            weight = self.weight.to(torch.bfloat16)
            lost = (self.weight - weight.float()).to(torch.bfloat16)
            split = self._split = (state, (weight, lost, self.bias.to(torch.bfloat16)))
        return split[1]


def _mean(tokens: Tensor) -> Tensor:
    """(B, N, C) -> (B, C). An odd step meets every column of a window, whose sides are even."""
    step = tokens.shape[1] // _SAMPLES | 1
    return tokens[:, ::step].mean(1, dtype=torch.float32)
