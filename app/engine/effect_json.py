"""An effect of a stack as JSON: in projects and in presets."""

from __future__ import annotations

from typing import Any

from app.document.effects import BLEND_MODES, BlendMode, EffectInstance, frozen_params
from app.document.keyframes import frozen_curves
from app.engine.json_fields import Fields, number
from app.engine.param_json import curves_from_json, curves_to_json, param_from_json, param_to_json


def effect_to_json(effect: EffectInstance) -> dict[str, Any]:
    return {
        "id": effect.id,
        "effect": effect.effect,
        "enabled": effect.enabled,
        "params": {k: param_to_json(v) for k, v in sorted(effect.params.items())},
        "curves": curves_to_json(effect.curves),
        "amount": effect.amount,
        "mode": effect.mode,
        "outside": effect.outside,
    }


def effect_from_json(fields: Fields) -> EffectInstance:
    """Raises ValueError for values that no effect has. What is missing has its default."""
    values = fields.fields("params")
    params = {k: param_from_json(values.raw(k)) for k in values.keys()}  # noqa: SIM118
    outside = fields.flag("outside") if fields.has("outside") else _was_outside(fields.text("effect"), params)
    return EffectInstance(
        id=fields.integer("id", 1),
        effect=fields.text("effect"),
        params=frozen_params(params),
        enabled=fields.flag("enabled") if fields.has("enabled") else True,
        curves=curves_from_json(fields.fields("curves")) if fields.has("curves") else frozen_curves(),
        amount=_amount(fields),
        mode=_mode(fields.text("mode")) if fields.has("mode") else "normal",
        outside=outside,
    )


def _was_outside(effect: str, params: dict[str, Any]) -> bool:
    """Two effects of project version 1 had a switch of their own for what every effect has now."""
    if effect == "blur":
        return params.pop("where", "inside") == "outside"
    return effect == "cutout" and params.pop("invert", False) is True


def _amount(fields: Fields) -> float:
    return min(max(number(fields.raw("amount"), "amount"), 0.0), 1.0) if fields.has("amount") else 1.0


def _mode(name: str) -> BlendMode:
    for mode in BLEND_MODES:
        if name == mode:
            return mode
    raise ValueError("the blend mode is unknown")
