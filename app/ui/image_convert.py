"""Pictures between numpy and Qt: who owns the bytes, and in which order they lie."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage, qRgba

from app.effect_api import Rgba

Pixels8 = NDArray[np.uint8]


def rgb_image(pixels: Pixels8) -> QImage:
    """(H, W, 3) uint8 RGB -> a QImage that owns its bytes, in the format that paints fastest."""
    return _wrap(pixels, 3, QImage.Format.Format_RGB888).convertToFormat(QImage.Format.Format_RGB32)


def rgba_image(pixels: Pixels8) -> QImage:
    """(H, W, 4) uint8 premultiplied RGBA -> a QImage that owns its bytes."""
    wrapped = _wrap(pixels, 4, QImage.Format.Format_RGBA8888_Premultiplied)
    return wrapped.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def matte_image(matte: Pixels8, colour: tuple[int, int, int], opacity: float) -> QImage:
    """(h, w) uint8 matte -> one colour with the matte, times `opacity`, as its alpha. Owns its bytes."""
    height, width = matte.shape
    packed = np.ascontiguousarray(matte)
    indexed = QImage(packed.data, width, height, width, QImage.Format.Format_Indexed8)
    red, green, blue = colour
    indexed.setColorTable([qRgba(red, green, blue, round(value * opacity)) for value in range(256)])
    return indexed.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def rgba8(image: Rgba) -> Pixels8:
    """The compositor's (H, W, 4) premultiplied float32 in [0, 1] -> uint8, premultiplied, for the viewer."""
    scaled = np.clip(image, 0.0, 1.0) * np.float32(255.0)
    return (scaled + np.float32(0.5)).astype(np.uint8)


def _wrap(pixels: Pixels8, channels: int, image_format: QImage.Format) -> QImage:
    """A QImage over the array's own bytes: valid only while the array lives and is not written to."""
    if pixels.ndim != 3 or pixels.shape[2] != channels or pixels.dtype != np.uint8:
        raise ValueError(f"not (H, W, {channels}) uint8: {pixels.shape} {pixels.dtype}")
    packed = np.ascontiguousarray(pixels)
    height, width, _ = packed.shape
    wrapped = QImage(packed.data, width, height, width * channels, image_format)
    return wrapped if packed is pixels else wrapped.copy()
