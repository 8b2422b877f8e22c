"""Holes, specks and the picture's border."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.effect_api import Matte
from app.opencv import cv2

_FAINT = 0.02  # coverage below this is no speck
_RIM_PX = 2  # the soft rim of a hole or speck, which goes with it


def carried_to_border(matte: Matte, reach_px: float) -> Matte:
    """The outermost `reach_px` on each side as the matte is just inside of them.

    Trackers are unsure along the picture's border, and leave a gap where an object leaves the frame.
    """
    reach = round(reach_px)
    height, width = matte.shape
    if reach <= 0 or 2 * reach >= min(height, width):
        return matte
    inner = matte[reach : height - reach, reach : width - reach]
    return cv2().copyMakeBorder(inner, reach, reach, reach, reach, cv2().BORDER_REPLICATE)


def without_holes(matte: Matte, across_px: float) -> Matte:
    """Holes of up to a disc's area of that diameter become solid. What touches the border is no hole."""
    if across_px <= 0:
        return matte
    empty = matte < 0.5
    holes = _small_parts(empty, across_px, spare_border=True)
    if not holes.any():
        return matte
    return np.where(_with_rim(holes) & (holes | ~empty), np.float32(1), matte)


def without_specks(matte: Matte, across_px: float) -> Matte:
    """Parts of up to a disc's area of that diameter go, faint ones too."""
    if across_px <= 0:
        return matte
    solid = matte >= 0.5
    specks = _small_parts(solid, across_px, spare_border=False)
    result = np.where(_with_rim(specks) & (specks | ~solid), np.float32(0), matte) if specks.any() else matte
    faint = result > _FAINT
    loose = _small_parts(faint, across_px, spare_border=False)
    return np.where(loose, np.float32(0), result) if loose.any() else result


def _small_parts(inside: NDArray[np.bool_], across_px: float, *, spare_border: bool) -> NDArray[np.bool_]:
    lib = cv2()
    height, width = inside.shape
    count, labels, stats, _ = lib.connectedComponentsWithStats(inside.astype(np.uint8), connectivity=4)
    small = stats[:, lib.CC_STAT_AREA] <= np.pi / 4 * across_px**2
    small[0] = False  # what is not inside
    if spare_border:
        left, top = stats[:, lib.CC_STAT_LEFT], stats[:, lib.CC_STAT_TOP]
        right, bottom = left + stats[:, lib.CC_STAT_WIDTH], top + stats[:, lib.CC_STAT_HEIGHT]
        small &= (left > 0) & (top > 0) & (right < width) & (bottom < height)
    if count <= 1 or not small.any():
        return np.zeros_like(inside)
    found: NDArray[Any] = small[labels]
    return found


def _with_rim(parts: NDArray[np.bool_]) -> NDArray[np.bool_]:
    side = 2 * _RIM_PX + 1
    return cv2().dilate(parts.astype(np.uint8), np.ones((side, side), np.uint8)).astype(np.bool_)
