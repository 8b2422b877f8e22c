"""Position encodings: sine grids, random Fourier features of points, axial rotations."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

_THETA = 10_000.0  # base of all sine encodings and rotations here


def sine_grid(dim: int, height: int, width: int, device: torch.device | str = "cpu") -> Tensor:
    """Sines and cosines of row and column, counted from 1 and scaled to (0, 2 pi].

    Returns float32 (1, dim, height, width); the first half of the channels encodes the row.
    Source: DETR, arXiv:2005.12872, "normalised" variant, as SAM 2 uses it.
    """
    half = dim // 2
    speed = _THETA ** (2 * (torch.arange(half, device=device) // 2) / half)

    def encode(length: int) -> Tensor:
        position = torch.arange(1, length + 1, device=device) / (length + 1e-6) * (2 * math.pi)
        angle = position[:, None] / speed
        return torch.stack([angle[:, 0::2].sin(), angle[:, 1::2].cos()], dim=2).flatten(1)

    rows = encode(height)[:, None, :].expand(height, width, half)
    columns = encode(width)[None, :, :].expand(height, width, half)
    return torch.cat([rows, columns], dim=-1).permute(2, 0, 1)[None]


def sine_line(position: Tensor, dim: int) -> Tensor:
    """Sines, then cosines, of signed positions: (N,) -> (N, dim)."""
    half = dim // 2
    speed = _THETA ** (2 * (torch.arange(half, device=position.device) // 2) / half)
    angle = position[:, None] / speed
    return torch.cat([angle.sin(), angle.cos()], dim=-1)


def axial_rope(
    height: int, width: int, head_dim: int, device: torch.device | str = "cpu", *, pool: int = 1
) -> Tensor:
    """Rotations for a grid of tokens: the first half of a head turns with x, the second with y.

    Token i sits at column i % width, row i // width, the order flatten(2) gives. With `pool` a token stands
    for a square of so many cells to each side, less at the grid's far edges, and is turned for its middle.
    Returns complex64, (tokens, head_dim / 2), of modulus 1.

    Source: axial RoPE, Heo et al. 2024, arXiv:2403.13298; used by SAM 2, arXiv:2408.00714.
    """
    pairs = head_dim // 4
    speed = _THETA ** (-torch.arange(pairs, device=device) / pairs)  # radians per step, fastest first
    down, across = (torch.arange(n, device=device, dtype=torch.float32) for n in (height, width))
    if pool > 1:
        down, across = (F.avg_pool1d(p[None], pool, ceil_mode=True)[0] for p in (down, across))
    rows, columns = torch.meshgrid(down, across, indexing="ij")
    angle = torch.cat([torch.outer(p.flatten(), speed) for p in (columns, rows)], dim=1)
    return torch.polar(torch.ones_like(angle), angle)


def rotate(x: Tensor, rotations: Tensor) -> Tensor:
    """Turn consecutive pairs of channels: (..., N, C) by complex (N, C / 2), in float32, type kept."""
    pairs = torch.view_as_complex(x.float().unflatten(-1, (-1, 2)))
    return torch.view_as_real(pairs * rotations).flatten(-2).to(x.dtype)


class KeptTable:
    """The last table that was made from a module's weights, for as long as they and the size stay the same.

    Nothing is kept while gradients are computed.
    """

    def __init__(self) -> None:
        self._kept: tuple[object, Tensor] | None = None  # one value: two threads may encode at once

    def get(self, size: tuple[int, int], weights: Sequence[Tensor], make: Callable[[], Tensor]) -> Tensor:
        """What `make` gives, or gave for the same size, weights and autocast."""
        if torch.is_grad_enabled():
            return make()
        states = [(w.data_ptr(), w._version, w.dtype, w.device) for w in weights]
        key = (size, torch.is_autocast_enabled(weights[0].device.type), states)
        kept = self._kept
        if kept is None or kept[0] != key:
            kept = self._kept = (key, make())
        return kept[1]


class PointEncoding(nn.Module):
    """Random Fourier features of positions in [0, 1] x [0, 1] (arXiv:2006.10739, as in SAM)."""

    positional_encoding_gaussian_matrix: Tensor

    def __init__(self, half_dim: int) -> None:
        super().__init__()
        self.register_buffer("positional_encoding_gaussian_matrix", torch.randn(2, half_dim))
        self._grid = KeptTable()

    def forward(self, points: Tensor) -> Tensor:
        """(..., 2) x, y in [0, 1] -> (..., 2 * half_dim)."""
        matrix = self.positional_encoding_gaussian_matrix
        angle = (2 * points.to(matrix.dtype) - 1) @ matrix * (2 * math.pi)
        return torch.cat([angle.sin(), angle.cos()], dim=-1)

    def grid(self, height: int, width: int) -> Tensor:
        """Encodings of the cells' centres, (1, C, height, width)."""
        matrix = self.positional_encoding_gaussian_matrix
        return self._grid.get((height, width), (matrix,), lambda: self._make_grid(height, width))

    def _make_grid(self, height: int, width: int) -> Tensor:
        device = self.positional_encoding_gaussian_matrix.device
        y = (torch.arange(height, device=device) + 0.5) / height
        x = (torch.arange(width, device=device) + 0.5) / width
        rows, columns = torch.meshgrid(y, x, indexing="ij")
        return self(torch.stack([columns, rows], dim=-1)).permute(2, 0, 1)[None]
