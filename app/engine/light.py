"""The sRGB curve (IEC 61966-2-1) both ways, going on above 1 and through 0 below."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def linear_to_srgb(light: NDArray[np.float32]) -> NDArray[np.float32]:
    """Linear light as sRGB encodes it."""
    size = np.abs(light)
    curve = 1.055 * np.maximum(size, 0.0031308) ** (1 / 2.4) - 0.055
    return np.copysign(np.where(size <= 0.0031308, size * 12.92, curve), light).astype(np.float32)


def srgb_to_linear(encoded: NDArray[np.float32]) -> NDArray[np.float32]:
    """The linear light of what sRGB encodes."""
    size = np.abs(encoded)
    curve = ((np.maximum(size, 0.04045) + 0.055) / 1.055) ** 2.4
    return np.copysign(np.where(size <= 0.04045, size / 12.92, curve), encoded).astype(np.float32)
