"""Small parts shared by the rooms of the model."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext

import torch
from torch import Tensor, nn

from sam2core.model.attention import attend
from sam2core.model.balanced_linear import BalancedLinear


class LayerNorm2d(nn.LayerNorm):
    """Layer normalisation over the channels of (B, C, H, W)."""

    def __init__(self, channels: int) -> None:
        super().__init__(channels, eps=1e-6)

    def forward(self, input: Tensor) -> Tensor:  # noqa: A002 - nn.LayerNorm's name
        return super().forward(input.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


class Mlp(nn.Module):
    """Linear layers with an activation between them, and an optional sigmoid at the end."""

    def __init__(
        self, widths: Sequence[int], activation: type[nn.Module] = nn.ReLU, *, sigmoid: bool = False
    ) -> None:
        super().__init__()
        self.layers = nn.ModuleList(BalancedLinear(a, b) for a, b in itertools.pairwise(widths))
        self.activation = activation()
        self.sigmoid = sigmoid

    def forward(self, x: Tensor) -> Tensor:
        last = len(self.layers) - 1
        for i, layer in enumerate(self.layers):
            x = layer(x) if i == last else self.activation(layer(x))
        return torch.sigmoid(x) if self.sigmoid else x


def own_precision(device: torch.device) -> AbstractContextManager[object]:
    """What is computed in it has the weights' own type, whatever autocast says; but in training."""
    return nullcontext() if torch.is_grad_enabled() else torch.autocast(device.type, enabled=False)


def split_heads(x: Tensor, heads: int) -> Tensor:
    """(B, N, C) -> (B, heads, N, C / heads)."""
    return x.unflatten(-1, (heads, -1)).transpose(1, 2)


def join_heads(x: Tensor) -> Tensor:
    """(B, heads, N, C) -> (B, N, heads * C)."""
    return x.transpose(1, 2).flatten(2)


class Attention(nn.Module):
    """Multi-head attention whose inner width may be smaller than the tokens'."""

    def __init__(
        self, dim: int, heads: int, inner_dim: int | None = None, key_dim: int | None = None
    ) -> None:
        super().__init__()
        inner = inner_dim or dim
        self.heads = heads
        self.q_proj = BalancedLinear(dim, inner)
        self.k_proj = BalancedLinear(key_dim or dim, inner)
        self.v_proj = BalancedLinear(key_dim or dim, inner)
        self.out_proj = BalancedLinear(inner, dim)

    def forward(self, queries: Tensor, keys: Tensor, values: Tensor) -> Tensor:
        """(B, N, C), (B, M, K), (B, M, K) -> (B, N, C)."""
        q = split_heads(self.q_proj(queries), self.heads)
        k = split_heads(self.k_proj(keys), self.heads)
        v = split_heads(self.v_proj(values), self.heads)
        return self.out_proj(join_heads(attend(q, k, v)))
