"""The line around a mask, found at once for all pixels and handed to Qt as one path."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream, QIODevice
from PySide6.QtGui import QPainterPath

_LEVEL = 127.5  # of 255: one half

# Which two sides of a cell a line joins, by which corners are inside: 8 top left, 4 top right,
# 2 bottom right, 1 bottom left, added. The two saddles (5, 10) have two lines.
_JOINED: tuple[tuple[int, int, tuple[int, ...]], ...] = (
    (3, 0, (7, 8, 10)),
    (0, 1, (4, 11, 5)),
    (1, 2, (2, 13, 10)),
    (2, 3, (1, 14, 5)),
    (3, 1, (3, 12)),
    (0, 2, (6, 9)),
)
_TOP, _RIGHT, _BOTTOM, _LEFT = range(4)

_PATH_ELEMENT = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])  # as QDataStream writes it


def outline_path(matte: NDArray[np.uint8], offset: tuple[int, int], size: tuple[int, int]) -> QPainterPath:
    """The outline of a part of a mask, in fractions of the frame.

    `matte` is (h, w) uint8 with its top left at `offset` (x, y) of a mask of `size` (width, height).
    """
    segments = outline_segments(matte)
    shifted = segments + np.array([*offset, *offset], np.float32)
    return _path(shifted / np.array([*size, *size], np.float32))


def outline_segments(matte: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(h, w) uint8 -> (n, 4) float32: lines x0, y0, x1, y1 in mask pixels where the matte crosses one half.

    Marching squares between the middles of neighbouring pixels, the outside counted as empty: a soft matte
    gets a smooth line, a binary one runs along the borders of its pixels with the corners cut, and an object
    that leaves the frame is closed along the frame's edge.
    """
    padded = np.pad(matte, 1)
    inside = padded > _LEVEL
    top_left, top_right = inside[:-1, :-1], inside[:-1, 1:]
    bottom_left, bottom_right = inside[1:, :-1], inside[1:, 1:]
    crossed = (top_left ^ top_right) | (top_left ^ bottom_left) | (top_left ^ bottom_right)
    rows, columns = np.nonzero(crossed)
    codes = (
        top_left[rows, columns] * np.uint8(8)
        + top_right[rows, columns] * np.uint8(4)
        + bottom_right[rows, columns] * np.uint8(2)
        + bottom_left[rows, columns] * np.uint8(1)
    )
    sides = _crossings(padded, rows, columns)
    parts = [np.zeros((0, 4), np.float32)]
    for start, end, joined_codes in _JOINED:
        chosen = np.isin(codes, joined_codes)
        parts.append(np.concatenate([sides[start][chosen], sides[end][chosen]], axis=1))
    return np.concatenate(parts)


def _crossings(
    padded: NDArray[np.uint8], rows: NDArray[np.intp], columns: NDArray[np.intp]
) -> list[NDArray[np.float32]]:
    """Where the level is crossed on the top, right, bottom, left of these cells: (n, 2) x, y in mask pixels.

    The cell (row, column) lies between the middles of padded pixels, so its top left corner is at
    (column - 0.5, row - 0.5) of the mask. On a side that is not crossed the value means nothing.
    """
    top_left = padded[rows, columns] - np.float32(_LEVEL)
    top_right = padded[rows, columns + 1] - np.float32(_LEVEL)
    bottom_left = padded[rows + 1, columns] - np.float32(_LEVEL)
    bottom_right = padded[rows + 1, columns + 1] - np.float32(_LEVEL)
    x, y = (columns - 0.5).astype(np.float32), (rows - 0.5).astype(np.float32)
    return [
        np.stack([x + _part(top_left, top_right), y], axis=1),
        np.stack([x + 1, y + _part(top_right, bottom_right)], axis=1),
        np.stack([x + _part(bottom_left, bottom_right), y + 1], axis=1),
        np.stack([x, y + _part(top_left, bottom_left)], axis=1),
    ]


def _part(a: NDArray[np.float32], b: NDArray[np.float32]) -> NDArray[np.float32]:
    """How far from `a` to `b` zero lies."""
    step = a - b
    return np.divide(a, step, out=np.zeros_like(a), where=step != 0)


def _path(segments: NDArray[np.float32]) -> QPainterPath:
    """(n, 4) lines -> one path. Read from bytes in one call: a call per line takes several times as long."""
    path = QPainterPath()
    if len(segments) == 0:
        return path
    elements = np.zeros(2 * len(segments), _PATH_ELEMENT)
    elements["kind"] = np.tile([0, 1], len(segments))  # move to, line to
    points = segments.reshape(-1, 2)
    elements["x"], elements["y"] = points[:, 0], points[:, 1]
    count = len(elements).to_bytes(4, "big")
    tail = (0).to_bytes(4, "big") * 2  # where the last part begins, fill rule
    data = QByteArray(count + elements.tobytes() + tail)  # the stream points to it and does not keep it
    stream = QDataStream(data, QIODevice.OpenModeFlag.ReadOnly)
    stream >> path  # pyright: ignore[reportUnusedExpression] - this is how Qt reads
    return path
