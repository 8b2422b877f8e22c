"""Straight alpha for delivery: colour divided by alpha, and carried a little way past the matte's edge."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.effect_api import Rgba
from app.engine.pixels import straight
from app.opencv import cv2

BLEED_PX = 8


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
    fill = empty & (near[..., 3] > 1e-6)
    result[fill, :3] = near[fill, :3] / near[fill, 3:]
    return result
