import pytest

from app.document import edits, matte_edits
from app.document.keyframes import Keyframe
from app.document.matte import polygon
from app.document.project import Project


@pytest.fixture
def project():
    return edits.add_masklet(edits.add_masklet(Project()))


def matte(project, masklet=1):
    return project.masklet(masklet).matte


def test_a_masklet_begins_without_matte_settings(project):
    assert not matte(project)


def test_setting_a_value_that_has_keyframes_changes_the_one_on_the_frame(project):
    moving = matte_edits.key_matte_param(project, 1, "feather_px", Keyframe(0, 1.0))
    changed = matte_edits.set_matte_param(moving, 1, "feather_px", 5.0, 10)
    assert matte(changed).curves["feather_px"].at(5) == 3.0
    assert not matte(changed, 2)


def test_the_last_keyframe_leaves_its_value_behind(project):
    moving = matte_edits.key_matte_param(project, 1, "grow_px", Keyframe(3, 2.0))
    still = matte_edits.unkey_matte_param(moving, 1, "grow_px", 3)
    assert (dict(matte(still).params), dict(matte(still).curves)) == ({"grow_px": 2.0}, {})
    assert matte_edits.unkey_matte_param(still, 1, "grow_px", 3) is still


def test_reset_forgets_one_value_or_all(project):
    changed = matte_edits.set_matte_param(project, 1, "grow_px", 2.0, 0)
    changed = matte_edits.set_matte_param(changed, 1, "holes_px", 9.0, 0)
    assert dict(matte(matte_edits.reset_matte_param(changed, 1, "grow_px")).params) == {"holes_px": 9.0}
    assert not matte(matte_edits.reset_matte(changed, 1))


def test_settings_that_are_off_do_nothing_and_are_kept(project):
    changed = matte_edits.set_matte_param(project, 1, "grow_px", 2.0, 0)
    off = matte_edits.enable_matte(changed, 1, enabled=False)
    assert not matte(off)
    assert matte_edits.enable_matte(off, 1, enabled=True) == changed


def test_shapes_have_ids_of_their_own(project):
    square = polygon((0, 0), (4, 0), (4, 4), (0, 4))
    one = matte_edits.add_matte_shape(project, 1, "garbage", square, 0)
    two = matte_edits.add_matte_shape(one, 1, "holdout", square, 5)
    first, second = matte(two).shapes
    assert (first.id, second.id) == (3, 4)
    assert edits.add_masklet(two).masklets[-1].id == 5
    assert matte(matte_edits.remove_matte_shape(two, 1, 3)).shapes == (second,)


def test_a_masklet_cannot_be_held_out_of_itself(project):
    assert matte(matte_edits.set_holdouts(project, 1, (2,))).holdouts == (2,)
    with pytest.raises(ValueError, match="itself"):
        matte_edits.set_holdouts(project, 1, (1,))
