"""Prompts as the viewer shows them, and dragging them to another place."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QCursor, QPainter, QPen, QPolygonF

from app.document.prompts import Box, Click, FramePrompts
from app.document.strokes import Brush, Lasso, Stroke, moved_stroke
from app.ui.view_transform import ViewTransform
from app.ui.viewer_marks import MARK_RADIUS_PX, paint_box, paint_click
from app.ui.viewer_tools import Pointer, Tool, ToolHost

Shape = Click | Box | Stroke
Kind = Literal["click", "box", "mask", "stroke"]
_GRIP_PX = 5.0  # how near a line has to be
_LEAST_BOX_PX = 1.0  # source pixels that are left of a box when its corner is dragged


@dataclass(frozen=True)
class PromptRef:
    """One prompt of a masklet on the frame that is shown."""

    masklet_id: int
    kind: Kind
    index: int = 0  # among the frame's clicks or strokes


@dataclass(frozen=True)
class PromptMark:
    """A prompt as it is drawn. Those of masklets that are not selected are fainter, and cannot be moved."""

    shape: Shape
    colour: tuple[int, int, int] = (255, 255, 255)  # of the masklet
    active: bool = True
    ref: PromptRef | None = None
    chosen: bool = False  # what Delete removes


def prompt_marks(
    prompts: FramePrompts,
    colour: tuple[int, int, int],
    *,
    active: bool = True,
    masklet_id: int = 0,
    chosen: PromptRef | None = None,
) -> list[PromptMark]:
    """The marks of one masklet on one frame, clicks on top. Strokes show where the masklet is active."""

    def made(shape: Shape, kind: Kind, index: int = 0) -> PromptMark:
        ref = PromptRef(masklet_id, kind, index)
        return PromptMark(shape, colour, active, ref, chosen=ref == chosen)

    marks = [made(prompts.box, "box")] if prompts.box is not None else []
    if active:
        marks += [made(stroke, "stroke", i) for i, stroke in enumerate(prompts.strokes)]
    return marks + [made(click, "click", i) for i, click in enumerate(prompts.clicks)]


def paint_prompts(painter: QPainter, marks: Sequence[PromptMark], transform: ViewTransform) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for mark in sorted(marks, key=lambda mark: mark.active):  # active ones on top
        painter.setOpacity(1.0 if mark.active else 0.45)
        match mark.shape:
            case Box():
                paint_box(painter, mark.shape, QColor(*mark.colour), transform, wide=mark.chosen)
            case Click():
                paint_click(painter, mark.shape, transform, small=not mark.active, wide=mark.chosen)
            case _:
                _paint_stroke(painter, mark, mark.shape, transform)
    painter.restore()


def _paint_stroke(painter: QPainter, mark: PromptMark, stroke: Stroke, transform: ViewTransform) -> None:
    """A thin line that does not hide what it was drawn on; the one that is chosen with its width."""
    line = QPolygonF([transform.to_view(x, y) for x, y in stroke.points])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    closed = isinstance(stroke, Lasso)
    colour = QColor(*mark.colour) if stroke.positive else QColor(240, 58, 58)
    if mark.chosen and isinstance(stroke, Brush):
        ink = QColor(colour)
        ink.setAlpha(110)
        width = max(2.0, 2 * stroke.radius * transform.scale_y)
        painter.setPen(QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        _draw(painter, line, closed=False)
    for pen in (QPen(QColor(0, 0, 0, 130), 2.4), QPen(colour, 1.1, Qt.PenStyle.DashLine)):
        painter.setPen(pen)
        _draw(painter, line, closed=closed)


def _draw(painter: QPainter, line: QPolygonF, *, closed: bool) -> None:
    if closed:
        painter.drawPolygon(line)
    elif line.size() == 1:
        painter.drawPoint(line.first())
    else:
        painter.drawPolyline(line)


def mark_at(marks: Sequence[PromptMark], place: QPointF, transform: ViewTransform) -> PromptMark | None:
    """The topmost active mark whose dot or line lies under a place of the view."""
    for mark in reversed(marks):
        if mark.active and mark.ref is not None and _distance(mark.shape, place, transform) <= _GRIP_PX:
            return mark
    return None


def _distance(shape: Shape, place: QPointF, transform: ViewTransform) -> float:
    """Logical pixels from a place to what is drawn of the shape."""
    match shape:
        case Click():
            centre = transform.to_view(shape.x, shape.y)
            return math.dist(place.toTuple(), centre.toTuple()) - MARK_RADIUS_PX
        case Box():
            corners = ((shape.x0, shape.y0), (shape.x1, shape.y0), (shape.x1, shape.y1), (shape.x0, shape.y1))
            return _to_line(place, [transform.to_view(*c) for c in (*corners, corners[0])])
        case _:
            points = shape.points if isinstance(shape, Brush) else (*shape.points, shape.points[0])
            return _to_line(place, [transform.to_view(x, y) for x, y in points])


def _to_line(place: QPointF, line: Sequence[QPointF]) -> float:
    if len(line) == 1:
        return math.dist(place.toTuple(), line[0].toTuple())
    return min(_to_segment(place, a, b) for a, b in itertools.pairwise(line))


def _to_segment(place: QPointF, start: QPointF, end: QPointF) -> float:
    way = end - start
    length = QPointF.dotProduct(way, way)
    share = min(max(QPointF.dotProduct(place - start, way) / length, 0.0), 1.0) if length else 0.0
    return math.dist(place.toTuple(), (start + way * share).toTuple())


class MarkTool(Tool):
    """Takes hold of a prompt and moves it: a box by its corner or as a whole."""

    def __init__(self, host: ToolHost) -> None:
        super().__init__(host)
        self.mark: PromptMark | None = None  # as it is while it is dragged
        self._began: tuple[PromptMark, tuple[float, float]] | None = None
        self._corner = (0, 0)  # which sides of a box move: -1, 0 or 1 across and down

    @property
    def is_dragging(self) -> bool:
        return self._began is not None

    def cursor(self, modifiers: Qt.KeyboardModifier) -> QCursor:
        return QCursor(Qt.CursorShape.SizeAllCursor)

    def take(self, mark: PromptMark) -> None:
        """What the next press takes hold of."""
        self.mark = mark

    def press(self, pointer: Pointer) -> None:
        if self.mark is not None and pointer.button == Qt.MouseButton.LeftButton:
            self._began = self.mark, self._host.transform.to_source(pointer.view)
            self._corner = _corner(self.mark.shape, pointer.view, self._host.transform)
            self._host.choose_prompt(self.mark.ref)

    def move(self, pointer: Pointer) -> None:
        if self._began is not None:
            mark, (x, y) = self._began
            to_x, to_y = self._host.transform.clamped_to_source(pointer.view)
            self.mark = replace(mark, shape=_moved(mark.shape, to_x - x, to_y - y, self._corner))

    def release(self, pointer: Pointer) -> None:
        began, mark = self._began, self.mark
        self.cancel()
        if began is not None and mark is not None and mark.shape != began[0].shape:
            self._host.move_prompt(mark)

    def cancel(self) -> None:
        self._began = self.mark = None


def _corner(shape: Shape, place: QPointF, transform: ViewTransform) -> tuple[int, int]:
    if not isinstance(shape, Box):
        return 0, 0
    rect = QRectF(transform.to_view(shape.x0, shape.y0), transform.to_view(shape.x1, shape.y1))
    reach = _GRIP_PX * 2
    across = -1 if abs(place.x() - rect.left()) < reach else int(abs(place.x() - rect.right()) < reach)
    down = -1 if abs(place.y() - rect.top()) < reach else int(abs(place.y() - rect.bottom()) < reach)
    return (across, down) if across and down else (0, 0)


def _moved(shape: Shape, dx: float, dy: float, corner: tuple[int, int]) -> Shape:
    match shape:
        case Click():
            return replace(shape, x=shape.x + dx, y=shape.y + dy)
        case Box():
            return _moved_box(shape, dx, dy, corner)
        case _:
            return moved_stroke(shape, dx, dy)


def _moved_box(box: Box, dx: float, dy: float, corner: tuple[int, int]) -> Box:
    across, down = corner
    whole = corner == (0, 0)
    x0, x1 = box.x0 + (dx if whole or across < 0 else 0), box.x1 + (dx if whole or across > 0 else 0)
    y0, y1 = box.y0 + (dy if whole or down < 0 else 0), box.y1 + (dy if whole or down > 0 else 0)
    if x1 - x0 < _LEAST_BOX_PX or y1 - y0 < _LEAST_BOX_PX:
        return box
    return Box(x0, y0, x1, y1)
