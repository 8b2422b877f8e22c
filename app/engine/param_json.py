"""Parameter values and their keyframes as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.document.keyframes import EASINGS, Curve, Curves, Easing, Keyframe, ParamValue, frozen_curves
from app.engine.json_fields import Fields, integer, items, number


def param_to_json(value: ParamValue) -> Any:
    return [float(v) for v in value] if isinstance(value, tuple) else value


def param_from_json(value: object) -> ParamValue:
    """Raises ValueError for what is no parameter's value."""
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return integer(value, "parameter", -(2**53))
    if isinstance(value, list):
        return tuple(number(v, "parameter") for v in items(value, "parameter"))
    return number(value, "parameter")


def curve_to_json(curve: Curve) -> list[Any]:
    """[[frame, value, easing], ...]."""
    return [[key.frame, param_to_json(key.value), key.easing] for key in curve.keys]


def curve_from_json(value: object) -> Curve:
    """Raises ValueError for keyframes that are out of order or of an unknown easing."""
    return Curve(tuple(_key_from_json(key) for key in items(value, "keyframes")))


def curves_to_json(curves: Mapping[str, Curve]) -> dict[str, Any]:
    return {name: curve_to_json(curve) for name, curve in sorted(curves.items())}


def curves_from_json(fields: Fields) -> Curves:
    return frozen_curves({name: curve_from_json(fields.raw(name)) for name in fields.keys()})  # noqa: SIM118


def _key_from_json(value: object) -> Keyframe:
    parts = items(value, "keyframe")
    if len(parts) != 3:
        raise ValueError("a keyframe has a frame, a value and an easing")
    frame, content, easing = parts
    return Keyframe(integer(frame, "keyframe"), param_from_json(content), _easing(easing))


def _easing(value: object) -> Easing:
    for easing in EASINGS:
        if value == easing:
            return easing
    raise ValueError("the easing is unknown")
