"""Dense motion between two frames of a clip, and pictures moved along it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.opencv import cv2

Flow = NDArray[np.float32]
_LONGEST_SIDE = 512  # motion is smooth: more pixels cost time and add noise


def dense_flow(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> Flow:
    """For each pixel of `before`, by how far it has moved in `after`: (H, W, 2) of x, y in pixels.

    Both are RGB uint8 (H, W, 3) of one size. Dense inverse search (Kroeger et al. 2016, arXiv:1603.03590)
    on pictures of at most 512 pixels; the same frames always give the same motion.
    """
    lib = cv2()
    height, width = before.shape[:2]
    scale = min(1.0, _LONGEST_SIDE / max(height, width))
    size = (max(16, round(width * scale)), max(16, round(height * scale)))
    small = [
        lib.cvtColor(lib.resize(f, size, interpolation=lib.INTER_AREA), lib.COLOR_RGB2GRAY)
        for f in (before, after)
    ]
    search = lib.DISOpticalFlow.create(lib.DISOPTICAL_FLOW_PRESET_MEDIUM)
    motion = search.calc(small[0], small[1], None)
    whole: Flow = lib.resize(motion, (width, height), interpolation=lib.INTER_LINEAR)
    whole *= np.array([width / size[0], height / size[1]], np.float32)
    return whole


def warp(picture: NDArray[np.float32], motion: Flow, *, outside: float | None = None) -> NDArray[np.float32]:
    """What `picture`, (H, W) or (H, W, C), shows where `motion` points.

    With the motion from another frame to this one it is the picture as that frame would see it. Beyond
    the picture's edge it goes on as at the edge, or is `outside`.
    """
    lib = cv2()
    height, width = motion.shape[:2]
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    across, down = columns + motion[..., 0], rows + motion[..., 1]
    border = lib.BORDER_REPLICATE if outside is None else lib.BORDER_CONSTANT
    moved: NDArray[np.float32] = lib.remap(
        picture,
        across,
        down,
        lib.INTER_LINEAR,
        borderMode=border,
        borderValue=(outside or 0.0,) * 4,
    )
    return moved
