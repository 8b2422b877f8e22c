"""Hiera, the public models' trunk: windowed attention in four stages (arXiv:2306.00989)."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from sam2core.config import HieraConfig
from sam2core.model.balanced_linear import BalancedLinear
from sam2core.model.layers import Mlp, attend, own_precision
from sam2core.model.position import KeptTable
from sam2core.model.recompute import Recomputing


def _pool(x: Tensor) -> Tensor:
    """Halve both sides of (B, H, W, C) by the maximum."""
    return F.max_pool2d(x.permute(0, 3, 1, 2), 2).permute(0, 2, 3, 1)


def to_windows(x: Tensor, size: int) -> Tensor:
    """(B, H, W, C) -> (B * windows, size, size, C); zeros pad the right and bottom."""
    height, width = x.shape[1:3]
    x = F.pad(x, (0, 0, 0, -width % size, 0, -height % size))
    rows, columns = x.shape[1] // size, x.shape[2] // size
    x = x.unflatten(2, (columns, size)).unflatten(1, (rows, size))
    return x.transpose(2, 3).reshape(-1, size, size, x.shape[-1])


def from_windows(windows: Tensor, height: int, width: int) -> Tensor:
    """The inverse of `to_windows`: padding is dropped."""
    size = windows.shape[1]
    rows, columns = -(-height // size), -(-width // size)
    x = windows.unflatten(0, (-1, rows, columns)).transpose(2, 3)
    return x.flatten(3, 4).flatten(1, 2)[:, :height, :width]


class HieraAttention(nn.Module):
    """Self-attention over (B, H, W, C) whose queries may be pooled to half the sides."""

    def __init__(self, dim: int, out_dim: int, heads: int, *, pooled: bool) -> None:
        super().__init__()
        self.heads = heads
        self.pooled = pooled
        self.qkv = BalancedLinear(dim, 3 * out_dim)
        self.proj = BalancedLinear(out_dim, out_dim)

    def forward(self, x: Tensor) -> Tensor:
        batch, height, width, _ = x.shape
        q, k, v = self.qkv(x).chunk(3, dim=-1)
        if self.pooled:
            q = _pool(q)
            height, width = q.shape[1:3]
        q, k, v = (
            t.reshape(batch, -1, self.heads, t.shape[-1] // self.heads).transpose(1, 2) for t in (q, k, v)
        )
        mixed = attend(q, k, v).transpose(1, 2).reshape(batch, height, width, -1)
        return self.proj(mixed)


class HieraBlock(nn.Module):
    """One block; the first of a stage also halves the sides and doubles the width."""

    def __init__(self, dim: int, out_dim: int, heads: int, *, window: int, pooled: bool) -> None:
        super().__init__()
        self.window = window  # 0 attends to the whole frame
        self.pooled = pooled
        self.norm1 = nn.LayerNorm(dim, eps=1e-6)
        self.attn = HieraAttention(dim, out_dim, heads, pooled=pooled)
        self.norm2 = nn.LayerNorm(out_dim, eps=1e-6)
        self.mlp = Mlp((out_dim, 4 * out_dim, out_dim), nn.GELU)
        self.proj = nn.Linear(dim, out_dim) if dim != out_dim else None

    def forward(self, x: Tensor, window: int | None = None) -> Tensor:
        """(B, H, W, C) -> the same, or half the sides; `window` instead of the block's own (0: all of x)."""
        normed = self.norm1(x)
        if self.proj is not None:
            with own_precision(x.device):  # all that the rest adds to goes through here
                x = self.proj(normed if torch.is_grad_enabled() else normed.to(self.proj.weight.dtype))
            x = _pool(x) if self.pooled else x
        x = x + self._attend(normed, self.window if window is None else window, x.shape[1], x.shape[2])
        return x + self.mlp(self.norm2(x))

    def _attend(self, x: Tensor, window: int, out_height: int, out_width: int) -> Tensor:
        if not window:
            return self.attn(x)
        return from_windows(self.attn(to_windows(x, window)), out_height, out_width)


class Hiera(Recomputing):
    """(B, 3, S, S) -> four maps at strides 4, 8, 16, 32, finest first."""

    def __init__(self, config: HieraConfig) -> None:
        super().__init__()
        self.patch_embed = _PatchEmbed(config.embed_dim)
        self.pos_embed = nn.Parameter(torch.zeros(1, config.embed_dim, *config.background_size))
        window = config.window_sizes[0]
        self.pos_embed_window = nn.Parameter(torch.zeros(1, config.embed_dim, window, window))
        self.blocks = nn.ModuleList(_blocks(config))
        self.stage_ends = {end - 1 for end in itertools.accumulate(config.stages)}
        self._first_window = window
        self._closed = _closed_blocks(self.blocks, window)
        self._positions = KeptTable()

    def forward(self, image: Tensor) -> list[Tensor]:
        x = self.patch_embed(image)
        x = x + self._position(x.shape[1], x.shape[2])
        closed = self._closed
        if x.shape[1] % self._first_window or x.shape[2] % self._first_window:
            closed = 0  # what pads the windows must be made anew for each block
        x, levels = self._first_stages(x, closed) if closed else (x, [])
        for i, block in enumerate(self.blocks):
            if i >= closed:
                x = self._part(block, block, x)
                if i in self.stage_ends:
                    levels.append(x)
        return [level.permute(0, 3, 1, 2) for level in levels]

    def _first_stages(self, x: Tensor, closed: int) -> tuple[Tensor, list[Tensor]]:
        """The first `closed` blocks, through which a window sees nothing but itself, and the stages they end.

        It is cut out once for all of them. On a CPU a row of windows goes through at a time, so that what
        lies between two steps stays in the cache.
        """
        rows = self._first_window if x.device.type == "cpu" and not torch.is_grad_enabled() else x.shape[1]
        bands = [self._band(band, closed) for band in x.split(rows, dim=1)]
        *levels, x = (torch.cat(parts, dim=1) for parts in zip(*bands, strict=True))
        return x, levels

    def _band(self, x: Tensor, closed: int) -> list[Tensor]:
        """Whole rows of windows -> the maps at the ends of stages, and the last one."""
        height, width = x.shape[1:3]

        def joined(windows: Tensor) -> Tensor:
            shrunk = self._first_window // windows.shape[1]
            return from_windows(windows, height // shrunk, width // shrunk)

        windows = to_windows(x, self._first_window)
        ends: list[Tensor] = []
        for i, block in enumerate(self.blocks[:closed]):
            windows = self._part(block, block, windows, 0)
            ends += [joined(windows)] if i in self.stage_ends else []
        return [*ends, joined(windows)]

    def _position(self, height: int, width: int) -> Tensor:
        """(1, height, width, C)."""
        weights = (self.pos_embed, self.pos_embed_window)
        return self._positions.get((height, width), weights, lambda: self._make_position(height, width))

    def _make_position(self, height: int, width: int) -> Tensor:
        stretched = F.interpolate(self.pos_embed, size=(height, width), mode="bicubic")
        window = self.pos_embed_window
        side = window.shape[-1]
        tiled = window.tile(1, 1, -(-height // side), -(-width // side))[..., :height, :width]
        return (stretched + tiled).permute(0, 2, 3, 1)


class _PatchEmbed(nn.Module):
    def __init__(self, dim: int) -> None:
        super().__init__()
        self.proj = nn.Conv2d(3, dim, kernel_size=7, stride=4, padding=3)

    def forward(self, image: Tensor) -> Tensor:
        with own_precision(image.device):  # a fortieth of the trunk's work, and all else is added to it
            patches = self.proj(image if torch.is_grad_enabled() else image.to(self.proj.weight.dtype))
        return patches.permute(0, 2, 3, 1)


def _closed_blocks(blocks: Iterable[nn.Module], side: int) -> int:
    """How many blocks from the first on share their windows: of `side` cells, halved at each pooling."""
    count = 0
    for block in blocks:
        if not isinstance(block, HieraBlock) or block.window != side:
            break
        side = side // 2 if block.pooled else side
        count += 1
    return count


def _blocks(config: HieraConfig) -> list[HieraBlock]:
    """The first block of a stage still has the window of the stage before: its pooling comes after."""
    blocks: list[HieraBlock] = []
    dim, heads = config.embed_dim, config.num_heads
    for stage, count in enumerate(config.stages):
        for i in range(count):
            grows = stage > 0 and i == 0
            out_dim = dim * 2 if grows else dim
            heads = heads * 2 if grows else heads
            window = config.window_sizes[stage - 1 if grows else stage]
            if len(blocks) in config.global_blocks:
                window = 0
            blocks.append(HieraBlock(dim, out_dim, heads, window=window, pooled=grows))
            dim = out_dim
    return blocks
