import pytest

from app.document import edits, effect_edits
from app.document.effects import AMOUNT, EffectInstance
from app.document.keyframes import Keyframe
from app.document.project import Project


def project() -> Project:
    return edits.add_effect(edits.add_masklet(Project()), 1, "blur")


def entry(project: Project) -> EffectInstance:
    return project.masklets[0].effects[0]


def test_without_keyframes_a_value_holds_for_all_frames() -> None:
    changed = entry(effect_edits.set_value(project(), 1, 2, "size", 4.0, 10))
    assert dict(changed.params) == {"size": 4.0}
    assert not changed.curves


def test_with_keyframes_a_value_is_that_of_the_frame() -> None:
    keyed = effect_edits.key_value(project(), 1, 2, "size", Keyframe(0, 1.0))
    keyed = effect_edits.set_value(keyed, 1, 2, "size", 3.0, 10)
    keyed = effect_edits.ease_value(keyed, 1, 2, "size", 5, "hold")
    curve = entry(keyed).curves["size"]
    assert (curve.at(9), curve.at(10)) == (1.0, 3.0)
    one = effect_edits.unkey_value(keyed, 1, 2, "size", 0)
    none = entry(effect_edits.unkey_value(one, 1, 2, "size", 10))
    assert not none.curves
    assert none.params["size"] == 3.0
    held = entry(effect_edits.hold_value(keyed, 1, 2, "size", 2.0))
    assert not held.curves
    assert held.params["size"] == 2.0


def test_the_amount_is_no_parameter() -> None:
    assert entry(effect_edits.set_value(project(), 1, 2, AMOUNT, 0.25, 0)).amount == pytest.approx(0.25)
    keyed = effect_edits.key_value(project(), 1, 2, AMOUNT, Keyframe(3, 0.5))
    assert entry(keyed).curves[AMOUNT].at(0) == 0.5
    assert entry(effect_edits.hold_value(keyed, 1, 2, AMOUNT, 0.75)).amount == pytest.approx(0.75)


def test_effects_that_are_added_together_get_ids_of_their_own() -> None:
    two = (EffectInstance(1, "glow"), EffectInstance(1, "blur", outside=True))
    added = effect_edits.add_effects(project(), 1, two)
    assert [e.id for e in added.masklets[0].effects] == [2, 3, 4]
    assert added.next_id == 5
    assert added.masklets[0].effects[2].outside
