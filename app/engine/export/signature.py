"""What a picture is recognised by: a digest where every value comes back, else a small picture of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from app.opencv import cv2

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

COLUMNS, ROWS = 48, 27  # of the small picture
SIZE: Final = 2 * ROWS * COLUMNS
Thumb = NDArray[np.float32]  # (2, ROWS, COLUMNS): luma and alpha, 0..1

# Luma of RGB by matrix: Kr and Kb of ITU-R BT.709, BT.601 and BT.2020.
_WEIGHTS: Final = {"bt709": (0.2126, 0.0722), "bt2020nc": (0.2627, 0.0593), "bt2020c": (0.2627, 0.0593)}
_BT601: Final = (0.299, 0.114)


@dataclass(frozen=True)
class Signature:
    """Of one picture. `digest` is 8 bytes over all values, `thumb` the small picture."""

    digest: bytes
    thumb: Thumb


def digest(pixels: NDArray[Any]) -> bytes:
    """8 bytes over shape and values."""
    state = hashlib.blake2b(repr((pixels.shape, pixels.dtype.str)).encode(), digest_size=8)
    state.update(np.ascontiguousarray(pixels).data.cast("B"))
    return state.digest()


def thumb(pixels: NDArray[Any], matrix: str = "bt709", *, associated: bool = False) -> Thumb:
    """Of integers (H, W), (H, W, 3 or 4). `associated`: colour counts only as far as it is covered."""
    full = float(np.iinfo(pixels.dtype).max)
    if associated and pixels.ndim == 3 and pixels.shape[2] == 4:
        alpha = pixels[..., 3:].astype(np.float32) / full
        pixels = np.concatenate([pixels[..., :3] * alpha, pixels[..., 3:]], axis=2, dtype=np.float32)
    small = _small(pixels) / np.float32(full)
    if small.ndim == 2:
        return np.stack([small, np.ones_like(small)])
    kr, kb = _WEIGHTS.get(matrix, _BT601)
    luma = small[..., :3] @ np.array([kr, 1 - kr - kb, kb], np.float32)
    return np.stack([luma, small[..., 3] if small.shape[2] == 4 else np.ones_like(luma)])


def thumb_of_picture(picture: VideoFrame) -> Thumb:
    """Of a decoded YCbCr picture in limited range, without turning it into RGB."""
    parts = picture.format.components
    opaque = thumb_of_luma(_plane(picture, 0), parts[0].bits)
    alpha = next((c for c in parts if c.is_alpha), None)
    if alpha is None:
        return opaque
    return np.stack([opaque[0], _small(_plane(picture, alpha.plane)) / np.float32((1 << alpha.bits) - 1)])


def thumb_of_luma(plane: NDArray[Any], bits: int, *, full: bool = False) -> Thumb:
    """Of a luma plane in limited (or full) range, without alpha."""
    step = 1 << (bits - 8)
    black, span = (0, (1 << bits) - 1) if full else (16 * step, 219 * step)
    luma = (_small(plane) - black) / np.float32(span)
    return np.stack([luma, np.ones_like(luma)])


def _plane(picture: VideoFrame, number: int) -> NDArray[Any]:
    plane = picture.planes[number]
    kind = np.uint8 if picture.format.components[number].bits <= 8 else np.uint16
    rows = np.frombuffer(memoryview(plane), kind).reshape(plane.height, -1)
    return rows[:, : plane.width]


def _small(values: NDArray[Any]) -> NDArray[np.float32]:
    """Means over a grid of cells: 16 bits keep what 8 would round away."""
    deep = values.astype(np.float32) if min(values.shape[:2]) < ROWS * 2 else values
    lib = cv2()
    if deep.dtype.kind == "u":  # smaller first in the type's own, quick arithmetic; the rest in float
        factor = max(1, min(deep.shape[0] // (ROWS * 4), deep.shape[1] // (COLUMNS * 4)))
        size = (-(-deep.shape[1] // factor), -(-deep.shape[0] // factor))
        deep = lib.resize(deep, size, interpolation=lib.INTER_AREA)
    small = lib.resize(np.asarray(deep, np.float32), (COLUMNS, ROWS), interpolation=lib.INTER_AREA)
    return np.asarray(small, np.float32)
