"""A matte as a shutter sees it: smeared along the object's own motion while the shutter is open."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.effect_api import Matte, gaussian_blur
from app.opencv import cv2

_MOST_STEPS = 33
_CARRY_PX = 24.0  # how far the object's motion is carried past its edge


def motion_blurred(matte: Matte, motion: NDArray[np.float32], shutter_deg: float) -> Matte:
    """The matte blurred along `motion` (H, W, 2: x, y in pixels to the next frame), open around the frame.

    The background's motion does not count: each pixel near the object takes that of the object beside it.
    """
    carried = _of_object(motion, matte) * np.float32(shutter_deg / 360)
    longest = float(np.abs(carried).max(initial=0.0))
    if longest < 0.25:
        return matte
    lib = cv2()
    height, width = matte.shape
    across, down = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    steps = min(_MOST_STEPS, int(longest) + 2)
    total = np.zeros_like(matte)
    for part in np.linspace(-0.5, 0.5, steps, dtype=np.float32):
        x, y = across - carried[..., 0] * part, down - carried[..., 1] * part
        total += lib.remap(matte, x, y, lib.INTER_LINEAR, borderMode=lib.BORDER_REPLICATE)
    return np.clip(total / np.float32(steps), 0.0, 1.0)


def _of_object(motion: NDArray[np.float32], matte: Matte) -> NDArray[np.float32]:
    """The motion inside the matte, carried past its edge and smoothed."""
    inside = (matte > 0.9).astype(np.float32)
    weight = gaussian_blur(inside, _CARRY_PX) + np.float32(1e-6)
    flow = np.zeros_like(motion)
    for axis in range(2):
        flow[..., axis] = gaussian_blur(motion[..., axis] * inside, _CARRY_PX) / weight
    return flow
