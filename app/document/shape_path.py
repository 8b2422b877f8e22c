"""A shape's path as points with handles, and what is done to them: moved, bent, put in between, taken away.

A path is the flat tuple that `MatteShape.path` keeps: x, y, and where the handles before and after it lie,
from it, six numbers a point, in source pixels.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from app.document.keyframes import ParamValue
from app.document.matte import POINT_VALUES

Path = tuple[float, ...]
Side = Literal["before", "after"]
_SMOOTH_SHARE = 1 / 6  # of the way between its neighbours: a handle as Catmull and Rom's splines have it


@dataclass(frozen=True)
class ShapePoint:
    """A place and its two handles, which are offsets from it. A corner has handles of 0."""

    x: float
    y: float
    before: tuple[float, float] = (0.0, 0.0)
    after: tuple[float, float] = (0.0, 0.0)

    @property
    def is_corner(self) -> bool:
        return not any(self.before) and not any(self.after)

    @property
    def is_smooth(self) -> bool:
        """Whether the handles lie on one line, on two sides of it: they are then moved together."""
        (bx, by), (ax, ay) = self.before, self.after
        cross, dot = bx * ay - by * ax, bx * ax + by * ay
        return dot < 0 and abs(cross) <= 0.01 * abs(dot)

    def handle(self, side: Side) -> tuple[float, float]:
        """Where it lies in the picture."""
        dx, dy = self.before if side == "before" else self.after
        return self.x + dx, self.y + dy


def points_of(path: ParamValue) -> tuple[ShapePoint, ...]:
    """Raises ValueError for what is no path."""
    if not isinstance(path, tuple) or len(path) % POINT_VALUES:
        raise ValueError("not the path of a shape")
    rows = (path[i : i + POINT_VALUES] for i in range(0, len(path), POINT_VALUES))
    return tuple(ShapePoint(x, y, (bx, by), (ax, ay)) for x, y, bx, by, ax, ay in rows)


def path_of(points: Collection[ShapePoint]) -> Path:
    return tuple(value for point in points for value in (point.x, point.y, *point.before, *point.after))


def moved(path: Path, indices: Collection[int], dx: float, dy: float) -> Path:
    """These points elsewhere, with their handles."""
    points = points_of(path)
    return path_of([replace(p, x=p.x + dx, y=p.y + dy) if i in indices else p for i, p in enumerate(points)])


def with_handle(path: Path, index: int, side: Side, to: tuple[float, float], *, mirrored: bool) -> Path:
    """A handle drawn to a place of the picture; mirrored, the other one turns with it."""
    points = list(points_of(path))
    point = points[index]
    dx, dy = to[0] - point.x, to[1] - point.y
    other = point.after if side == "before" else point.before
    if mirrored:
        length = (other[0] ** 2 + other[1] ** 2) ** 0.5
        own = (dx**2 + dy**2) ** 0.5
        share = -(length or own) / own if own else 0.0
        other = (dx * share, dy * share)
    before, after = ((dx, dy), other) if side == "before" else (other, (dx, dy))
    points[index] = replace(point, before=before, after=after)
    return path_of(points)


def turned_over(path: Path, index: int) -> Path:
    """A corner becomes round, with handles along the way between its neighbours; else it becomes a corner."""
    points = list(points_of(path))
    point = points[index]
    if not point.is_corner:
        points[index] = replace(point, before=(0.0, 0.0), after=(0.0, 0.0))
        return path_of(points)
    last, following = points[index - 1], points[(index + 1) % len(points)]
    dx, dy = (following.x - last.x) * _SMOOTH_SHARE, (following.y - last.y) * _SMOOTH_SHARE
    points[index] = replace(point, before=(-dx, -dy), after=(dx, dy))
    return path_of(points)


def divided(path: Path, index: int, part: float) -> Path:
    """One point more, on the piece that begins at `index`, at this share of it; the line stays as it is."""
    points = list(points_of(path))
    start, end = points[index], points[(index + 1) % len(points)]
    if not any(start.after) and not any(end.before):
        between = ShapePoint(start.x + (end.x - start.x) * part, start.y + (end.y - start.y) * part)
        return path_of([*points[: index + 1], between, *points[index + 1 :]])
    a, b, c, d = (start.x, start.y), start.handle("after"), end.handle("before"), (end.x, end.y)
    ab, bc, cd = _along(a, b, part), _along(b, c, part), _along(c, d, part)
    abc, bcd = _along(ab, bc, part), _along(bc, cd, part)
    x, y = _along(abc, bcd, part)
    between = ShapePoint(x, y, (abc[0] - x, abc[1] - y), (bcd[0] - x, bcd[1] - y))
    points[index] = replace(start, after=(ab[0] - start.x, ab[1] - start.y))
    points[(index + 1) % len(points)] = replace(end, before=(cd[0] - end.x, cd[1] - end.y))
    return path_of([*points[: index + 1], between, *points[index + 1 :]])


def without(path: Path, indices: Collection[int]) -> Path:
    return path_of([point for i, point in enumerate(points_of(path)) if i not in indices])


def place_on(path: Path, index: int, part: float) -> tuple[float, float]:
    """Where the line is, at a share of the piece that begins at this point."""
    points = points_of(path)
    start, end = points[index], points[(index + 1) % len(points)]
    rest = 1 - part
    weights = (rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3)
    if not any(start.after) and not any(end.before):
        weights = (rest, 0.0, 0.0, part)
    corners = ((start.x, start.y), start.handle("after"), end.handle("before"), (end.x, end.y))
    return (
        sum(w * x for w, (x, _) in zip(weights, corners, strict=True)),
        sum(w * y for w, (_, y) in zip(weights, corners, strict=True)),
    )


def _along(start: tuple[float, float], end: tuple[float, float], part: float) -> tuple[float, float]:
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part
