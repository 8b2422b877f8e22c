"""How much of each pixel lies inside a closed line: exactly, so that a slow shape moves without a tremble."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.effect_api import Matte

# (n, 2): x, y in pixels from the top left corner; the last point leads to the first.
Line = NDArray[np.float64]
_Values = NDArray[np.float64]
_LEVELS = 2**16  # of coverage; whole numbers, so that inside it is 1 to the last bit


def covered(line: Line, height: int, width: int) -> Matte:
    """(height, width) in [0, 1]: each pixel's area inside the line. What lies inside twice lies outside.

    The line is cut where it crosses from pixel to pixel. Each piece says by how much what lies right of it is
    more or less covered, and the sum along a row is the coverage (as fonts are drawn: FreeType's "smooth"
    rasteriser, whose rule for areas is this one).
    """
    before, after = _cut(line, height, width)
    step = np.rint(after[:, 1] * _LEVELS) - np.rint(before[:, 1] * _LEVELS)
    column, row = np.floor((before + after) / 2).T
    left = (before[:, 0] + after[:, 0]) / 2 - column  # of the pixel, what lies left of the piece
    left[column < 0] = 0.0
    inside = (row >= 0) & (row < height) & (step != 0)
    place = (row * (width + 2) + np.clip(column, 0, width))[inside].astype(np.int64)
    later = np.rint((step * left)[inside])
    places, changes = np.concatenate([place, place + 1]), np.concatenate([step[inside] - later, later])
    change = np.bincount(places, changes, height * (width + 2)).astype(np.int32)
    winding = np.cumsum(change.reshape(height, width + 2)[:, :width], axis=1, dtype=np.int32)
    winding &= 2 * _LEVELS - 1
    np.minimum(winding, 2 * _LEVELS - winding, out=winding)
    return np.multiply(winding, np.float32(1 / _LEVELS), dtype=np.float32)


def _cut(line: Line, height: int, width: int) -> tuple[Line, Line]:
    """The line in pieces, from where to where, each in one pixel or beside the picture."""
    start, end = line, np.roll(line, -1, axis=0)
    edges = np.arange(len(line))
    crossings = [(edges, np.zeros(len(line))), (edges, np.ones(len(line)))]
    crossings += [_crossings(start[:, axis], end[:, axis], size) for axis, size in enumerate((width, height))]
    edge = np.concatenate([edge for edge, _ in crossings])
    share = np.concatenate([share for _, share in crossings])
    order = np.lexsort((share, edge))
    edge, share = edge[order], share[order, None]
    points = start[edge] * (1 - share) + end[edge] * share
    same = edge[1:] == edge[:-1]
    return points[:-1][same], points[1:][same]


def _crossings(start: _Values, end: _Values, size: int) -> tuple[NDArray[np.int64], _Values]:
    """The edges that cross whole numbers from 0 to `size`, and at which share of their way."""
    first = np.clip(np.floor(np.minimum(start, end)) + 1, 0, size + 1).astype(np.int64)
    last = np.clip(np.ceil(np.maximum(start, end)) - 1, -1, size).astype(np.int64)
    counts = np.maximum(last - first + 1, 0)
    edge = np.repeat(np.arange(len(start)), counts)
    nth = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return edge, (first[edge] + nth - start[edge]) / (end - start)[edge]
