"""Straight alpha for delivery: colour divided by alpha, and carried a little way past the matte's edge."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.effect_api import Matte, Rgba
from app.engine.pixels import straight
from app.opencv import cv2

BLEED_PX = 8
_LEAST = 1e-6  # coverage that counts
_TYPES = {1: 0, 2: 2}  # OpenCV's CV_8U and CV_16U, by bytes


def delivered(image: Rgba) -> NDArray[np.float32]:
    """Premultiplied (H, W, 4) as straight RGBA.

    Where alpha is 0 and something is covered within `BLEED_PX`, the colour is the mean of what is covered
    there. Black next to the edge would be drawn into it by every scaling and every codec: a dark fringe.
    """
    result = straight(image)
    empty = image[..., 3] <= 0
    if not empty.any() or empty.all():
        return result
    side = 2 * BLEED_PX + 1
    near = cv2().blur(image, (side, side), borderType=cv2().BORDER_CONSTANT)
    fill = empty & (near[..., 3] > _LEAST)
    result[fill, :3] = near[fill, :3] / near[fill, 3:]
    return result


def reached(matte: Matte) -> tuple[slice, slice] | None:
    """Rows and columns outside of which nothing is covered and no colour is carried; None without cover."""
    x, y, width, height = (int(v) for v in cv2().boundingRect((matte > 0).astype(np.uint8)))
    if not width:
        return None
    return (
        slice(max(0, y - BLEED_PX), y + height + BLEED_PX),
        slice(max(0, x - BLEED_PX), x + width + BLEED_PX),
    )


def carried(colour: NDArray[Any], matte: Matte) -> NDArray[Any]:
    """Straight integer pixels (H, W, 3) with the colour past the matte's edge that `delivered` makes.

    What is covered keeps its values; the rest is black.
    """
    covered = (matte > 0).astype(np.uint8)
    result: NDArray[Any] = cv2().copyTo(colour, covered)
    lib = cv2()
    size = (2 * BLEED_PX + 1,) * 2
    near = lib.blur(matte, size, borderType=lib.BORDER_CONSTANT)
    fill = lib.compare(near, _LEAST, lib.CMP_GT)
    fill[covered > 0] = 0
    if not fill.any():
        return result
    weighted = lib.multiply(colour, lib.merge([matte] * 3), dtype=lib.CV_32F)
    sums = lib.blur(weighted, size, borderType=lib.BORDER_CONSTANT)
    mean = lib.divide(sums, lib.merge([near] * 3), dtype=_TYPES[colour.dtype.itemsize])  # rounded
    return lib.copyTo(mean, fill, result)
