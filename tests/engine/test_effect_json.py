import pytest

from app.document.effects import AMOUNT, EffectInstance, frozen_params
from app.document.keyframes import Curve, Keyframe, frozen_curves
from app.engine.effect_json import effect_from_json, effect_to_json
from app.engine.json_fields import Fields


def test_what_is_written_is_read_again() -> None:
    curves = frozen_curves(
        {"size": Curve((Keyframe(0, 1.0, "ease"), Keyframe(9, 2.0))), AMOUNT: Curve((Keyframe(1, 0.5),))}
    )
    effect = EffectInstance(3, "blur", frozen_params({"text": "a"}), False, curves, 0.5, "screen", True)
    assert effect_from_json(Fields(effect_to_json(effect))) == effect


def test_effects_of_version_1_have_the_defaults_and_keep_their_side() -> None:
    old = {"id": 1, "effect": "blur", "enabled": True, "params": {"where": "outside", "size": 2.0}}
    assert effect_from_json(Fields(old)) == EffectInstance(
        1, "blur", frozen_params({"size": 2.0}), outside=True
    )
    old = {"id": 1, "effect": "cutout", "enabled": True, "params": {"invert": True}}
    assert effect_from_json(Fields(old)).outside


@pytest.mark.parametrize(
    "damage", [{"mode": "odd"}, {"amount": "much"}, {"curves": {"a": []}}, {"params": []}]
)
def test_damage_is_an_error(damage: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        effect_from_json(Fields({"id": 1, "effect": "blur", "params": {}, **damage}))
