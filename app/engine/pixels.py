"""Between what a file holds (integers or floats, straight) and what the compositor works on."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.effect_api import Region, Rgba, in_strips, spread, whole
from app.opencv import cv2

Pixels = NDArray[Any]  # (H, W, 3 or 4), uint8 | uint16 | float32, straight


def premultiplied(pixels: Pixels) -> Rgba:
    """Source pixels as premultiplied float32 RGBA. Integers become [0, 1]; floats are not clamped."""
    if pixels.ndim != 3 or pixels.shape[2] not in (3, 4):
        raise ValueError(f"not RGB or RGBA: shape {pixels.shape}")
    if pixels.shape[2] == 3:
        return _opaque(pixels)
    image = unit_range(pixels)
    image[..., :3] *= image[..., 3:]
    return image


def _opaque(pixels: Pixels) -> Rgba:
    result = np.empty((*pixels.shape[:2], 4), np.float32)

    def strip(rows: Region) -> None:
        # alpha: the type's full value; 1 for floats
        rgba = cv2().cvtColor(pixels[rows], cv2().COLOR_RGB2RGBA)
        unit_range(rgba, out=result[rows])

    in_strips(whole(result), strip)
    return result


def straight(image: Rgba) -> Rgba:
    """The colour divided by the alpha; black where the alpha is 0."""
    alpha = image[..., 3]
    result = image.copy()
    if alpha.min() == 1.0:  # nothing to divide: the usual case for a composite
        return result
    scale = np.divide(1.0, alpha, out=np.zeros_like(alpha), where=alpha > 0)
    result *= spread(scale)
    result[..., 3] = alpha
    return result


def as_uint8(values: NDArray[np.float32]) -> NDArray[np.uint8]:
    """[0, 1] as 0..255, rounded and clamped."""
    return _scaled(values, 255, cv2().CV_8U)


def as_uint16(values: NDArray[np.float32]) -> NDArray[np.uint16]:
    """[0, 1] as 0..65535, rounded and clamped."""
    return _scaled(values, 65535, cv2().CV_16U)


def _scaled(values: NDArray[np.float32], full: int, depth: int) -> Any:
    rows = np.ascontiguousarray(values).reshape(values.shape[0], -1)  # one channel, so that one factor serves
    return cv2().multiply(rows, float(full), dtype=depth).reshape(values.shape)


def unit_range(pixels: Pixels, out: Rgba | None = None) -> Rgba:
    """Integers over their full value, floats as they are; a new array, or `out`."""
    if pixels.dtype == np.uint8 or pixels.dtype == np.uint16:
        full = np.float32(np.iinfo(pixels.dtype).max)
        return np.divide(pixels, full, dtype=np.float32, out=out)
    if pixels.dtype == np.float32:
        return np.positive(pixels, out=out)
    raise ValueError(f"not uint8, uint16 or float32: {pixels.dtype}")
