"""What is done to a masklet's matte after tracking: values that the engine's matte stages give meaning to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from app.document.effects import frozen_params
from app.document.keyframes import Curve, Curves, ParamValue, frozen_curves

ShapeKind = Literal["garbage", "holdout", "core"]
SHAPE_KINDS: Final[tuple[ShapeKind, ...]] = get_args(ShapeKind)
POINT_VALUES = 6  # numbers that a shape's path keeps for each of its points


@dataclass(frozen=True)
class MatteShape:
    """A closed shape drawn by hand, over time.

    "garbage": what lies outside all garbage shapes is removed; "holdout": what lies inside is removed;
    "core": what lies inside is solid. `path` has on each keyframe a flat tuple of six numbers a point, in
    source pixels: x, y, and where the handles before and after it lie, from it. A corner has handles of 0,
    so that a shape without handles is a polygon.
    """

    id: int  # unique in the project, never reused
    kind: ShapeKind
    path: Curve
    name: str = ""
    feather: float = 0.0  # px, outward and inward together
    enabled: bool = True


@dataclass(frozen=True)
class MatteSettings:
    """Parameters that are absent have the engine's defaults, with which no stage does anything."""

    params: Mapping[str, ParamValue] = field(default_factory=lambda: frozen_params({}))
    curves: Curves = field(default_factory=frozen_curves)
    shapes: tuple[MatteShape, ...] = ()
    holdouts: tuple[int, ...] = ()  # masklets that lie in front: their mattes are taken away from this one
    enabled: bool = True

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return self.enabled and bool(self.params or self.curves or self.shapes or self.holdouts)

    def changes(self, name: str) -> bool:
        """Whether the parameter has a value other than its default."""
        return self.enabled and (name in self.params or name in self.curves)


def polygon(*points: tuple[float, float]) -> tuple[float, ...]:
    """Corners (x, y) as a shape's path keeps them."""
    return tuple(value for x, y in points for value in (x, y, 0.0, 0.0, 0.0, 0.0))
