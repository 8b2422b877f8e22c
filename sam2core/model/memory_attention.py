"""The present frame looks at itself and at the memories."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from sam2core.config import ModelConfig
from sam2core.model.layers import Attention, attend
from sam2core.model.position import rotate

_POSITION_WEIGHT = 0.1  # of the sine grid added to the frame, as in SAM 2


class RopeAttention(Attention):
    """Single-head attention whose queries and keys are rotated by their place on the grid."""

    def __init__(self, dim: int, key_dim: int | None = None) -> None:
        super().__init__(dim, heads=1, key_dim=key_dim)

    def project_keys(self, keys: Tensor, values: Tensor, rope: Tensor, spatial: int) -> tuple[Tensor, Tensor]:
        """(B, M, K) -> rotated keys and values, each (B, 1, M, C).

        Only the first `spatial` keys are rotated; the grid repeats with each memory.
        """
        k = self.k_proj(keys)
        if spatial:
            turned = rotate(k[:, :spatial].unflatten(1, (-1, rope.shape[0])), rope).flatten(1, 2)
            k = torch.cat([turned, k[:, spatial:]], dim=1)
        return k[:, None], self.v_proj(values)[:, None]

    def look(self, queries: Tensor, keys: Tensor, values: Tensor, rope: Tensor) -> Tensor:
        """(B, N, C) queries against projected keys and values -> (B, N, C)."""
        q = rotate(self.q_proj(queries), rope)[:, None]
        return self.out_proj(attend(q, keys, values)[:, 0])


class MemoryLayer(nn.Module):
    """Self-attention, cross-attention to memory, MLP; normalised before each."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        dim = config.dim
        self.self_attn = RopeAttention(dim)
        self.cross_attn_image = RopeAttention(dim, key_dim=config.memory_dim)
        self.linear1 = nn.Linear(dim, config.attention_mlp)
        self.linear2 = nn.Linear(config.attention_mlp, dim)
        self.norm1 = nn.LayerNorm(dim)
        self.norm2 = nn.LayerNorm(dim)
        self.norm3 = nn.LayerNorm(dim)

    def forward(self, x: Tensor, memory: Tensor, memory_pe: Tensor, rope: Tensor, spatial: int) -> Tensor:
        normed = self.norm1(x)
        keys, values = self.self_attn.project_keys(normed, normed, rope, normed.shape[1])
        x = x + self.self_attn.look(normed, keys, values, rope)
        keys, values = self.cross_attn_image.project_keys(memory + memory_pe, memory, rope, spatial)
        x = x + self.cross_attn_image.look(self.norm2(x), keys, values, rope)
        return x + self.linear2(F.relu(self.linear1(self.norm3(x))))


class MemoryAttention(nn.Module):
    """A stack of layers that condition a frame's features on memories and object pointers."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.layers = nn.ModuleList(MemoryLayer(config) for _ in range(config.memory_layers))
        self.norm = nn.LayerNorm(config.dim)

    def forward(
        self, x: Tensor, x_pe: Tensor, memory: Tensor, memory_pe: Tensor, rope: Tensor, spatial: int
    ) -> Tensor:
        """(B, N, C) frame, (1, N, C) its sine grid, (B, M, K) memory and its positions -> (B, N, C).

        The first `spatial` memory tokens are grids; the rest are pointers and are not rotated.
        """
        x = x + _POSITION_WEIGHT * x_pe
        for layer in self.layers:
            x = layer(x, memory, memory_pe, rope, spatial)
        return self.norm(x)
