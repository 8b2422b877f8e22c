"""Tools that draw: lasso, brush and eraser on the mask, and paint on the hand layer above it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QCursor, QPainter, QPainterPath, QPen, QPolygonF

from app.document.strokes import Brush, Lasso, Point
from app.ui.view_transform import ViewTransform
from app.ui.viewer_tools import Pointer, Tool, ToolHost
from app.ui.words import mark

MIN_RADIUS_PX, MAX_RADIUS_PX = 0.5, 1000.0  # in source pixels
_STEP_VIEW_PX = 2.0  # shorter moves of the pointer add no point
_SMALLEST_LASSO_VIEW_PX = 6.0  # a smaller one was a click


def _takes_away(pointer: Pointer) -> bool:
    alt = bool(pointer.modifiers & Qt.KeyboardModifier.AltModifier)
    return alt or pointer.button == Qt.MouseButton.RightButton


class _Drawing(Tool):
    """Collects the way of the pointer while a button is down."""

    def __init__(self, host: ToolHost) -> None:
        super().__init__(host)
        self._way: list[QPointF] = []  # in the view
        self._points: list[Point] = []  # in source pixels
        self._pressed: Pointer | None = None

    @property
    def is_dragging(self) -> bool:
        return self._pressed is not None

    def press(self, pointer: Pointer) -> None:
        self._pressed = pointer
        self._way, self._points = [pointer.view], [self._source(pointer)]

    def move(self, pointer: Pointer) -> None:
        step = pointer.view - self._way[-1] if self._way else QPointF()
        if abs(step.x()) + abs(step.y()) >= _STEP_VIEW_PX:
            self._way.append(pointer.view)
            self._points.append(self._source(pointer))

    def release(self, pointer: Pointer) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is not None:
            self.move(pointer)
            self.draw(pressed, tuple(self._points))

    def cancel(self) -> None:
        self._pressed = None

    def draw(self, pressed: Pointer, points: tuple[Point, ...]) -> None:
        """The button came up: hand over what was drawn."""

    def _source(self, pointer: Pointer) -> Point:
        return self._host.transform.clamped_to_source(pointer.view)


class LassoTool(_Drawing):
    """A loose line around the object, which the model snaps to; with Shift, exactly what is inside."""

    name = "lasso"
    title = mark("Lasso")
    hint = mark("Draw loosely around the object. Shift: exactly this area. Alt or right button: not this.")

    def cursor(self, modifiers: Qt.KeyboardModifier) -> QCursor:
        return QCursor(Qt.CursorShape.CrossCursor)

    def draw(self, pressed: Pointer, points: tuple[Point, ...]) -> None:
        bounds = QPolygonF(self._way).boundingRect()
        if len(points) < 3 or max(bounds.width(), bounds.height()) < _SMALLEST_LASSO_VIEW_PX:
            return
        positive = not _takes_away(pressed)
        exact = bool(pressed.modifiers & Qt.KeyboardModifier.ShiftModifier)
        self._host.place_stroke(Lasso(points, positive, snaps=positive and not exact))

    def paint(self, painter: QPainter) -> None:
        if self._pressed is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(255, 255, 255, 26))
        for colour, width, style in (
            (QColor(0, 0, 0, 170), 3, Qt.PenStyle.SolidLine),
            (QColor(255, 255, 255), 1, Qt.PenStyle.DashLine),
        ):
            painter.setPen(QPen(colour, width, style))
            painter.drawPolygon(QPolygonF(self._way))
        painter.restore()


class BrushTool(_Drawing):
    """Paints on the mask. A ring shows the brush's size."""

    name = "brush"
    title = mark("Brush")
    hint = mark("Paint on the mask. Alt or right button erases. [ and ] or Ctrl and the wheel: size.")
    erases = False

    def __init__(self, host: ToolHost) -> None:
        super().__init__(host)
        self._pointer: QPointF | None = None

    def cursor(self, modifiers: Qt.KeyboardModifier) -> QCursor:
        return QCursor(Qt.CursorShape.CrossCursor if self._ring_px() < 4 else Qt.CursorShape.BlankCursor)

    def hover(self, place: QPointF | None) -> QRect:
        before, self._pointer = self._pointer, place
        around = QRect()
        for at in (before, place):
            if at is not None:
                reach = self._ring_px() + 3
                around |= QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach).toAlignedRect()
        return around

    def draw(self, pressed: Pointer, points: tuple[Point, ...]) -> None:
        self.place(Brush(points, self._host.brush_radius, positive=self._adds(pressed)))

    def place(self, stroke: Brush) -> None:
        self._host.place_stroke(stroke)

    def paint(self, painter: QPainter) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._pressed is not None:
            self._paint_way(painter, adds=self._adds(self._pressed))
        if self._pointer is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for colour, width in ((QColor(0, 0, 0, 180), 2.6), (QColor(255, 255, 255), 1.1)):
                painter.setPen(QPen(colour, width))
                painter.drawEllipse(self._pointer, self._ring_px(), self._ring_px())
        painter.restore()

    def _paint_way(self, painter: QPainter, *, adds: bool) -> None:
        colour = QColor(self._host.ink) if adds else QColor(0, 0, 0)
        colour.setAlphaF(0.5)
        width = max(1.0, 2 * self._ring_px())
        pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        if len(self._way) == 1:
            painter.drawPoint(self._way[0])
            return
        path = QPainterPath(self._way[0])
        for place in self._way[1:]:
            path.lineTo(place)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)

    def _adds(self, pressed: Pointer) -> bool:
        return self.erases == _takes_away(pressed)

    def _ring_px(self) -> float:
        """The brush's radius in the view; wide pixels make it a little too narrow, never too wide."""
        return ring_px(self._host.transform, self._host.brush_radius)


class EraserTool(BrushTool):
    """A brush that takes away."""

    name = "eraser"
    title = mark("Eraser")
    hint = mark("Erase from the mask. Alt or right button paints. [ and ] or Ctrl and the wheel: size.")
    erases = True


class PaintTool(BrushTool):
    """Paints above whatever the tracker answers: the hand has the last word."""

    name = "paint"
    title = mark("Hand paint")
    hint = mark("Paint above the track: tracking never changes it. Alt or right button takes away.")

    def place(self, stroke: Brush) -> None:
        self._host.place_paint(stroke)


def ring_px(transform: ViewTransform, radius: float) -> float:
    """A radius in source pixels, in logical pixels of the view."""
    return radius * min(transform.scale_x, transform.scale_y)
