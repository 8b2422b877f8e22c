"""Matte settings as JSON; what is missing has its default, so that older projects open."""

from __future__ import annotations

from typing import Any

from app.document.effects import frozen_params
from app.document.keyframes import Curve
from app.document.matte import POINT_VALUES, SHAPE_KINDS, MatteSettings, MatteShape, ShapeKind
from app.engine.json_fields import Fields, integer, number
from app.engine.param_json import (
    curve_from_json,
    curve_to_json,
    curves_from_json,
    curves_to_json,
    param_from_json,
    param_to_json,
)


def matte_to_json(matte: MatteSettings) -> dict[str, Any]:
    return {
        "enabled": matte.enabled,
        "params": {name: param_to_json(value) for name, value in sorted(matte.params.items())},
        "curves": curves_to_json(matte.curves),
        "shapes": [_shape_to_json(shape) for shape in matte.shapes],
        "holdouts": list(matte.holdouts),
    }


def matte_from_json(fields: Fields) -> MatteSettings:
    """Raises ValueError for values that no settings have."""
    params = fields.fields("params")
    return MatteSettings(
        params=frozen_params({name: param_from_json(params.raw(name)) for name in params.keys()}),  # noqa: SIM118
        curves=curves_from_json(fields.fields("curves")),
        shapes=tuple(_shape_from_json(Fields(shape)) for shape in fields.items("shapes")),
        holdouts=tuple(integer(value, "holdouts", 1) for value in fields.items("holdouts")),
        enabled=fields.flag("enabled"),
    )


def _shape_to_json(shape: MatteShape) -> dict[str, Any]:
    return {
        "id": shape.id,
        "kind": shape.kind,
        "name": shape.name,
        "path": curve_to_json(shape.path),
        "feather": shape.feather,
        "enabled": shape.enabled,
    }


def _shape_from_json(fields: Fields) -> MatteShape:
    return MatteShape(
        id=fields.integer("id", 1),
        kind=_kind(fields.text("kind")),
        path=_path(fields.raw("path")),
        name=fields.text("name"),
        feather=number(fields.raw("feather"), "feather"),
        enabled=fields.flag("enabled"),
    )


def _path(value: object) -> Curve:
    curve = curve_from_json(value)
    for key in curve.keys:
        points = key.value
        if not isinstance(points, tuple) or len(points) < POINT_VALUES or len(points) % POINT_VALUES:
            raise ValueError("a shape's points are damaged")
    return curve


def _kind(text: str) -> ShapeKind:
    for kind in SHAPE_KINDS:
        if text == kind:
            return kind
    raise ValueError("the kind of a shape is unknown")
