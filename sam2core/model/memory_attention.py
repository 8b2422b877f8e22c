"""The present frame looks at itself and at the memories."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from sam2core.config import ModelConfig
from sam2core.model.balanced_linear import BalancedLinear
from sam2core.model.layers import Attention, attend
from sam2core.model.position import rotate
from sam2core.model.recompute import Recomputing

_POSITION_WEIGHT = 0.1  # of the sine grid added to the frame, as in SAM 2


class RopeAttention(Attention):
    """Single-head attention whose queries and keys are rotated by their place on the grid."""

    def __init__(self, dim: int, key_dim: int | None = None) -> None:
        super().__init__(dim, heads=1, key_dim=key_dim)

    def project_keys(self, keys: Tensor, rope: Tensor, spatial: int) -> Tensor:
        """(B, M, K) -> rotated keys (B, M, C). Only the first `spatial` are rotated; the grid repeats."""
        k = self.k_proj(keys)
        if not spatial:
            return k
        turned = rotate(k[:, :spatial].unflatten(1, (-1, rope.shape[0])), rope).flatten(1, 2)
        return turned if spatial == k.shape[1] else torch.cat([turned, k[:, spatial:]], dim=1)

    def look(self, queries: Tensor, keys: Tensor, values: Tensor, rope: Tensor) -> Tensor:
        """(B, N, C) queries against projected keys (B, M, C) and values (B, M, K) as they are -> (B, N, C).

        Weights of attention sum to 1, so values may be projected before they are mixed or after. After is
        cheaper where they are narrow: memories have a quarter of a frame's width.
        """
        q = rotate(self.q_proj(queries), rope)[:, None]
        values = values.to(q.dtype)
        if values.device.type == "cpu" and values.shape[-1] < q.shape[-1] and not torch.is_grad_enabled():
            return self.out_proj(self.v_proj(attend(q, keys[:, None], values[:, None])[:, 0]))
        return self.out_proj(attend(q, keys[:, None], self.v_proj(values)[:, None])[:, 0])


def in_squares(cells: Tensor, side: int) -> Tensor:
    """(B, C, G, G) -> tokens (B, M, C), each the mean over a square of `side` cells; G * G of them for 1."""
    if side > 1:
        cells = F.avg_pool2d(cells, side, ceil_mode=True)
    return cells.flatten(2).transpose(1, 2)


class MemoryLayer(nn.Module):
    """Self-attention, cross-attention to memory, MLP; normalised before each.

    Both kinds of attention work on squares of `pool` x `pool` cells, in the frame as in its memories; what
    they add is spread over the cells bilinearly, and the cells keep what is finer.
    """

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        dim = config.dim
        self.pool = config.memory_pool
        self.self_attn = RopeAttention(dim)
        self.cross_attn_image = RopeAttention(dim, key_dim=config.memory_dim)
        self.linear1 = BalancedLinear(dim, config.attention_mlp)
        self.linear2 = BalancedLinear(config.attention_mlp, dim)
        self.norm1 = nn.LayerNorm(dim)
        self.norm2 = nn.LayerNorm(dim)
        self.norm3 = nn.LayerNorm(dim)

    def look_at_itself(self, x: Tensor, rope: Tensor) -> Tensor:
        """(B, N, C) -> (B, N, C), without any memory."""
        seen = self._squares(self.norm1(x))
        keys = self.self_attn.project_keys(seen, rope, seen.shape[1])
        return x + self._cells(self.self_attn.look(seen, keys, seen, rope), x.shape[1])

    def look_at_memory(
        self, x: Tensor, memory: Tensor, memory_pe: Tensor, rope: Tensor, spatial: int
    ) -> Tensor:
        """What `look_at_itself` gave -> (B, N, C)."""
        keys = self.cross_attn_image.project_keys(memory + memory_pe, rope, spatial)
        seen = self.cross_attn_image.look(self._squares(self.norm2(x)), keys, memory, rope)
        x = x + self._cells(seen, x.shape[1])
        return x + self.linear2(F.relu(self.linear1(self.norm3(x))))

    def _squares(self, tokens: Tensor) -> Tensor:
        """(B, G * G, C) -> (B, M, C), as far as the configuration pools."""
        if self.pool == 1:
            return tokens
        side = math.isqrt(tokens.shape[1])
        return in_squares(tokens.transpose(1, 2).unflatten(2, (side, side)), self.pool)

    def _cells(self, squares: Tensor, cells: int) -> Tensor:
        """What squares have seen, for each of the cells between their middles: (B, M, C) -> (B, N, C)."""
        if self.pool == 1:
            return squares
        side, coarse = math.isqrt(cells), math.isqrt(squares.shape[1])
        maps = squares.transpose(1, 2).unflatten(2, (coarse, coarse))
        spread = F.interpolate(maps, scale_factor=self.pool, mode="bilinear")
        return spread[..., :side, :side].flatten(2).transpose(1, 2)


class MemoryAttention(Recomputing):
    """A stack of layers that condition a frame's features on memories and object pointers."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.layers = nn.ModuleList(MemoryLayer(config) for _ in range(config.memory_layers))
        self.norm = nn.LayerNorm(config.dim)

    def look_at_itself(self, x: Tensor, x_pe: Tensor, rope: Tensor) -> Tensor:
        """(B, N, C) frame, (1, N, C) its sine grid -> (B, N, C): the first step, the same for all objects."""
        first = self._layers[0]
        return self._part(first, first.look_at_itself, x + _POSITION_WEIGHT * x_pe, rope)

    def forward(self, x: Tensor, memory: Tensor, memory_pe: Tensor, rope: Tensor, spatial: int) -> Tensor:
        """What `look_at_itself` gave, (B, M, K) memory and its positions -> (B, N, C).

        The first `spatial` memory tokens are grids of squares, each turned by `rope` as the frame's own are;
        the rest are pointers and are not rotated.
        """
        for number, layer in enumerate(self._layers):
            x = self._part(layer, layer.look_at_itself, x, rope) if number else x
            x = self._part(layer, layer.look_at_memory, x, memory, memory_pe, rope, spatial)
        return self.norm(x)

    @property
    def _layers(self) -> list[MemoryLayer]:
        return [layer for layer in self.layers if isinstance(layer, MemoryLayer)]
