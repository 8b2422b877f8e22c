"""From what was drawn to the integers that go into a file: channels, depth, straight or premultiplied."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.engine.export.content import Rendered
from app.engine.export.formats import AlphaMode
from app.engine.export.straight import carried, delivered
from app.engine.pixels import as_uint8, as_uint16
from app.opencv import cv2

Packed = NDArray[Any]  # uint8 or uint16, (H, W), (H, W, 3) or (H, W, 4)
_TO_16 = 257  # 255 -> 65535


def packed(drawn: Rendered, alpha: AlphaMode | None, depth: int) -> Packed:
    """`alpha` None: without an alpha channel, over black. Mattes stay what they are, whatever is asked for.

    Pixels that nothing touched are never turned into floats: their values are the source's own.
    """
    image = drawn.image
    if image.dtype != np.float32 or drawn.alpha is not None:
        return _untouched(drawn, alpha, depth)
    if image.ndim == 3 and image.shape[2] == 4:
        if alpha is None:
            image = np.ascontiguousarray(image[..., :3])  # premultiplied colour is what is seen over black
        elif alpha == "straight":
            image = delivered(image)
    return as_uint8(image) if depth == 8 else as_uint16(image)


def _untouched(drawn: Rendered, alpha: AlphaMode | None, depth: int) -> Packed:
    colour, matte = drawn.image, drawn.alpha
    whole = _of_depth(colour, depth)
    if alpha is None or matte is None:
        return whole
    if alpha == "premultiplied":
        image = cv2().merge([*cv2().split(_unit(colour) * matte[..., None]), matte])
        return as_uint8(image) if depth == 8 else as_uint16(image)
    channel = as_uint8(matte) if depth == 8 else as_uint16(matte)
    return np.asarray(cv2().merge([*cv2().split(carried(whole, matte)), channel]))


def _of_depth(pixels: NDArray[Any], depth: int) -> Packed:
    if pixels.dtype == np.float32:
        return as_uint8(pixels) if depth == 8 else as_uint16(pixels)
    if pixels.dtype == np.uint8:
        return pixels if depth == 8 else np.multiply(pixels, _TO_16, dtype=np.uint16)
    return pixels if depth == 16 else ((pixels.astype(np.uint32) + _TO_16 // 2) // _TO_16).astype(np.uint8)


def _unit(pixels: NDArray[Any]) -> NDArray[np.float32]:
    if pixels.dtype == np.float32:
        return pixels
    return np.divide(pixels, np.float32(np.iinfo(pixels.dtype).max), dtype=np.float32)
