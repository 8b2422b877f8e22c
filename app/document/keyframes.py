"""A value that changes over time: keyframes in source frames, and how it goes from one to the next."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType
from typing import Final, Literal, TypeGuard, get_args

ParamValue = float | int | bool | str | tuple[float, ...]

Easing = Literal["linear", "ease", "ease_in", "ease_out", "hold"]
EASINGS: Final[tuple[Easing, ...]] = get_args(Easing)


@dataclass(frozen=True)
class Keyframe:
    """The value on a frame. `easing` is the way from here to the next keyframe.

    "ease" starts and ends slowly, "ease_in" starts slowly, "ease_out" ends slowly, "hold" jumps at the end.
    """

    frame: int  # of the source
    value: ParamValue
    easing: Easing = "linear"


@dataclass(frozen=True)
class Curve:
    """At least one keyframe, sorted by frame, one on each. Before the first and after the last it holds.

    Numbers and tuples of equal length go over into each other; switches, names and tuples that differ in
    length jump at the next keyframe, and so does what lies between a number and something else.
    """

    keys: tuple[Keyframe, ...]

    def __post_init__(self) -> None:
        frames = [key.frame for key in self.keys]
        if not frames or any(a >= b for a, b in pairwise(frames)):
            raise ValueError(f"keyframes need rising frames, at least one: {frames}")

    def at(self, frame: float) -> ParamValue:
        """The value on a frame; between two frames too (motion blur asks for that)."""
        after = bisect_right(self.keys, frame, key=lambda key: key.frame)
        if after == 0:
            return self.keys[0].value
        left = self.keys[after - 1]
        if after == len(self.keys):
            return left.value
        right = self.keys[after]
        return _between(left, right, (frame - left.frame) / (right.frame - left.frame))

    def key_on(self, frame: int) -> Keyframe | None:
        return next((key for key in self.keys if key.frame == frame), None)

    def with_key(self, key: Keyframe) -> Curve:
        """This keyframe in place of the one on its frame, or beside the others."""
        others = [k for k in self.keys if k.frame != key.frame]
        return Curve(tuple(sorted((*others, key), key=lambda k: k.frame)))

    def without_key(self, frame: int) -> Curve | None:
        """None where that was the only keyframe: the value no longer changes."""
        keys = tuple(k for k in self.keys if k.frame != frame)
        return Curve(keys) if keys else None

    def with_value(self, frame: int, value: ParamValue) -> Curve:
        """The value set on a frame; a keyframe that is there keeps its easing."""
        key = self.key_on(frame)
        return self.with_key(Keyframe(frame, value) if key is None else replace(key, value=value))


Curves = Mapping[str, Curve]  # by parameter


def frozen_curves(curves: Mapping[str, Curve] | None = None) -> Curves:
    return MappingProxyType(dict(curves or {}))


def values_at(params: Mapping[str, ParamValue], curves: Curves, frame: float) -> Mapping[str, ParamValue]:
    """The parameters on a frame: the curve's value where there is one, else the constant one."""
    return {**params, **{name: curve.at(frame) for name, curve in curves.items()}} if curves else params


def _between(left: Keyframe, right: Keyframe, part: float) -> ParamValue:
    if left.easing == "hold":
        return left.value
    part = _eased(left.easing, part)
    a, b = left.value, right.value
    if isinstance(a, tuple) and isinstance(b, tuple) and len(a) == len(b):
        return tuple(p + (q - p) * part for p, q in zip(a, b, strict=True))
    if _is_number(a) and _is_number(b):
        return a + (b - a) * part
    return a


def _is_number(value: ParamValue) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _eased(easing: Easing, part: float) -> float:
    if easing == "ease":
        return part * part * (3.0 - 2.0 * part)
    if easing == "ease_in":
        return part * part
    if easing == "ease_out":
        return part * (2.0 - part)
    return part
