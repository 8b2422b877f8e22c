"""A value over the clip as a small curve under its row: its keyframes can be dragged."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QToolTip, QWidget

from app.document.keyframes import Curve, Keyframe
from app.document.timing import FrameRange
from app.effect_api import ParamSpec
from app.ui.theme import ACCENT, EDGE, FIELD, TEXT, TEXT_DIM
from app.ui.words import tr

_HEIGHT = 34
_SIDE = 6.0  # kept free on each side, for the marks
_REACH = 7.0  # how near to a mark the pointer takes it
_MARK = 4.0
_STILL = 3.0  # px: a smaller move changes nothing in that direction


@dataclass(frozen=True)
class _Drag:
    """What was there when the button went down: all moves are from there, so that none does harm."""

    curve: Curve
    key: Keyframe
    at: QPointF
    low: float
    high: float


class CurveStrip(QWidget):
    """Hidden where the value does not change over time. Press beside a keyframe: the playhead goes there."""

    curve_changed = Signal(object, int)  # Curve, gesture: changes of one drag have one number
    frame_wanted = Signal(int)

    def __init__(self, spec: ParamSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec = spec
        self._curve: Curve | None = None
        self._frame = 0
        self._frames = FrameRange(0, 0)
        self._drag: _Drag | None = None
        self._gesture = 0
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName(tr("Curve of {what}", what=tr(spec.label).lower()))
        self.setToolTip(tr("Drag keyframes: to the side in time, up and down in value"))
        self.setMouseTracking(True)
        self.hide()

    def show_curve(self, curve: Curve | None, frame: int, frames: FrameRange) -> None:
        self._curve, self._frame, self._frames = curve, frame, frames
        self.setVisible(curve is not None)
        self.update()

    def place_of(self, key: Keyframe) -> QPointF:
        """Where a keyframe's mark is."""
        low, high = self._span()
        return QPointF(self._x(key.frame), self._y(_number(key), low, high))

    # What is drawn

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(EDGE)))
        painter.setBrush(QColor(FIELD))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if self._curve is None:
            return
        across = self._x(self._frame)
        painter.setPen(QPen(QColor(ACCENT), 1))
        painter.drawLine(QPointF(across, 2), QPointF(across, self.height() - 2))
        painter.setPen(QPen(QColor(TEXT_DIM), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(self._line(self._curve))
        painter.setPen(Qt.PenStyle.NoPen)
        for key in self._curve.keys:
            painter.setBrush(QColor(ACCENT if key.frame == self._frame else TEXT))
            painter.drawPolygon(_diamond(self.place_of(key)))

    def _line(self, curve: Curve) -> QPolygonF:
        low, high = self._span()
        line = QPolygonF()
        for x in range(int(_SIDE), int(self.width() - _SIDE) + 1):
            value = curve.at(self._frame_at(x))
            line.append(QPointF(x, self._y(_as_number(value), low, high)))
        return line

    # What the hand does

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._curve is None:
            return
        key = self._key_near(event.position())
        if key is not None:
            self._gesture += 1
            self._drag = _Drag(self._curve, key, event.position(), *self._span())
        self.frame_wanted.emit(key.frame if key is not None else round(self._frame_at(event.position().x())))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag = self._drag
        if drag is None:
            self._hover(event.position())
            return
        key = self._dragged(drag, event.position())
        QToolTip.showText(event.globalPosition().toPoint(), self._said(key), self)
        rest = drag.curve.without_key(drag.key.frame)
        moved = Curve((key,)) if rest is None else rest.with_key(key)
        if moved != self._curve:
            self.curve_changed.emit(moved, self._gesture)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drag is not None:
            key = self._dragged(self._drag, event.position())
            self._drag = None
            self.frame_wanted.emit(key.frame)
            self.update()

    def _dragged(self, drag: _Drag, at: QPointF) -> Keyframe:
        frame, value = drag.key.frame, drag.key.value
        if abs(at.x() - drag.at.x()) > _STILL:
            frame = self._frames.clip(round(self._frame_at(at.x())))
        if self._spec.kind == "number" and abs(at.y() - drag.at.y()) > _STILL:
            part = (drag.at.y() - at.y()) / (self.height() - 2 * _SIDE)
            wanted = _number(drag.key) + part * (drag.high - drag.low)
            steps = round(wanted / self._spec.step)
            value = min(max(round(steps * self._spec.step, 6), self._spec.low), self._spec.high)
        return Keyframe(frame, value, drag.key.easing)

    def _hover(self, at: QPointF) -> None:
        near = self._key_near(at) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if near else Qt.CursorShape.ArrowCursor)

    def _said(self, key: Keyframe) -> str:
        if self._spec.kind != "number":
            return tr("Frame {frame}", frame=key.frame)
        return tr(
            "Frame {frame}: {value}", frame=key.frame, value=f"{_number(key):g} {self._spec.unit}".strip()
        )

    def _key_near(self, at: QPointF) -> Keyframe | None:
        if self._curve is None:
            return None
        away = [((self.place_of(k) - at).manhattanLength(), k.frame, k) for k in self._curve.keys]
        distance, _, key = min(away, key=lambda found: found[:2])
        return key if distance <= 2 * _REACH and abs(self.place_of(key).x() - at.x()) <= _REACH else None

    # Between pixels and what they mean

    def _span(self) -> tuple[float, float]:
        """The values at the bottom and at the top; while a keyframe is dragged they stay."""
        if self._drag is not None:
            return self._drag.low, self._drag.high
        numbers = [_number(key) for key in self._curve.keys] if self._curve is not None else []
        if numbers and max(numbers) > min(numbers):
            return min(numbers), max(numbers)
        return (self._spec.low, self._spec.high) if self._spec.kind == "number" else (-1.0, 1.0)

    def _x(self, frame: float) -> float:
        length = max(self._frames.last - self._frames.first, 1)
        return _SIDE + (frame - self._frames.first) / length * (self.width() - 2 * _SIDE)

    def _frame_at(self, x: float) -> float:
        length = max(self._frames.last - self._frames.first, 1)
        frame = self._frames.first + (x - _SIDE) / (self.width() - 2 * _SIDE) * length
        return min(max(frame, self._frames.first), self._frames.last)

    def _y(self, value: float, low: float, high: float) -> float:
        part = (value - low) / (high - low) if high > low else 0.5
        return self.height() - _SIDE - part * (self.height() - 2 * _SIDE)


def _number(key: Keyframe) -> float:
    return _as_number(key.value)


def _as_number(value: object) -> float:
    """Colours, names and switches lie on one line."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0


def _diamond(middle: QPointF) -> QPolygonF:
    steps = ((0, -_MARK), (_MARK, 0), (0, _MARK), (-_MARK, 0))
    return QPolygonF([middle + QPointF(x, y) for x, y in steps])
