"""What the mouse does in the viewer: click to prompt, drag a box, drag the view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QCursor, QKeyEvent, QPainter, QPen

from app.document.prompts import Box, Click
from app.document.strokes import Stroke
from app.ui.shape_marks import ShapeLayer
from app.ui.view_transform import ViewTransform
from app.ui.viewer_marks import prompt_cursor
from app.ui.words import mark

MIN_BOX_VIEW_PX = 4.0  # a smaller drag was meant as a click, not as a box


@dataclass(frozen=True)
class Pointer:
    """The mouse at one moment: where in the view, and which button and modifier keys."""

    view: QPointF
    button: Qt.MouseButton
    modifiers: Qt.KeyboardModifier


class ToolHost(Protocol):
    """What a tool may ask of the viewer."""

    @property
    def transform(self) -> ViewTransform: ...

    def place_click(self, click: Click) -> None: ...

    def place_box(self, box: Box) -> None: ...

    def place_stroke(self, stroke: Stroke) -> None: ...

    def place_paint(self, stroke: Stroke) -> None: ...

    def choose_prompt(self, ref: object) -> None: ...

    def move_prompt(self, mark: object) -> None: ...

    @property
    def brush_radius(self) -> float: ...  # source pixels

    @property
    def ink(self) -> QColor: ...  # of the masklet that is painted on

    @property
    def shapes(self) -> ShapeLayer: ...  # of the matte

    def pan_by(self, delta: QPointF) -> None: ...


class Tool:
    """One way to use the mouse. A tool keeps only the drag that is under way."""

    name = ""
    title = ""
    hint = ""

    def __init__(self, host: ToolHost) -> None:
        self._host = host

    @property
    def is_dragging(self) -> bool:
        return False

    def cursor(self, modifiers: Qt.KeyboardModifier) -> QCursor:
        """What the pointer looks like over the frame while these keys are held."""
        return QCursor(Qt.CursorShape.ArrowCursor)

    def press(self, pointer: Pointer) -> None:
        """A button goes down."""

    def move(self, pointer: Pointer) -> None:
        """The mouse moves while a button is down."""

    def release(self, pointer: Pointer) -> None:
        """The button comes up: the tool acts."""

    def hover(self, place: QPointF | None) -> QRect:
        """The pointer is here now (None: beside the picture); what of the view that changes."""
        return QRect()

    def cancel(self) -> None:
        """Forget the drag (Escape, another tool)."""

    def wants_key(self, key: int) -> bool:
        """Whether a key without modifiers is for the tool now, and not for the window."""
        return False

    def take_key(self, key: int) -> None:
        """A key that it wants was pressed."""

    def paint(self, painter: QPainter) -> None:
        """Draw the drag under way, in view coordinates."""


class ClickTool(Tool):
    """Left adds to the object; Alt+left or right takes away from it."""

    name = "click"
    title = mark("Click")
    hint = mark("Click on the object. Alt+click or right click: not the object.")

    def __init__(self, host: ToolHost) -> None:
        super().__init__(host)
        self._pressed: Pointer | None = None
        self._adding, self._taking_away = prompt_cursor(positive=True), prompt_cursor(positive=False)

    def cursor(self, modifiers: Qt.KeyboardModifier) -> QCursor:
        return self._taking_away if modifiers & Qt.KeyboardModifier.AltModifier else self._adding

    @property
    def is_dragging(self) -> bool:
        return self._pressed is not None

    def press(self, pointer: Pointer) -> None:
        inside = self._host.transform.contains(pointer.view)
        self._pressed = pointer if inside else None

    def release(self, pointer: Pointer) -> None:
        """The click lies where the button went down, so that a shaking hand does not move it."""
        pressed, self._pressed = self._pressed, None
        if pressed is None or not self._host.transform.contains(pointer.view):
            return
        x, y = self._host.transform.to_source(pressed.view)
        alt = bool(pressed.modifiers & Qt.KeyboardModifier.AltModifier)
        positive = pressed.button == Qt.MouseButton.LeftButton and not alt
        self._host.place_click(Click(x, y, positive=positive))

    def cancel(self) -> None:
        self._pressed = None


class BoxTool(Tool):
    """Drag a rectangle around the object."""

    name = "box"
    title = mark("Box")
    hint = mark("Drag a box around the object. Escape gives it up.")

    def __init__(self, host: ToolHost) -> None:
        super().__init__(host)
        self._start: QPointF | None = None
        self._end = QPointF()

    def cursor(self, modifiers: Qt.KeyboardModifier) -> QCursor:
        return QCursor(Qt.CursorShape.CrossCursor)

    @property
    def is_dragging(self) -> bool:
        return self._start is not None

    def press(self, pointer: Pointer) -> None:
        if pointer.button == Qt.MouseButton.LeftButton:
            self._start = self._end = pointer.view

    def move(self, pointer: Pointer) -> None:
        self._end = pointer.view

    def release(self, pointer: Pointer) -> None:
        start, self._start = self._start, None
        if start is None or pointer.button != Qt.MouseButton.LeftButton:
            return
        x0, x1, y0, y1 = self._corners(start, pointer.view)
        transform = self._host.transform
        wide_enough = (x1 - x0) * transform.scale_x >= MIN_BOX_VIEW_PX
        if wide_enough and (y1 - y0) * transform.scale_y >= MIN_BOX_VIEW_PX:
            self._host.place_box(Box(x0, y0, x1, y1))

    def cancel(self) -> None:
        self._start = None

    def paint(self, painter: QPainter) -> None:
        if self._start is None:
            return
        x0, x1, y0, y1 = self._corners(self._start, self._end)
        transform = self._host.transform
        rect = QRectF(transform.to_view(x0, y0), transform.to_view(x1, y1))
        painter.setBrush(QColor(255, 255, 255, 24))
        painter.setPen(QPen(QColor(0, 0, 0, 160), 3))
        painter.drawRect(rect)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(255, 255, 255), 1, Qt.PenStyle.DashLine))
        painter.drawRect(rect)

    def _corners(self, start: QPointF, end: QPointF) -> tuple[float, float, float, float]:
        """x0, x1, y0, y1 in source pixels, inside the frame."""
        ax, ay = self._host.transform.clamped_to_source(start)
        bx, by = self._host.transform.clamped_to_source(end)
        return min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)


class HandTool(Tool):
    """Drag the view."""

    name = "hand"
    title = mark("Hand")
    hint = mark("Drag to move the view. The middle button does so with every tool.")

    def __init__(self, host: ToolHost) -> None:
        super().__init__(host)
        self._last: QPointF | None = None

    def cursor(self, modifiers: Qt.KeyboardModifier) -> QCursor:
        return QCursor(Qt.CursorShape.ClosedHandCursor if self.is_dragging else Qt.CursorShape.OpenHandCursor)

    @property
    def is_dragging(self) -> bool:
        return self._last is not None

    def press(self, pointer: Pointer) -> None:
        self._last = pointer.view

    def move(self, pointer: Pointer) -> None:
        if self._last is not None:
            self._host.pan_by(pointer.view - self._last)
            self._last = pointer.view

    def release(self, pointer: Pointer) -> None:
        self._last = None

    def cancel(self) -> None:
        self._last = None


def plain_key(event: QEvent) -> int | None:
    """The key of a key event without modifiers."""
    if isinstance(event, QKeyEvent) and event.modifiers() == Qt.KeyboardModifier.NoModifier:
        return event.key()
    return None
