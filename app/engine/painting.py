"""Brush strokes and outlines drawn into masks and mattes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.document.strokes import Brush, Stroke, Strokes
from app.effect_api import Matte
from app.opencv import cv2

_SUB_BITS = 4  # OpenCV draws at sixteenths of a pixel
_REACH = 1 << 14  # points further out than this lie on the same line for any picture


def painted_mask(mask: NDArray[np.bool_], strokes: Strokes) -> NDArray[np.bool_]:
    """The mask (height, width) at source size with the strokes on it, in their order."""
    height, width = mask.shape
    out = mask.copy()
    for stroke in strokes:
        out[_coverage(stroke, height, width, (1.0, 1.0)) > 127] = stroke.positive
    return out


def painted_matte(matte: Matte, strokes: Strokes, source: tuple[int, int]) -> Matte:
    """The matte (height, width) with the strokes on it; `source` is the clip's (height, width).

    Edges are smooth over a pixel. The matte that is given stays as it is.
    """
    height, width = matte.shape
    scale = (width / source[1], height / source[0])
    out = matte.copy()
    for stroke in strokes:
        cover = _coverage(stroke, height, width, scale).astype(np.float32) / 255
        out += (np.float32(stroke.positive) - out) * cover
    return out


def _coverage(stroke: Stroke, height: int, width: int, scale: tuple[float, float]) -> NDArray[np.uint8]:
    """Where the stroke is, 0 to 255. A pixel's centre lies at half a pixel."""
    lib = cv2()
    canvas = np.zeros((height, width), np.uint8)
    points = np.array(stroke.points, np.float64) * scale - 0.5
    fixed = np.rint(np.clip(points, -_REACH, _REACH) * (1 << _SUB_BITS)).astype(np.int32)
    if not isinstance(stroke, Brush):
        lib.fillPoly(canvas, [fixed], 255, lib.LINE_AA, _SUB_BITS)
        return canvas
    radius = min(stroke.radius * (scale[0] + scale[1]) / 2, _REACH)
    if len(points) > 1:
        width_px = min(max(1, round(2 * radius)), 32767)
        lib.polylines(canvas, [fixed], False, 255, width_px, lib.LINE_AA, _SUB_BITS)
    for x, y in (fixed[0], fixed[-1]):  # round ends; OpenCV joins the lines roundly
        lib.circle(
            canvas, (int(x), int(y)), round(radius * (1 << _SUB_BITS)), 255, -1, lib.LINE_AA, _SUB_BITS
        )
    return canvas
