"""Decoded pictures as RGB arrays: right matrix and range, full depth, straight alpha, upright."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from app.engine.colour_tags import swscale_matrix
from app.opencv import cv2

if TYPE_CHECKING:
    from av.video.format import VideoFormat
    from av.video.frame import VideoFrame

Rgb8 = NDArray[np.uint8]  # (H, W, 3)
Pixels = NDArray[np.uint8] | NDArray[np.uint16] | NDArray[np.float32]  # (H, W, 3 or 4)

_LIMITED, _FULL = 1, 2  # AVCOL_RANGE_MPEG, AVCOL_RANGE_JPEG
_BILINEAR, _BICUBIC, _FULL_CHROMA, _ACCURATE = 2, 4, 0x2000, 0x40000


@dataclass(frozen=True)
class PixelConverter:
    """Width and height are those before the quarter turns."""

    width: int
    height: int
    matrix: str  # as `colour_tags.complete` says
    full_range: bool
    quarter_turns: int = 0  # anticlockwise

    def rgb8(self, picture: VideoFrame) -> Rgb8:
        """For eyes and trackers: 8 bits, alpha left out, the quickest conversion."""
        return self._upright(self.convert(picture, "rgb24", _BILINEAR))

    def native(self, picture: VideoFrame) -> NDArray[np.uint8] | NDArray[np.uint16]:
        """For delivery: uint8 of 8-bit sources, else uint16 over 0..65535; straight alpha as channel 4."""
        alpha = has_alpha(picture.format)
        if bit_depth(picture.format) <= 8:
            name = "rgba" if alpha else "rgb24"
            return self._upright(self.convert(picture, name, _BICUBIC | _FULL_CHROMA | _ACCURATE))
        name = "rgba64le" if alpha else "rgb48le"
        deep = self.convert(picture, name, _BICUBIC | _FULL_CHROMA | _ACCURATE)
        return self._upright(_stretched(deep, _white(picture.format.name, self.matrix, full=self.full_range)))

    def convert(self, picture: VideoFrame, name: str, flags: int) -> NDArray[Any]:
        """The picture in another of ffmpeg's full-range pixel formats, not yet upright."""
        converted = picture.reformat(
            self.width,
            self.height,
            name,
            src_colorspace=swscale_matrix(self.matrix),
            dst_colorspace=swscale_matrix(self.matrix),
            src_color_range=_FULL if self.full_range else _LIMITED,
            dst_color_range=_FULL,
            interpolation=flags,
        )
        return converted.to_ndarray()

    def _upright(self, image: NDArray[Any]) -> NDArray[Any]:
        return np.ascontiguousarray(np.rot90(image, self.quarter_turns)) if self.quarter_turns else image


def has_alpha(picture_format: VideoFormat) -> bool:
    return any(c.is_alpha for c in picture_format.components)


def bit_depth(picture_format: VideoFormat) -> int:
    return max(c.bits for c in picture_format.components)


def _stretched(deep: NDArray[np.uint16], white: tuple[int, ...]) -> NDArray[np.uint16]:
    """Multiplied so that white and opaque are 65535: libswscale stops a little short of it."""
    if all(value == 65535 for value in white):
        return deep
    gains = np.array([65535 / value for value in white] + [0.0] * (4 - len(white)))
    stretched: NDArray[np.uint16] = cv2().multiply(deep, gains)
    return stretched


def planes_of(picture: VideoFrame) -> NDArray[np.uint8] | NDArray[np.uint16]:
    """The planes one under the other, as wide as the first. For planar YCbCr of even size.

    PyAV's own conversion lacks some formats, and gives 4:2:2 of ten bits as 4:4:4.
    """
    kind = np.uint8 if bit_depth(picture.format) <= 8 else np.uint16
    values = [_plane(memoryview(plane), plane.height, plane.width, kind) for plane in picture.planes]
    return np.concatenate([plane.reshape(-1) for plane in values]).reshape(-1, picture.width)


def _plane(memory: memoryview, height: int, width: int, kind: type) -> NDArray[Any]:
    return np.frombuffer(memory, kind).reshape(height, -1)[:, :width]


@cache
def _white(name: str, matrix: str, *, full: bool) -> tuple[int, ...]:
    """What libswscale makes of opaque white in this format, per channel."""
    from av import VideoFrame

    picture = VideoFrame(16, 16, name)
    parts = picture.format.components
    if len({c.plane for c in parts}) < len(parts) or bit_depth(picture.format) > 16:
        return (65535,) * (4 if has_alpha(picture.format) else 3)  # packed or float: not met in files
    for plane, part in zip(picture.planes, parts, strict=True):
        value = (1 << part.bits) - 1
        if part.is_luma and not full:
            value = 235 << (part.bits - 8)
        elif not (part.is_luma or part.is_alpha or picture.format.is_rgb):  # chroma
            value = 1 << (part.bits - 1)
        plane.update(np.full(plane.buffer_size // 2, value, np.uint16).tobytes())
    converter = PixelConverter(16, 16, matrix, full)
    target = "rgba64le" if has_alpha(picture.format) else "rgb48le"
    pixel = converter.convert(picture, target, _BICUBIC | _FULL_CHROMA | _ACCURATE)[8, 8]
    return tuple(int(v) for v in pixel)
