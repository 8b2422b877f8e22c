"""What is drawn over the frame: clicks, boxes, outlines, checkerboard, empty state."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QCursor, QFont, QImage, QPainter, QPen, QPixmap, QTransform

from app.document.prompts import Box, Click
from app.ui.overlay import Overlay
from app.ui.view_transform import ViewTransform
from app.ui.words import tr

POSITIVE = QColor(46, 204, 83)
NEGATIVE = QColor(240, 58, 58)
MARK_RADIUS_PX = 6.0
CHECKER_PX = 8
NEAREST_FROM_ZOOM = 2.0  # from here on an artist looks at pixels, not at a picture
_CURSOR_PX = 32


def paint_overlays(painter: QPainter, overlays: Sequence[Overlay], transform: ViewTransform) -> None:
    """Tints first, then every outline, so that no tint hides a line."""
    frame = transform.rect
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, transform.zoom < NEAREST_FROM_ZOOM)
    for overlay in overlays:
        if overlay.picture.tint is not None:
            painter.drawImage(_placed(overlay.picture.place, frame), overlay.picture.tint)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    to_frame = QTransform(frame.width(), 0, 0, frame.height(), frame.x(), frame.y())
    for overlay in overlays:
        _paint_outline(painter, overlay, to_frame)
    painter.restore()


def _paint_outline(painter: QPainter, overlay: Overlay, to_frame: QTransform) -> None:
    """A bright line of about 1.5 pixels with a dark edge: it shows on any footage and over its own tint.

    Drawn as lines of one pixel beside each other, which Qt does many times faster than one wide line.
    """
    before = painter.transform()
    bright = QColor(*overlay.colour).lighter(125)
    bright.setAlphaF(overlay.strength)
    dark = QColor(0, 0, 0, round(120 * overlay.strength))
    for shift, colour in ((1.0, dark), (-0.2, bright), (0.3, bright)):
        pen = QPen(colour, 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setTransform(to_frame * QTransform.fromTranslate(shift, shift) * before)
        painter.drawPath(overlay.picture.outline)
    painter.setTransform(before)


def paint_box(
    painter: QPainter, box: Box, colour: QColor, transform: ViewTransform, *, wide: bool = False
) -> None:
    rect = QRectF(transform.to_view(box.x0, box.y0), transform.to_view(box.x1, box.y1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(0, 0, 0, 150), 5.0 if wide else 3.5))
    painter.drawRect(rect)
    painter.setPen(QPen(colour, 2.5 if wide else 1.5))
    painter.drawRect(rect)


def paint_click(
    painter: QPainter, click: Click, transform: ViewTransform, *, small: bool = False, wide: bool = False
) -> None:
    """A dot with a white ring and its sign, so that the two kinds differ by more than colour."""
    centre = transform.to_view(click.x, click.y)
    radius = MARK_RADIUS_PX * (0.7 if small else 1.35 if wide else 1.0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 110))
    painter.drawEllipse(centre, radius + 2.6, radius + 2.6)
    painter.setBrush(QColor(255, 255, 255))
    painter.drawEllipse(centre, radius + 1.5, radius + 1.5)
    painter.setBrush(POSITIVE if click.positive else NEGATIVE)
    painter.drawEllipse(centre, radius, radius)
    pen = QPen(QColor(255, 255, 255), 1.6)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    arm = radius * 0.55
    painter.drawLine(centre - QPointF(arm, 0), centre + QPointF(arm, 0))
    if click.positive:
        painter.drawLine(centre - QPointF(0, arm), centre + QPointF(0, arm))


def prompt_cursor(*, positive: bool) -> QCursor:
    """Cross hairs that leave their middle free, with the sign of the click that would be placed."""
    ratio = 2  # drawn finer than shown, for dense screens
    pixmap = QPixmap(_CURSOR_PX * ratio, _CURSOR_PX * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = QPointF(_CURSOR_PX / 2, _CURSOR_PX / 2)
    for colour, width in ((QColor(0, 0, 0, 190), 3.0), (QColor(255, 255, 255), 1.2)):
        painter.setPen(QPen(colour, width))
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            painter.drawLine(middle + QPointF(3 * dx, 3 * dy), middle + QPointF(10 * dx, 10 * dy))
    sign = middle + QPointF(9.5, 9.5)
    painter.setPen(QPen(QColor(255, 255, 255), 1))
    painter.setBrush(POSITIVE if positive else NEGATIVE)
    painter.drawEllipse(sign, 4.6, 4.6)
    painter.setPen(QPen(QColor(255, 255, 255), 1.4))
    painter.drawLine(sign - QPointF(2.4, 0), sign + QPointF(2.4, 0))
    if positive:
        painter.drawLine(sign - QPointF(0, 2.4), sign + QPointF(0, 2.4))
    painter.end()
    return QCursor(pixmap, _CURSOR_PX // 2, _CURSOR_PX // 2)


def checkerboard() -> QBrush:
    """Two calm greys that stay put while the picture is zoomed."""
    tile = QImage(2 * CHECKER_PX, 2 * CHECKER_PX, QImage.Format.Format_RGB32)
    tile.fill(QColor(92, 92, 92))
    painter = QPainter(tile)
    painter.fillRect(0, 0, CHECKER_PX, CHECKER_PX, QColor(120, 120, 120))
    painter.fillRect(CHECKER_PX, CHECKER_PX, CHECKER_PX, CHECKER_PX, QColor(120, 120, 120))
    painter.end()
    return QBrush(QPixmap.fromImage(tile))


def paint_empty(painter: QPainter, view: QSizeF, *, dropping: bool) -> None:
    """No clip yet: say how to get one."""
    centre = QPointF(view.width() / 2, view.height() / 2)
    card = QRectF(0, 0, min(420.0, view.width() - 32), min(180.0, view.height() - 32))
    card.moveCenter(centre)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(0, 158, 255) if dropping else QColor(84, 84, 84), 1.5, Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(QColor(0, 158, 255, 26) if dropping else QColor(255, 255, 255, 6))
    painter.drawRoundedRect(card, 10, 10)
    painter.setPen(QColor(214, 214, 214))
    font = QFont(painter.font())
    font.setPointSizeF(14)
    painter.setFont(font)
    upper, lower = QRectF(card), QRectF(card)
    upper.setBottom(centre.y() - 2)
    lower.setTop(centre.y() + 6)
    painter.drawText(upper, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, tr("Open a clip"))
    font.setPointSizeF(10)
    painter.setFont(font)
    painter.setPen(QColor(150, 150, 150))
    text = tr("Let go to open") if dropping else tr("Ctrl+O or drop a file here")
    painter.drawText(lower, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)
    painter.restore()


def _placed(place: QRectF, frame: QRectF) -> QRectF:
    return QRectF(
        frame.x() + place.x() * frame.width(),
        frame.y() + place.y() * frame.height(),
        place.width() * frame.width(),
        place.height() * frame.height(),
    )
