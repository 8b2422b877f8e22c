"""A mask over the picture: a tint where the object is, and a line around it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QImage

from app.ui.image_convert import premultiplied_argb

MaskArray = NDArray[np.bool_] | NDArray[np.uint8] | NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Overlay:
    """What lies over the frame for one masklet. Compared by identity: the array is never written to.

    `mask` is (h, w) at any resolution and covers the whole frame: bool, or a soft matte as uint8 [0, 255] or
    float32 [0, 1]. The outline runs where it crosses one half.
    """

    masklet_id: int
    colour: tuple[int, int, int]  # sRGB, 0..255
    mask: MaskArray
    opacity: float = 0.45  # of the tint, [0, 1]; 0 leaves the outline alone
    outline: bool = True


@dataclass(frozen=True, eq=False)
class OverlayPicture:
    """An overlay made ready to paint. Places are fractions of the frame, [0, 1] from the top left."""

    overlay: Overlay
    tint: QImage | None  # the part of the frame that `place` names; None where there is nothing to tint
    place: QRectF
    outline: list[QLineF]


def prepare(overlay: Overlay) -> OverlayPicture:
    """The costly part, done once per overlay: crop to the object, colour it, find its outline."""
    matte = _as_uint8(overlay.mask)
    box = _bounding_box(matte)
    if box is None:
        return OverlayPicture(overlay, None, QRectF(), [])
    top, bottom, left, right = box
    height, width = matte.shape
    place = QRectF(left / width, top / height, (right - left) / width, (bottom - top) / height)
    cropped = matte[top:bottom, left:right]
    tint = _tinted(cropped, overlay.colour, overlay.opacity) if overlay.opacity > 0 else None
    outline: list[QLineF] = []
    if overlay.outline:
        segments = outline_segments(cropped) + np.array([left, top, left, top], np.float32)
        unit = segments / np.array([width, height, width, height], np.float32)
        outline = [QLineF(*segment) for segment in unit.tolist()]
    return OverlayPicture(overlay, tint, place, outline)


def same_look(a: Overlay, b: Overlay) -> bool:
    """True where `b` would be painted exactly as `a`, known without looking at the pixels."""
    same_style = (a.colour, a.opacity, a.outline) == (b.colour, b.opacity, b.outline)
    return a is b or (a.mask is b.mask and same_style)


def outline_segments(matte: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(h, w) uint8 -> (n, 4) float32: lines x0, y0, x1, y1 in mask pixels where the matte crosses one half.

    Marching squares between the middles of neighbouring pixels, the outside counted as empty: a soft matte
    gets a smooth line, a binary one runs along the borders of its pixels with the corners cut, and an object
    that leaves the frame is closed along the frame's edge.
    """
    field = np.pad(matte.astype(np.float32) - 127.5, 1, constant_values=-127.5)
    inside = field > 0
    code = (
        inside[:-1, :-1] * np.uint8(8)
        + inside[:-1, 1:] * np.uint8(4)
        + inside[1:, 1:] * np.uint8(2)
        + inside[1:, :-1] * np.uint8(1)
    )
    parts: list[NDArray[np.float32]] = []
    rows, columns = np.nonzero((code > 0) & (code < 15))
    codes = code[rows, columns]
    crossing = _crossings(field, rows, columns)
    for start, end, case_codes in _SEGMENTS:
        chosen = np.isin(codes, case_codes)
        if chosen.any():
            parts.append(np.concatenate([crossing[start][chosen], crossing[end][chosen]], axis=1))
    if not parts:
        return np.zeros((0, 4), np.float32)
    return np.concatenate(parts).astype(np.float32)


# Which two sides of a cell a line joins, for which corners inside: 8 top left, 4 top right, 2 bottom right,
# 1 bottom left, added.
_SEGMENTS: tuple[tuple[str, str, tuple[int, ...]], ...] = (
    ("left", "top", (7, 8, 10)),
    ("top", "right", (4, 11, 5)),
    ("right", "bottom", (2, 13, 10)),
    ("bottom", "left", (1, 14, 5)),
    ("left", "right", (3, 12)),
    ("top", "bottom", (6, 9)),
)


def _crossings(
    field: NDArray[np.float32], rows: NDArray[np.intp], columns: NDArray[np.intp]
) -> dict[str, NDArray[np.float32]]:
    """Where the level is crossed on each side of these cells, as (n, 2) x, y in mask pixels.

    The cell (row, column) lies between the middles of padded pixels, so its top left corner is at
    (column - 0.5, row - 0.5) of the mask. On a side that is not crossed the value means nothing.
    """
    top_left, top_right = field[rows, columns], field[rows, columns + 1]
    bottom_left, bottom_right = field[rows + 1, columns], field[rows + 1, columns + 1]
    x, y = columns - 0.5, rows - 0.5

    def part(a: NDArray[np.float32], b: NDArray[np.float32]) -> NDArray[np.float32]:
        step = a - b
        return a / np.where(step == 0, np.float32(1), step)

    return {
        "top": np.stack([x + part(top_left, top_right), y], axis=1).astype(np.float32),
        "bottom": np.stack([x + part(bottom_left, bottom_right), y + 1], axis=1).astype(np.float32),
        "left": np.stack([x, y + part(top_left, bottom_left)], axis=1).astype(np.float32),
        "right": np.stack([x + 1, y + part(top_right, bottom_right)], axis=1).astype(np.float32),
    }


def _as_uint8(mask: MaskArray) -> NDArray[np.uint8]:
    if mask.ndim != 2:
        raise ValueError(f"not a mask (h, w): {mask.shape}")
    if mask.dtype == np.bool_:
        return mask.view(np.uint8) * np.uint8(255)
    if mask.dtype == np.uint8:
        return mask.astype(np.uint8, copy=False)
    return (np.clip(mask, 0.0, 1.0) * 255 + 0.5).astype(np.uint8)


def _bounding_box(matte: NDArray[np.uint8]) -> tuple[int, int, int, int] | None:
    """Top, bottom, left, right (ends excluded) of what is not zero; None where all is."""
    rows = np.flatnonzero(matte.any(axis=1))
    if rows.size == 0:
        return None
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    columns = np.flatnonzero(matte[top:bottom].any(axis=0))
    return top, bottom, int(columns[0]), int(columns[-1]) + 1


def _tinted(matte: NDArray[np.uint8], colour: tuple[int, int, int], opacity: float) -> QImage:
    table = (np.arange(256, dtype=np.float64) * opacity + 0.5).astype(np.uint32)  # alpha by matte value
    packed = table << 24
    for shift, channel in zip((16, 8, 0), colour, strict=True):
        packed |= (table * channel + 127) // 255 << shift
    return premultiplied_argb(packed.astype(np.uint32)[matte])
