"""A calmer edge: the mattes of neighbouring frames, carried here along the motion, averaged in the edge band.

Only the band is touched, and only where the picture says that the same thing is seen: what moves with the
object's edge stays, what jumps from frame to frame goes.
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
_LIKE = 0.06  # difference of colours, over [0, 1], up to which two pixels show the same thing


@dataclass(frozen=True, eq=False)
class Neighbour:
    """Another frame's matte (H, W) and colours (H, W, 3), carried to this frame along the motion."""

    matte: Matte
    colours: NDArray[np.float32]


def stabilised(
    matte: Matte, colours: NDArray[np.float32], neighbours: Sequence[Neighbour], strength: float
) -> Matte:
    """The matte with its edge band drawn `strength` of the way to the mean over time."""
    if not neighbours or strength <= 0:
        return matte
    total, weights = matte.copy(), np.ones_like(matte)
    for other in neighbours:
        weight = alike(colours, other.colours)
        total += weight * other.matte
        weights += weight
    mean = total / weights
    share = edge_band(matte, *(n.matte for n in neighbours)).astype(np.float32) * np.float32(strength)
    return np.clip(matte + (mean - matte) * share, 0.0, 1.0, dtype=np.float32)


def edge_band(*mattes: Matte) -> NDArray[np.bool_]:
    """What is near an edge in any of the mattes."""
    open_ = np.logical_or.reduce([(m > 0.02) & (m < 0.98) for m in mattes])
    side = 2 * _BAND_PX + 1
    return cv2().dilate(open_.astype(np.uint8), np.ones((side, side), np.uint8)).astype(np.bool_)


def alike(one: NDArray[np.float32], other: NDArray[np.float32]) -> Matte:
    """1 where the colours agree, 0 where they do not; over small areas, against noise."""
    difference = cv2().blur(np.square(one - other).sum(axis=2), (5, 5))
    return np.exp(np.multiply(difference, -0.5 / _LIKE**2, dtype=np.float32))
