"""The shape tool: draws polygons and curves by their points, and changes the shapes that are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QCursor, QPainter

from app.document import shape_path
from app.document.shape_path import Path, ShapePoint, path_of, points_of
from app.ui.shape_marks import (
    Grip,
    ShapeMark,
    distance,
    grip_at,
    outline_path,
    paint_handles,
    paint_line,
    paint_points,
    paint_shapes,
)
from app.ui.viewer_tools import Pointer, Tool, ToolHost
from app.ui.words import mark

_MEANT_PX = 3.0  # a drag that is shorter was a click
_CLOSES_PX = 9.0  # how near the first point closes the shape
_EVERYWHERE: Final = QRect(-(1 << 14), -(1 << 14), 1 << 15, 1 << 15)
_ALT = Qt.KeyboardModifier.AltModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True)
class ShapeDrawn:
    """A new shape, closed."""

    path: Path


@dataclass(frozen=True)
class ShapeBegun:
    """The first point of a new shape is about to be put."""


@dataclass(frozen=True)
class ShapeChosen:
    """The shape whose handles are shown and which Delete works on; 0 for none."""

    id: int


@dataclass(frozen=True)
class ShapeMoved:
    """A shape has this form on the frame that is shown."""

    id: int
    path: Path


@dataclass(frozen=True)
class PointAdded:
    """A point on the piece of line that begins at `index`."""

    id: int
    index: int
    share: float


@dataclass(frozen=True)
class PointsRemoved:
    """Points of a shape, on all frames."""

    id: int
    indices: frozenset[int]


ShapeGesture = ShapeBegun | ShapeDrawn | ShapeChosen | ShapeMoved | PointAdded | PointsRemoved


class ShapeTool(Tool):
    """Click by click a shape comes to be; points, handles and lines that are there can be dragged."""

    name = "shape"
    title = mark("Shape")
    hint = mark(
        "Click corner after corner, drag for curves, click the first point to close. "
        "Points and lines can be dragged; Ctrl+click adds a point, Alt+click rounds one, Delete removes it."
    )

    def __init__(self, host: ToolHost) -> None:
        super().__init__(host)
        self._draft: list[ShapePoint] = []
        self._pointer: QPointF | None = None
        self._pressed: Pointer | None = None
        self._grip: Grip | None = None  # of the drag under way; None while a point is drawn
        self._dragged: Path | None = None  # its shape, as it is now
        self._closes: int | None = None  # the point that was clicked to close the shape
        self._picked: frozenset[int] = frozenset()  # points of the chosen shape

    @property
    def is_dragging(self) -> bool:
        return self._pressed is not None

    def cursor(self, modifiers: Qt.KeyboardModifier) -> QCursor:
        grip = self._grip_at(self._pointer)
        if grip is None or self._draft:
            return QCursor(Qt.CursorShape.CrossCursor)
        if grip.part == "line":
            return QCursor(Qt.CursorShape.CrossCursor if modifiers & _CTRL else Qt.CursorShape.SizeAllCursor)
        return QCursor(Qt.CursorShape.PointingHandCursor)

    # The mouse

    def press(self, pointer: Pointer) -> None:
        if pointer.button == Qt.MouseButton.RightButton and self._draft:
            self._close()
        if pointer.button != Qt.MouseButton.LeftButton:
            return
        self._pressed = pointer
        self._grip = None if self._draft else self._grip_at(pointer.view)
        if self._grip is not None:
            self._dragged = self._grip.mark.path
            self._pick(self._grip, pointer.modifiers)
            return
        self._closes = self._closing_point(pointer.view)
        if self._closes is None:
            self._picked = frozenset()
            if not self._draft:
                self._host.shapes.edited.emit(ShapeBegun())
            if not self._host.shapes.can_draw:
                self._pressed = None
                return
            x, y = self._host.transform.to_source(pointer.view)
            self._draft.append(ShapePoint(x, y))

    def move(self, pointer: Pointer) -> None:
        self._pointer = pointer.view
        if self._pressed is None or _near(self._pressed.view, pointer.view):
            return
        if self._grip is not None:
            self._dragged = self._moved(self._grip, self._pressed, pointer)
        else:
            bent = -1 if self._closes is None else self._closes
            self._draft[bent] = self._bent(self._draft[bent], pointer)

    def release(self, pointer: Pointer) -> None:
        pressed, grip, path = self._pressed, self._grip, self._dragged
        self._pressed = self._grip = self._dragged = None
        if pressed is None:
            return
        if grip is None:
            if self._closes is not None:
                self._close()
        elif not _near(pressed.view, pointer.view):
            if path is not None and path != grip.mark.path:
                self._host.shapes.edited.emit(ShapeMoved(grip.mark.id, path))
        else:
            self._clicked(grip, pressed.modifiers)

    def hover(self, place: QPointF | None) -> QRect:
        self._pointer = place
        return _EVERYWHERE if self._draft else QRect()

    def cancel(self) -> None:
        """What is being dragged goes back; a shape that is being drawn is given up."""
        if self._grip is None:
            self._draft = []
        self._pressed = self._grip = self._dragged = self._closes = None

    # Keys

    def wants_key(self, key: int) -> bool:
        if self._draft:
            return key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, *_REMOVE}
        return key in _REMOVE and bool(self._shown_picks())

    def take_key(self, key: int) -> None:
        """A key that it wants."""
        if not self._draft:
            chosen = self._chosen()
            if chosen is not None:
                picked, self._picked = self._picked, frozenset()
                self._host.shapes.edited.emit(PointsRemoved(chosen.id, picked))
        elif key in _REMOVE:
            self._draft.pop()
        elif key == Qt.Key.Key_Escape:
            self.cancel()
        else:
            self._close()

    # What is drawn

    def paint(self, painter: QPainter) -> None:
        transform = self._host.transform
        paint_shapes(painter, self._marks(), transform, editable=True, picked=self._shown_picks())
        if not self._draft:
            return
        painter.save()
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        line = list(self._draft)
        if self._pointer is not None and self._pressed is None:
            end = self._closing_point(self._pointer)
            line.append(ShapePoint(*transform.to_source(self._pointer)) if end is None else line[end])
        outline = outline_path(line, transform, closed=self._closes is not None)
        paint_line(painter, outline, QColor(255, 255, 255), solid=False)
        draft = ShapeMark(0, self._host.shapes.kind, path_of(self._draft), keyed=True)
        paint_points(painter, self._draft, transform, draft, {0} if len(line) > len(self._draft) else ())
        if self._pressed is not None:
            paint_handles(painter, self._draft[-1 if self._closes is None else self._closes], transform)
        painter.restore()

    def _marks(self) -> Sequence[ShapeMark]:
        """The shapes, with the one that is being dragged as it is now."""
        if self._grip is None or self._dragged is None:
            return self._host.shapes.marks
        dragged, path = self._grip.mark.id, self._dragged
        return [replace(m, path=path) if m.id == dragged else m for m in self._host.shapes.marks]

    # Inside

    def _chosen(self) -> ShapeMark | None:
        return next((m for m in self._host.shapes.marks if m.chosen), None)

    def _shown_picks(self) -> frozenset[int]:
        """Another shape may be chosen by now, or have fewer points after an undo."""
        chosen = self._chosen()
        if chosen is None:
            return frozenset()
        return frozenset(i for i in self._picked if i < len(points_of(chosen.path)))

    def _grip_at(self, place: QPointF | None) -> Grip | None:
        if place is None:
            return None
        return grip_at(self._host.shapes.marks, self._shown_picks(), place, self._host.transform)

    def _pick(self, grip: Grip, keys: Qt.KeyboardModifier) -> None:
        """Shift takes a point in addition. One of several that are picked is dragged with the others."""
        if not grip.mark.chosen:
            self._picked = frozenset()
            self._host.shapes.edited.emit(ShapeChosen(grip.mark.id))
        if grip.part == "point" and grip.index not in self._picked:
            self._picked = self._picked | {grip.index} if keys & _SHIFT else frozenset({grip.index})
        elif grip.part == "line" and not keys & _CTRL:
            self._picked = frozenset(range(len(points_of(grip.mark.path))))

    def _clicked(self, grip: Grip, keys: Qt.KeyboardModifier) -> None:
        if grip.part == "point" and keys & _ALT:
            path = shape_path.turned_over(grip.mark.path, grip.index)
            self._host.shapes.edited.emit(ShapeMoved(grip.mark.id, path))
        elif grip.part == "point" and not keys & _SHIFT:
            self._picked = frozenset({grip.index})
        elif grip.part == "line" and keys & _CTRL:
            self._picked = frozenset({grip.index + 1})
            self._host.shapes.edited.emit(PointAdded(grip.mark.id, grip.index, grip.share))

    def _moved(self, grip: Grip, pressed: Pointer, pointer: Pointer) -> Path:
        path, transform = grip.mark.path, self._host.transform
        to = transform.to_source(pointer.view)
        alt = bool(pressed.modifiers & _ALT)
        if grip.part in ("before", "after"):
            smooth = points_of(path)[grip.index].is_smooth
            return shape_path.with_handle(path, grip.index, grip.part, to, mirrored=smooth and not alt)
        if grip.part == "point" and alt:  # pulls two handles out of it
            return shape_path.with_handle(_corner(path, grip.index), grip.index, "after", to, mirrored=True)
        x, y = transform.to_source(pressed.view)
        indices = self._picked if grip.part == "point" else range(len(points_of(path)))
        return shape_path.moved(path, indices, to[0] - x, to[1] - y)

    def _bent(self, point: ShapePoint, pointer: Pointer) -> ShapePoint:
        """A point that is being drawn, with its handle under the pointer."""
        x, y = self._host.transform.to_source(pointer.view)
        dx, dy = x - point.x, y - point.y
        return replace(point, before=(-dx, -dy), after=(dx, dy))

    def _closing_point(self, place: QPointF) -> int | None:
        """The first point closes the shape; so does a second click on the last one, a double click."""
        if len(self._draft) < _LEAST_DRAWN:
            return None
        for i in (0, -1):
            if distance(self._host.transform, place, (self._draft[i].x, self._draft[i].y)) <= _CLOSES_PX:
                return i
        return None

    def _close(self) -> None:
        draft, self._draft, self._closes = self._draft, [], None
        if len(draft) >= _LEAST_DRAWN:
            self._host.shapes.edited.emit(ShapeDrawn(path_of(draft)))


_REMOVE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_LEAST_DRAWN = 3  # points


def _near(a: QPointF, b: QPointF) -> bool:
    return (a - b).manhattanLength() < _MEANT_PX


def _corner(path: Path, index: int) -> Path:
    points = list(points_of(path))
    points[index] = replace(points[index], before=(0.0, 0.0), after=(0.0, 0.0))
    return path_of(points)
