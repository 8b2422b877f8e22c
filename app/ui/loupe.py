"""A magnifying glass: the pixels under the pointer one by one, and the values of the middle one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QWidget

from app.engine.source_values import SourceValues
from app.ui.image_convert import rgb_image
from app.ui.picture import Picture
from app.ui.words import tr

_ACROSS = 15  # picture pixels, odd
_PIXEL_PX = 11  # on the screen
_LINE_PX = 17
_GAP_PX = 12


class Loupe:
    """Painted by the viewer, whose pixels it magnifies, over all else."""

    def __init__(self, viewer: QWidget) -> None:
        self._viewer = viewer
        self.is_on = False
        self._source: SourceValues | None = None

    def show(self, *, on: bool) -> None:
        self.is_on = on
        self._viewer.update()

    def set_values(self, source: SourceValues | None) -> None:
        """The file's own numbers, which are told beside those of the picture."""
        self._source = source
        if self.is_on:
            self._viewer.update()

    def paint(self, painter: QPainter, picture: Picture, place: tuple[float, float], view: QSizeF) -> None:
        """In the lower right corner of the view. `place` is in source pixels."""
        values = picture.colour_at(*place)
        if values is None:
            return
        lines = [*_of_picture(place, values), *_of_source(place, self._source)]
        side, below = _ACROSS * _PIXEL_PX, _LINE_PX * len(lines)
        frame = QRectF(view.width() - side - _GAP_PX, view.height() - side - below - _GAP_PX, side, side)
        painter.save()
        painter.fillRect(frame.adjusted(-2, -2, 2, 2 + below), QColor(18, 18, 18, 235))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(frame, rgb_image(_around(picture, place)))
        _paint_middle(painter, frame.center())
        _paint_lines(painter, QRectF(frame.left(), frame.bottom() + 2, side, below), lines)
        painter.restore()


def _paint_middle(painter: QPainter, centre: QPointF) -> None:
    """A frame around the pixel whose numbers are told."""
    middle = QRectF(centre - QPointF(_PIXEL_PX / 2, _PIXEL_PX / 2), QSizeF(_PIXEL_PX, _PIXEL_PX))
    for colour, grow in ((QColor(0, 0, 0), 1), (QColor(255, 255, 255), 0)):
        painter.setPen(QPen(colour, 1))
        painter.drawRect(middle.adjusted(-grow, -grow, grow, grow))


def _around(picture: Picture, place: tuple[float, float]) -> NDArray[np.uint8]:
    """(15, 15, 3) around the place; black beside the frame, transparent pixels over black."""
    rows, columns = picture.pixels.shape[:2]
    x, y = int(place[0] * columns / picture.width), int(place[1] * rows / picture.height)
    half = _ACROSS // 2
    part = np.zeros((_ACROSS, _ACROSS, 3), np.uint8)
    top, left = max(0, y - half), max(0, x - half)
    found = picture.pixels[top : y + half + 1, left : x + half + 1, :3]
    dy, dx = top - (y - half), left - (x - half)
    part[dy : dy + found.shape[0], dx : dx + found.shape[1]] = found
    return part


def _of_picture(place: tuple[float, float], values: tuple[int, int, int, int]) -> list[str]:
    red, green, blue, alpha = values
    upper = f"{int(place[0])}, {int(place[1])}   {red} {green} {blue}" + (f" {alpha}" if alpha < 255 else "")
    return [upper, "  ".join(f"{v / 255:.3f}" for v in (red, green, blue))]


def _of_source(place: tuple[float, float], source: SourceValues | None) -> list[str]:
    """The file's own numbers, below those of what is shown."""
    values = source.at(*place) if source is not None else None
    if source is None or values is None:
        return []
    if source.is_float:
        return [tr("File, float"), "  ".join(f"{v:.4f}" for v in values)]
    return [tr("File, up to {white}", white=source.white), "  ".join(f"{v:.0f}" for v in values)]


def _paint_lines(painter: QPainter, box: QRectF, lines: list[str]) -> None:
    font = QFont(painter.font())
    font.setPointSizeF(8)
    painter.setFont(font)
    painter.setPen(QColor(225, 225, 225))
    painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, "\n".join(lines))
