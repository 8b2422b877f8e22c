"""What is drawn by hand on a frame: a brush stroke or a closed outline, in source pixels."""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]  # x, y in source pixels from the top left


@dataclass(frozen=True)
class Brush:
    """A round brush along `points`, at least one. Positive adds, negative (the eraser) takes away."""

    points: tuple[Point, ...]
    radius: float  # source pixels, > 0
    positive: bool = True

    def __post_init__(self) -> None:
        if not self.points or self.radius <= 0:
            raise ValueError("a brush stroke needs a point and a radius")


@dataclass(frozen=True)
class Lasso:
    """A closed outline. Positive adds what is inside, negative takes it away.

    A positive one that `snaps` is drawn loosely around the object: the model finds the object in it.
    """

    points: tuple[Point, ...]  # at least three
    positive: bool = True
    snaps: bool = False

    def __post_init__(self) -> None:
        if len(self.points) < 3:
            raise ValueError("an outline needs three points")

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """x0, y0, x1, y1."""
        xs, ys = zip(*self.points, strict=True)
        return min(xs), min(ys), max(xs), max(ys)


Stroke = Brush | Lasso
Strokes = tuple[Stroke, ...]  # in the order in which they were drawn


def moved_stroke(stroke: Stroke, dx: float, dy: float) -> Stroke:
    """The same stroke elsewhere."""
    return stroke_at(stroke, tuple((x + dx, y + dy) for x, y in stroke.points))


def stroke_at(stroke: Stroke, points: tuple[Point, ...]) -> Stroke:
    """The same stroke with other points."""
    if isinstance(stroke, Brush):
        return Brush(points, stroke.radius, stroke.positive)
    return Lasso(points, stroke.positive, stroke.snaps)
