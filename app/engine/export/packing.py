"""From what was drawn to the integers that go into a file: channels, depth, straight or premultiplied."""

from __future__ import annotations

from queue import Empty, SimpleQueue
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


class Canvases:
    """Black pictures that are used again: to get new memory takes longer than to clear what was painted."""

    def __init__(self) -> None:
        self._free: SimpleQueue[Packed] = SimpleQueue()
        self._painted: dict[int, tuple[slice, slice]] = {}  # by the picture's id

    def painted(self, shape: tuple[int, ...], part: tuple[slice, slice], values: Packed) -> Packed:
        """A picture of this shape, black but for the part. One thread at a time may ask for it."""
        try:
            canvas = self._free.get_nowait()
        except Empty:
            canvas = np.empty((0,), values.dtype)
        if canvas.shape == shape and canvas.dtype == values.dtype:
            canvas[self._painted[id(canvas)]] = 0
        else:
            self._painted.pop(id(canvas), None)
            canvas = np.zeros(shape, values.dtype)
        self._painted[id(canvas)] = part
        canvas[part] = values
        return canvas

    def give_back(self, picture: Packed) -> None:
        """It is written, and may be painted over. From any thread; pictures from elsewhere are left alone."""
        if id(picture) in self._painted:
            self._free.put(picture)


def packed(
    drawn: Rendered,
    alpha: AlphaMode | None,
    depth: int,
    white: int = WHITE,
    canvases: Canvases | None = None,
) -> Packed:
    """`alpha` None: without an alpha channel, over black. Mattes stay what they are, whatever is asked for.

    Pixels that nothing touched are never turned into floats: their values are the source's own. `white` is
    what full colour becomes in 16 bits; opaque is always 65535. `canvases`: those to paint a cut-out on.
    """
    image = drawn.image
    if image.dtype != np.float32 or drawn.alpha is not None:
        return _untouched(drawn, alpha, depth, white, canvases or Canvases())
    if image.ndim == 3 and image.shape[2] == 4:
        if alpha is None:
            image = np.ascontiguousarray(image[..., :3])  # premultiplied colour is what is seen over black
        elif alpha == "straight":
            image = delivered(image)
    return as_uint8(image) if depth == 8 else _whitened(as_uint16(image), white)


def _untouched(
    drawn: Rendered, alpha: AlphaMode | None, depth: int, white: int, canvases: Canvases
) -> Packed:
    colour, matte = drawn.image, drawn.alpha
    if alpha == "premultiplied" and matte is not None:
        image = cv2().merge([*cv2().split(_unit(colour) * matte[..., None]), matte])
        return as_uint8(image) if depth == 8 else _whitened(as_uint16(image), white)
    if alpha is None or matte is None:
        return _of_depth(colour, depth, white)
    shape = (*matte.shape, 4)
    part = reached(matte)
    if part is None:
        return np.zeros(shape, np.uint8 if depth == 8 else np.uint16)
    inside = matte[part]  # all that is not black: often a small part of the picture
    channel = as_uint8(inside) if depth == 8 else as_uint16(inside)
    kept = carried(_of_depth(colour[part], depth, white), inside)
    return canvases.painted(shape, part, cv2().merge([*cv2().split(kept), channel]))


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
