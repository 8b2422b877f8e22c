"""A calmer edge: the mattes of neighbouring frames, carried here along the motion, averaged in the edge band.

Only the band is touched, and only where the picture says that the same thing is seen: what moves with the
object's edge stays, what jumps from frame to frame goes. A frame's edge moves by half a pixel on average at
most, whatever its neighbours look like: where they would draw it away, as bad tracks do, they are not heard.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.effect_api import Matte
from app.opencv import cv2

REACH = 2  # frames on each side
_BAND_PX = 3  # around every pixel that is neither 0 nor 1
MOST_MOVED_PX = 0.5  # of a frame's edge on average, in source pixels
_AROUND_PX = 15  # side of the area in which the edge is taken to move as a whole
_HALVINGS = 24
_SAFE = 0.999  # sums of float32 are rounded
_LIKE = 0.06  # difference of colours, over [0, 1], up to which two pixels show the same thing


@dataclass(frozen=True, eq=False)
class Neighbour:
    """Another frame's matte (H, W) and colours (H, W, 3), carried to this frame along the motion."""

    matte: Matte
    colours: NDArray[np.float32]


def stabilised(
    matte: Matte,
    colours: NDArray[np.float32],
    neighbours: Sequence[Neighbour],
    strength: float,
    most_px: float = MOST_MOVED_PX,
) -> Matte:
    """The matte with its edge band drawn `strength` of the way to the mean over time.

    The edge moves by `most_px` at most on average: `moved_px(matte, stabilised(matte, ...)) <= most_px`.
    """
    if not neighbours or strength <= 0:
        return matte
    total, weights = matte.copy(), np.ones_like(matte)
    for other in neighbours:
        weight = alike(colours, other.colours)
        total += weight * other.matte
        weights += weight
    mean = total / weights
    share = edge_band(matte, *(n.matte for n in neighbours)).astype(np.float32) * np.float32(strength)
    change = np.clip(matte + (mean - matte) * share, 0.0, 1.0, dtype=np.float32) - matte
    return np.clip(matte + _held_back(change, matte, most_px), 0.0, 1.0, dtype=np.float32)


def moved_px(matte: Matte, other: Matte) -> float:
    """How far the edge lies from where it was, on average along it; 0 where there is no edge."""
    length = edge_length(matte)
    return float(np.abs(other - matte).sum(dtype=np.float64)) / length if length else 0.0


def edge_length(matte: Matte) -> float:
    """Of the line at a half, in pixels."""
    lib = cv2()
    lines, _ = lib.findContours((matte >= 0.5).astype(np.uint8), lib.RETR_LIST, lib.CHAIN_APPROX_NONE)
    return float(sum(lib.arcLength(line, True) for line in lines))


def _held_back(change: Matte, matte: Matte, most_px: float) -> Matte:
    """The change, less of it where the edge would move the farthest, until the mean is within bounds.

    Where the edge would move by d pixels, more than a limit, (limit / d)^2 of the change is left; the limit
    is the largest that holds the mean.
    """
    length = edge_length(matte)
    if length == 0:
        return np.zeros_like(change)
    size = np.abs(change)
    allowed = most_px * length * _SAFE
    if size.sum(dtype=np.float64) <= allowed:
        return change
    touched = size > 0
    far, sizes = _local_px(size, matte)[touched], size[touched].astype(np.float64)
    low, high = 0.0, float(far.max())
    for _ in range(_HALVINGS):
        limit = (low + high) / 2
        fits = float((sizes * _left(far, limit)).sum()) <= allowed
        low, high = (limit, high) if fits else (low, limit)
    held = np.zeros_like(change)
    held[touched] = change[touched] * _left(far, low)
    return held


def _local_px(size: Matte, matte: Matte) -> Matte:
    """By how much the edge near each pixel would move; far more than anything where no edge is near."""
    lib = cv2()
    inside = (matte >= 0.5).astype(np.uint8)
    line = inside - lib.erode(inside, np.ones((3, 3), np.uint8), borderValue=1)
    area = (_AROUND_PX, _AROUND_PX)
    per_area = lib.blur(line.astype(np.float32), area)
    return lib.blur(size, area) / np.maximum(per_area, np.float32(1e-3))


def _left(far: Matte, limit: float) -> Matte:
    return np.square(np.minimum(1.0, limit / np.maximum(far, 1e-6))).astype(np.float32)


def edge_band(*mattes: Matte) -> NDArray[np.bool_]:
    """What is near an edge in any of the mattes."""
    open_ = np.logical_or.reduce([(m > 0.02) & (m < 0.98) for m in mattes])
    side = 2 * _BAND_PX + 1
    return cv2().dilate(open_.astype(np.uint8), np.ones((side, side), np.uint8)).astype(np.bool_)


def alike(one: NDArray[np.float32], other: NDArray[np.float32]) -> Matte:
    """1 where the colours agree, 0 where they do not; over small areas, against noise."""
    difference = cv2().blur(np.square(one - other).sum(axis=2), (5, 5))
    return np.exp(np.multiply(difference, -0.5 / _LIKE**2, dtype=np.float32))
