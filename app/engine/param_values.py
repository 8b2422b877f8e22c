"""Parameter values as a project keeps them, turned into what a parameter class expects."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard, cast

from app.document.keyframes import ParamValue
from app.effect_api import ParamSpec


def fitted(params: type, values: Mapping[str, ParamValue]) -> Any:
    """The parameter class with these values.

    A value that is missing, or of another kind than the parameter's, is the default; one out of range is
    clamped; one that the class does not know is left out (it is from another version of it).
    """
    found = {
        field.name: fitting(field_spec(field), values.get(field.name), field.default)
        for field in dataclasses.fields(params)
    }
    return params(**found)


def field_spec(field: dataclasses.Field[Any]) -> ParamSpec:
    """Raises TypeError where the field is no parameter."""
    spec = field.metadata.get("spec")
    if not isinstance(spec, ParamSpec):
        raise TypeError(f"{field.name!r} is not made with param, switch, choice, colour, point, text or file")
    return spec


def fitting(spec: ParamSpec, value: object, default: Any) -> Any:
    """The value as the parameter's kind wants it; the default where it is of another kind."""
    if spec.kind == "switch":
        return value if isinstance(value, bool) else default
    if spec.kind == "choice":
        return value if value in spec.choices else default
    if spec.kind in ("text", "file"):
        return value if isinstance(value, str) else default
    if spec.kind == "colour":
        return _fitting_parts(value, default, 3, 0.0, 1.0)
    if spec.kind == "point":
        return _fitting_parts(value, default, 2, spec.low, spec.high)
    return min(max(value, spec.low), spec.high) if _is_number(value) else default


def _fitting_parts(value: object, default: Any, count: int, low: float, high: float) -> Any:
    if not isinstance(value, tuple | list):
        return default
    parts = [part for part in cast("Sequence[object]", value) if _is_number(part)]
    if len(value) != count or len(parts) != count:
        return default
    return tuple(min(max(part, low), high) for part in parts)


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
