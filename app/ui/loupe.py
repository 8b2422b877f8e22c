"""A magnifying glass: the pixels under the pointer one by one, and the values of the middle one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from app.ui.image_convert import rgb_image
from app.ui.picture import Picture

_ACROSS = 15  # picture pixels, odd
_PIXEL_PX = 11  # on the screen
_TEXT_PX = 38
_GAP_PX = 12


def paint_loupe(painter: QPainter, picture: Picture, place: tuple[float, float], view: QSizeF) -> None:
    """In the lower right corner of the view. `place` is in source pixels."""
    values = picture.colour_at(*place)
    if values is None:
        return
    side = _ACROSS * _PIXEL_PX
    frame = QRectF(view.width() - side - _GAP_PX, view.height() - side - _TEXT_PX - _GAP_PX, side, side)
    painter.save()
    painter.fillRect(frame.adjusted(-2, -2, 2, 2 + _TEXT_PX), QColor(18, 18, 18, 235))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.drawImage(frame, rgb_image(_around(picture, place)))
    middle = QRectF(frame.center() - QPointF(_PIXEL_PX / 2, _PIXEL_PX / 2), QSizeF(_PIXEL_PX, _PIXEL_PX))
    for colour, grow in ((QColor(0, 0, 0), 1), (QColor(255, 255, 255), 0)):
        painter.setPen(QPen(colour, 1))
        painter.drawRect(middle.adjusted(-grow, -grow, grow, grow))
    _paint_values(painter, QRectF(frame.left(), frame.bottom() + 2, side, _TEXT_PX), place, values)
    painter.restore()


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


def _paint_values(
    painter: QPainter, box: QRectF, place: tuple[float, float], values: tuple[int, int, int, int]
) -> None:
    font = QFont(painter.font())
    font.setPointSizeF(8)
    painter.setFont(font)
    painter.setPen(QColor(225, 225, 225))
    red, green, blue, alpha = values
    upper = f"{int(place[0])}, {int(place[1])}   {red} {green} {blue}" + (f" {alpha}" if alpha < 255 else "")
    lower = "  ".join(f"{v / 255:.3f}" for v in (red, green, blue))
    painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, f"{upper}\n{lower}")
