"""The outlines of a matte: where it is a half, between pixels, and the pixels that outlines enclose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.effect_api import Matte

Ring = NDArray[np.float64]  # (points, 2): x, y from the picture's top left corner; closed
_LEVEL: Final = 0.5
_TOP, _RIGHT, _BOTTOM, _LEFT = range(4)
# By which corners of a cell are inside (1 top left, 2 top right, 4 bottom right, 8 bottom left): the sides
# where outlines come in and go out, the inside on their left. Corners that only touch are apart.
_WAYS: Final = {
    1: ((_LEFT, _TOP),),
    2: ((_TOP, _RIGHT),),
    3: ((_LEFT, _RIGHT),),
    4: ((_RIGHT, _BOTTOM),),
    5: ((_LEFT, _TOP), (_RIGHT, _BOTTOM)),
    6: ((_TOP, _BOTTOM),),
    7: ((_LEFT, _BOTTOM),),
    8: ((_BOTTOM, _LEFT),),
    9: ((_BOTTOM, _TOP),),
    10: ((_TOP, _RIGHT), (_BOTTOM, _LEFT)),
    11: ((_BOTTOM, _RIGHT),),
    12: ((_RIGHT, _LEFT),),
    13: ((_RIGHT, _TOP),),
    14: ((_TOP, _LEFT),),
}
_CHUNK: Final = 32  # points that are measured together
_NEAR: Final = 6.0  # pixels within which lines are looked for first


def outlines(matte: Matte) -> list[Ring]:
    """The lines where the matte is a half (marching squares); outside of the picture it is 0."""
    values = np.pad(matte.astype(np.float64), 1) - _LEVEL
    after = _steps(values >= 0)
    rings: list[Ring] = []
    while after:
        first, edge = after.popitem()
        edges = [first]
        while edge != first:
            edges.append(edge)
            edge = after.pop(edge)
        rings.append(_places(np.array(edges), values))
    return rings


def _steps(inside: NDArray[np.bool_]) -> dict[int, int]:
    """From each crossed side of a cell to the next one of its outline.

    A side's number: that of the pixel at its start; sides that go down come after all that go right.
    """
    corner = inside.astype(np.uint8)
    code = corner[:-1, :-1] | corner[:-1, 1:] << 1 | corner[1:, 1:] << 2 | corner[1:, :-1] << 3
    rows, columns = np.nonzero((code > 0) & (code < 15))
    width, size = inside.shape[1], inside.size
    cell = rows * width + columns
    side = (cell, size + cell + 1, cell + width, size + cell)
    kind = code[rows, columns]
    after: dict[int, int] = {}
    for case, ways in _WAYS.items():
        here = kind == case
        for come, go in ways:
            after.update(zip(side[come][here].tolist(), side[go][here].tolist(), strict=True))
    return after


def _places(edges: NDArray[np.int64], values: NDArray[np.float64]) -> Ring:
    height, width = values.shape
    down = edges >= height * width
    row, column = np.divmod(edges % (height * width), width)
    start = values[row, column]
    end = values[np.where(down, row + 1, row), np.where(down, column, column + 1)]
    part = start / (start - end)
    return np.stack([column + np.where(down, 0, part), row + np.where(down, part, 0)], axis=1) - 0.5


def area(ring: Ring) -> float:
    """Of what a ring encloses, in pixels; negative for the outline of a hole."""
    x, y = ring.T
    return float(np.dot(y, np.roll(x, -1)) - np.dot(x, np.roll(y, -1))) / 2


def filled(rings: Sequence[Ring], height: int, width: int) -> NDArray[np.bool_]:
    """The pixels whose centres are within an odd number of rings."""
    flips = np.zeros((height, width + 1), np.int32)
    for ring in rings:
        x0, y0 = ring.T
        x1, y1 = np.roll(ring, -1, axis=0).T
        first = np.clip(np.ceil(np.minimum(y0, y1) - 0.5), 0, height).astype(np.int64)
        counts = np.clip(np.ceil(np.maximum(y0, y1) - 0.5), 0, height).astype(np.int64) - first
        line = np.repeat(np.arange(len(ring)), counts)
        row = np.arange(len(line)) - np.repeat(np.cumsum(counts) - counts, counts) + first[line]
        part = (row + 0.5 - y0[line]) / (y1[line] - y0[line])
        x = x0[line] + part * (x1[line] - x0[line])
        np.add.at(flips, (row, np.clip(np.ceil(x - 0.5), 0, width).astype(np.int64)), 1)
    return np.cumsum(flips, axis=1)[:, :width] % 2 == 1


def distances(points: NDArray[np.float64], ring: Ring) -> NDArray[np.float64]:
    """How far each point (n, 2) is from a ring's lines, in pixels; fast for points near to it, in order."""
    ends = np.roll(ring, -1, axis=0)
    low, high = np.minimum(ring, ends), np.maximum(ring, ends)
    found = np.empty(len(points))
    for at in range(0, len(points), _CHUNK):
        some = points[at : at + _CHUNK]
        near = ((high >= some.min(0) - _NEAR) & (low <= some.max(0) + _NEAR)).all(axis=1)
        off = _to_lines(some, ring[near], ends[near]) if near.any() else np.full(len(some), np.inf)
        found[at : at + _CHUNK] = off if off.max() <= _NEAR else _to_lines(some, ring, ends)
    return found


def _to_lines(points: Ring, starts: Ring, ends: Ring) -> NDArray[np.float64]:
    way = ends - starts
    square = np.maximum((way**2).sum(axis=1), 1e-12)
    off = points[:, None] - starts
    along = np.clip((off * way).sum(axis=2) / square, 0, 1)
    return np.sqrt(((off - along[..., None] * way) ** 2).sum(axis=2).min(axis=1))
