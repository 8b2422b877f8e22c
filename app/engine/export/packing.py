"""From what was drawn to the integers that go into a file: channels, depth, straight or premultiplied."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from app.engine.export.content import Rendered
from app.engine.export.formats import AlphaMode
from app.engine.export.straight import carried, delivered, reached
from app.engine.pixels import as_uint8, as_uint16
from app.opencv import cv2

Packed = NDArray[Any]  # uint8 or uint16, (H, W), (H, W, 3) or (H, W, 4)
WHITE: Final = 65535  # of 16 bits
# libswscale takes 255 << 8 for white where it makes YCbCr of 16 bits: 65535 became 943 in ten bits, not 940.
YCBCR_WHITE: Final = 65280


def packed(drawn: Rendered, alpha: AlphaMode | None, depth: int, white: int = WHITE) -> Packed:
    """`alpha` None: without an alpha channel, over black. Mattes stay what they are, whatever is asked for.

    Pixels that nothing touched are never turned into floats: their values are the source's own. `white` is
    what full colour becomes in 16 bits; opaque is always 65535.
    """
    image = drawn.image
    if image.dtype != np.float32 or drawn.alpha is not None:
        return _untouched(drawn, alpha, depth, white)
    if image.ndim == 3 and image.shape[2] == 4:
        if alpha is None:
            image = np.ascontiguousarray(image[..., :3])  # premultiplied colour is what is seen over black
        elif alpha == "straight":
            image = delivered(image)
    return as_uint8(image) if depth == 8 else _whitened(as_uint16(image), white)


def _untouched(drawn: Rendered, alpha: AlphaMode | None, depth: int, white: int) -> Packed:
    colour, matte = drawn.image, drawn.alpha
    if alpha == "premultiplied" and matte is not None:
        image = cv2().merge([*cv2().split(_unit(colour) * matte[..., None]), matte])
        return as_uint8(image) if depth == 8 else _whitened(as_uint16(image), white)
    if alpha is None or matte is None:
        return _of_depth(colour, depth, white)
    result = np.zeros((*matte.shape, 4), np.uint8 if depth == 8 else np.uint16)
    part = reached(matte)
    if part is not None:  # all that is not black: often a small part of the picture
        inside = matte[part]
        channel = as_uint8(inside) if depth == 8 else as_uint16(inside)
        kept = carried(_of_depth(colour[part], depth, white), inside)
        result[part] = cv2().merge([*cv2().split(kept), channel])
    return result


def _of_depth(pixels: NDArray[Any], depth: int, white: int) -> Packed:
    if pixels.dtype == np.float32:
        return as_uint8(pixels) if depth == 8 else _whitened(as_uint16(pixels), white)
    if pixels.dtype == np.uint8:
        return pixels if depth == 8 else np.multiply(pixels, white // 255, dtype=np.uint16)
    if depth == 16:
        return _whitened(pixels, white)
    return ((pixels.astype(np.uint32) + 128) // 257).astype(np.uint8)


def _whitened(pixels: NDArray[np.uint16], white: int) -> NDArray[np.uint16]:
    """Colour with another value for white; alpha as it is."""
    if white == WHITE:
        return pixels
    gain = white / WHITE
    if pixels.ndim == 2:
        return np.asarray(cv2().multiply(pixels, gain), np.uint16)
    return np.asarray(cv2().multiply(pixels, (gain, gain, gain, 1.0)), np.uint16)


def _unit(pixels: NDArray[Any]) -> NDArray[np.float32]:
    if pixels.dtype == np.float32:
        return pixels
    return np.divide(pixels, np.float32(np.iinfo(pixels.dtype).max), dtype=np.float32)
