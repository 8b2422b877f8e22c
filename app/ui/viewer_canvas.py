"""Paints the picture itself: shrunk, magnified, over its backdrop, and wiped against another."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QCursor, QPainter, QPen

from app.ui.backdrop import Backdrop, BackdropPainter
from app.ui.picture import Picture
from app.ui.view_transform import ViewTransform
from app.ui.viewer_marks import NEAREST_FROM_ZOOM
from app.ui.viewer_tools import Pointer, Tool, ToolHost

_KNOB_PX = 7.0
_GRIP_PX = 6.0  # how near the pointer has to come to take hold of the wipe


class Canvas:
    """One picture, or two with a line between them. Knows no events."""

    def __init__(self) -> None:
        self.picture: Picture | None = None
        self.other: Picture | None = None  # right of the wipe
        self.wipe = 0.5  # where the line stands, as a share of the frame's width
        self._backdrop = BackdropPainter()

    @property
    def backdrop(self) -> Backdrop:
        return self._backdrop.backdrop

    @backdrop.setter
    def backdrop(self, backdrop: Backdrop) -> None:
        self._backdrop.set(backdrop)

    def paint(self, painter: QPainter, transform: ViewTransform, view: QRect) -> None:
        if self.picture is None:
            return
        visible = transform.rect.intersected(QRectF(view))
        if self.other is None:
            self._paint(painter, self.picture, transform, visible)
            return
        line = self.line_x(transform)
        left, right = QRectF(visible), QRectF(visible)
        left.setRight(min(max(line, visible.left()), visible.right()))
        right.setLeft(left.right())
        for part, picture in ((left, self.picture), (right, self.other)):
            painter.save()
            painter.setClipRect(part)
            self._paint(painter, picture, transform, part)
            painter.restore()

    def paint_wipe(self, painter: QPainter, transform: ViewTransform) -> None:
        """The line and its knob, above everything else."""
        if self.other is None:
            return
        frame, x = transform.rect, self.line_x(transform)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, width in ((QColor(0, 0, 0, 150), 3.0), (QColor(255, 255, 255, 220), 1.0)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()))
        painter.setBrush(QColor(30, 30, 30, 200))
        painter.drawEllipse(QPointF(x, frame.center().y()), _KNOB_PX, _KNOB_PX)
        painter.restore()

    def own_part(self, transform: ViewTransform) -> QRectF:
        """The part of the view that shows `picture`: left of a wipe, or all of it."""
        if self.other is None:
            return QRectF(-1e6, -1e6, 2e6, 2e6)
        frame = transform.rect
        return QRectF(frame.left(), frame.top(), self.wipe * frame.width(), frame.height())

    def line_x(self, transform: ViewTransform) -> float:
        """Where the wipe's line stands in the view."""
        return transform.rect.left() + self.wipe * transform.rect.width()

    def grips_wipe(self, point: QPointF, transform: ViewTransform) -> bool:
        """Whether the pointer is on the line."""
        frame = transform.rect
        on_line = abs(point.x() - self.line_x(transform)) <= _GRIP_PX
        return self.other is not None and on_line and frame.top() <= point.y() <= frame.bottom()

    def move_wipe(self, point: QPointF, transform: ViewTransform) -> None:
        frame = transform.rect
        self.wipe = min(max((point.x() - frame.left()) / max(1.0, frame.width()), 0.0), 1.0)

    def _paint(self, painter: QPainter, picture: Picture, transform: ViewTransform, visible: QRectF) -> None:
        frame = transform.rect
        if picture.has_alpha:
            self._backdrop.paint(painter, frame, visible)
        size = screen_size(transform)
        if size is not None:
            image = picture.scaled(size)
            image.setDevicePixelRatio(transform.device_ratio)
            painter.drawImage(frame.topLeft(), image)
            return
        smooth = transform.zoom < NEAREST_FROM_ZOOM and transform.scale_x != 1
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(frame, picture.image)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)


def screen_size(transform: ViewTransform) -> QSize | None:
    """The frame on the screen, in device pixels; None where it is at least as large as the source."""
    if transform.zoom >= 1:
        return None
    frame, ratio = transform.rect, transform.device_ratio
    return QSize(max(1, round(frame.width() * ratio)), max(1, round(frame.height() * ratio)))


class WipeTool(Tool):
    """Drags the line of a wipe, whatever tool is in hand."""

    def __init__(self, host: ToolHost, canvas: Canvas) -> None:
        super().__init__(host)
        self._canvas = canvas
        self._is_dragging = False

    @property
    def is_dragging(self) -> bool:
        return self._is_dragging

    def grips(self, point: QPointF) -> bool:
        return self._canvas.grips_wipe(point, self._host.transform)

    def cursor(self, modifiers: Qt.KeyboardModifier) -> QCursor:
        return QCursor(Qt.CursorShape.SplitHCursor)

    def press(self, pointer: Pointer) -> None:
        self._is_dragging = True

    def move(self, pointer: Pointer) -> None:
        self._canvas.move_wipe(pointer.view, self._host.transform)

    def release(self, pointer: Pointer) -> None:
        self._is_dragging = False

    def cancel(self) -> None:
        self._is_dragging = False
