"""Shapes of a matte as the viewer shows them, and what of them lies under the pointer."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.document.matte import ShapeKind
from app.document.shape_path import Path, ShapePoint, Side, place_on, points_of
from app.ui.view_transform import ViewTransform

KIND_COLOURS: Final[dict[ShapeKind, QColor]] = {
    "garbage": QColor(255, 176, 32),
    "holdout": QColor(255, 84, 84),
    "core": QColor(80, 214, 140),
}
_POINT_PX = 3.5  # half of a point's side
_GRIP_PX = 7.0
_LINE_GRIP_PX = 5.0
_PLACES_ON_PIECE = 24  # where a curved piece is looked at for the nearest place


@dataclass(frozen=True)
class ShapeMark:
    """A shape of the selected masklet, as it is on the frame that is shown."""

    id: int
    kind: ShapeKind
    path: Path
    keyed: bool  # has a keyframe on this frame
    enabled: bool = True
    chosen: bool = False


class ShapeLayer(QObject):
    """The shapes over the picture: what is shown, and what the shape tool does to them."""

    edited = Signal(object)  # ShapeGesture
    changed = Signal()  # something else is shown

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.marks: tuple[ShapeMark, ...] = ()
        self.kind: ShapeKind = "garbage"  # of the next one that is drawn
        self.can_draw = True  # whether there is a matte that a new one would be part of

    def show(self, marks: Sequence[ShapeMark], kind: ShapeKind) -> None:
        if (tuple(marks), kind) != (self.marks, self.kind):
            self.marks, self.kind = tuple(marks), kind
            self.changed.emit()


@dataclass(frozen=True)
class Grip:
    """What of a shape lies under the pointer: a point, a handle of one, or its line between two points."""

    mark: ShapeMark
    part: Literal["point", "before", "after", "line"]
    index: int  # of the point, or of the one that the piece of line begins at
    share: float = 0.0  # of the piece of line


def outline_path(
    points: Sequence[ShapePoint], transform: ViewTransform, *, closed: bool = True
) -> QPainterPath:
    """The line in the view."""
    path = QPainterPath(transform.to_view(points[0].x, points[0].y))
    following = (*points[1:], points[0]) if closed else points[1:]
    for start, end in zip(points, following, strict=False):
        to = transform.to_view(end.x, end.y)
        if not any(start.after) and not any(end.before):
            path.lineTo(to)
        else:
            leave, arrive = start.handle("after"), end.handle("before")
            path.cubicTo(transform.to_view(*leave), transform.to_view(*arrive), to)
    return path


def paint_shapes(
    painter: QPainter,
    marks: Sequence[ShapeMark],
    transform: ViewTransform,
    *,
    editable: bool = False,
    picked: Collection[int] = (),
) -> None:
    """Lines alone, or with the points too; handles of the points that are picked of the chosen shape."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for mark in marks:
        painter.setOpacity(1.0 if mark.enabled else 0.4)
        points = points_of(mark.path)
        paint_line(painter, outline_path(points, transform), KIND_COLOURS[mark.kind], solid=mark.chosen)
        if editable:
            shown = set(picked) if mark.chosen else set[int]()
            paint_points(painter, points, transform, mark, shown)
    painter.restore()


def paint_line(painter: QPainter, path: QPainterPath, colour: QColor, *, solid: bool) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(0, 0, 0, 150), 3.0))
    painter.drawPath(path)
    painter.setPen(QPen(colour, 1.4, Qt.PenStyle.SolidLine if solid else Qt.PenStyle.DashLine))
    painter.drawPath(path)


def paint_points(
    painter: QPainter,
    points: Sequence[ShapePoint],
    transform: ViewTransform,
    mark: ShapeMark,
    picked: Collection[int],
) -> None:
    """Squares: full on a frame with a keyframe, hollow between; the picked ones white, with their handles."""
    colour = KIND_COLOURS[mark.kind]
    for i, point in enumerate(points):
        if i in picked:
            paint_handles(painter, point, transform)
        centre = transform.to_view(point.x, point.y)
        square = QRectF(centre.x() - _POINT_PX, centre.y() - _POINT_PX, 2 * _POINT_PX, 2 * _POINT_PX)
        painter.setPen(QPen(QColor(0, 0, 0, 200), 3.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(square)
        painter.setPen(QPen(QColor(255, 255, 255) if i in picked else colour, 1.2))
        full = QColor(255, 255, 255) if i in picked else colour
        painter.setBrush(full if mark.keyed else QColor(24, 24, 24))
        painter.drawRect(square)


def paint_handles(painter: QPainter, point: ShapePoint, transform: ViewTransform) -> None:
    centre = transform.to_view(point.x, point.y)
    for side in _sides(point):
        end = transform.to_view(*point.handle(side))
        painter.setPen(QPen(QColor(0, 0, 0, 150), 2.6))
        painter.drawLine(centre, end)
        painter.setPen(QPen(QColor(240, 240, 240), 1.0))
        painter.drawLine(centre, end)
        painter.setBrush(QColor(240, 240, 240))
        painter.drawEllipse(end, _POINT_PX, _POINT_PX)


def grip_at(
    marks: Sequence[ShapeMark], picked: Collection[int], place: QPointF, transform: ViewTransform
) -> Grip | None:
    """Handles that are shown first, then points, then lines; the chosen shape before the others."""
    ordered = sorted(marks, key=lambda mark: not mark.chosen)
    for find in (_handle_at(picked), _point_at, _line_at):
        for mark in ordered:
            grip = find(mark, place, transform)
            if grip is not None:
                return grip
    return None


def distance(transform: ViewTransform, place: QPointF, at: tuple[float, float]) -> float:
    """Logical pixels of the view between a place in it and one of the picture."""
    return math.dist(place.toTuple(), transform.to_view(*at).toTuple())


_Find = Callable[[ShapeMark, QPointF, ViewTransform], Grip | None]


def _sides(point: ShapePoint) -> Iterator[Side]:
    if any(point.before):
        yield "before"
    if any(point.after):
        yield "after"


def _handle_at(picked: Collection[int]) -> _Find:
    def find(mark: ShapeMark, place: QPointF, transform: ViewTransform) -> Grip | None:
        if not mark.chosen:
            return None
        for i, point in enumerate(points_of(mark.path)):
            for side in _sides(point) if i in picked else ():
                if distance(transform, place, point.handle(side)) <= _GRIP_PX:
                    return Grip(mark, side, i)
        return None

    return find


def _point_at(mark: ShapeMark, place: QPointF, transform: ViewTransform) -> Grip | None:
    """The nearest one within reach."""
    points = points_of(mark.path)
    away = [distance(transform, place, (point.x, point.y)) for point in points]
    nearest = min(range(len(points)), key=away.__getitem__)
    return Grip(mark, "point", nearest) if away[nearest] <= _GRIP_PX else None


def _line_at(mark: ShapeMark, place: QPointF, transform: ViewTransform) -> Grip | None:
    best: tuple[float, Grip] | None = None
    for index in range(len(points_of(mark.path))):
        for step in range(_PLACES_ON_PIECE + 1):
            share = step / _PLACES_ON_PIECE
            away = distance(transform, place, place_on(mark.path, index, share))
            if best is None or away < best[0]:
                best = away, Grip(mark, "line", index, share)
    if best is None:
        return None
    grip = _nearer(best[1], place, transform)
    near = distance(transform, place, place_on(mark.path, grip.index, grip.share)) <= _LINE_GRIP_PX
    return grip if near else None


def _nearer(grip: Grip, place: QPointF, transform: ViewTransform) -> Grip:
    """The place between its neighbours that is nearest: by halves."""
    low = max(0.0, grip.share - 1 / _PLACES_ON_PIECE)
    high = min(1.0, grip.share + 1 / _PLACES_ON_PIECE)

    def away(share: float) -> float:
        return distance(transform, place, place_on(grip.mark.path, grip.index, share))

    for _ in range(16):
        third = (high - low) / 3
        if away(low + third) < away(high - third):
            high -= third
        else:
            low += third
    return Grip(grip.mark, "line", grip.index, (low + high) / 2)
