"""Feather, and what lies how far from the edge."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.effect_api import Matte, gaussian_blur, grow
from app.opencv import cv2


def feathered(matte: Matte, width_px: float, side: str) -> Matte:
    """A softer edge. "inside" ends where the edge was, "outside" begins there, "both" lies over it."""
    if width_px <= 0:
        return matte
    blurred = gaussian_blur(matte, width_px / 2)
    if side == "inside":
        return np.minimum(matte, np.clip(blurred * 2 - 1, 0.0, 1.0))
    if side == "outside":
        return np.maximum(matte, np.clip(blurred * 2, 0.0, 1.0))
    return np.clip(blurred, 0.0, 1.0)


def clipped(matte: Matte, black: float, white: float) -> Matte:
    """From 0 at `black` to 1 at `white`: haze goes and thin places fill, as a keyer's clip does it."""
    if black <= 0 and white >= 1:
        return matte
    span = max(white - black, 1e-3)
    return np.clip((matte - np.float32(black)) / np.float32(span), 0.0, 1.0)


def edge_distance(matte: Matte) -> NDArray[np.float32]:
    """Pixels from the edge (where the matte passes 0.5), positive inside; whole pixels apart."""
    inside = (matte >= 0.5).astype(np.uint8)
    return _distance(inside) - _distance(1 - inside)


def _distance(inside: NDArray[np.uint8]) -> NDArray[np.float32]:
    """To the nearest 0, exact to the last bit.

    OpenCV's last bit differs from call to call, and so would exports of one project. The squares of all
    distances are whole numbers, so it is put right by them.
    """
    lib = cv2()
    found = lib.distanceTransform(inside, lib.DIST_L2, lib.DIST_MASK_PRECISE)
    return np.sqrt(np.rint(found * found), dtype=np.float32)


def core_and_edge(matte: Matte, core_px: float) -> tuple[Matte, Matte]:
    """The core matte, solid and `core_px` inside the edge, and the edge matte: what the core leaves over.

    Their sum is the matte.
    """
    core = np.minimum(grow((matte >= 0.5).astype(np.float32), -core_px) if core_px > 0 else matte, matte)
    return core, matte - core
