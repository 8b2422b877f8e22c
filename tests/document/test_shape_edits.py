"""Shapes of a matte: points and handles, and that what is done to them keeps the line and the keyframes."""

from __future__ import annotations

import pytest

from app.document import edits, matte_edits, shape_edits, shape_path
from app.document.matte import polygon
from tests.document.test_edits import MEDIA

SQUARE = polygon((0, 0), (8, 0), (8, 8), (0, 8))
ROUND = shape_path.turned_over(shape_path.turned_over(SQUARE, 1), 2)


@pytest.fixture
def project():
    project = matte_edits.add_matte_shape(edits.add_masklet(edits.open_media(MEDIA)), 1, "garbage", ROUND, 0)
    return shape_edits.set_path(
        project, 1, shape_id(project), 10, shape_path.moved(ROUND, (0, 1, 2, 3), 5, 0)
    )


def shape_id(project) -> int:
    return project.masklet(1).matte.shapes[-1].id


def keys(project):
    return project.masklet(1).matte.shapes[-1].path.keys


def test_a_path_is_its_points():
    assert shape_path.path_of(shape_path.points_of(ROUND)) == ROUND


@pytest.mark.parametrize("path", [SQUARE, ROUND])
@pytest.mark.parametrize("index", [0, 1, 3])
def test_a_point_in_between_leaves_the_line_where_it_is(path, index):
    more = shape_path.divided(path, index, 0.25)
    for share in (0.0, 0.5, 1.0):
        old = shape_path.place_on(path, index, 0.25 * share)
        assert shape_path.place_on(more, index, share) == pytest.approx(old)
        old = shape_path.place_on(path, index, 0.25 + 0.75 * share)
        assert shape_path.place_on(more, index + 1, share) == pytest.approx(old)


def test_a_mirrored_handle_turns_the_other_one_and_keeps_its_length():
    path = shape_path.with_handle(ROUND, 1, "after", (8.0, 20.0), mirrored=True)
    point = shape_path.points_of(path)[1]
    before = shape_path.points_of(ROUND)[1].before
    assert point.is_smooth
    assert point.before[0] == pytest.approx(0)
    assert point.before[1] == pytest.approx(-((before[0] ** 2 + before[1] ** 2) ** 0.5))
    assert not shape_path.points_of(shape_path.with_handle(ROUND, 1, "after", (8.0, 20.0), mirrored=False))[
        1
    ].is_smooth


def test_a_handle_on_its_point_makes_half_a_corner():
    point = shape_path.points_of(shape_path.with_handle(ROUND, 1, "after", (8.0, 0.0), mirrored=True))[1]
    assert point.after == (0.0, 0.0)


def test_a_corner_becomes_round_and_a_corner_again():
    assert not shape_path.points_of(ROUND)[1].is_corner
    assert shape_path.turned_over(shape_path.turned_over(SQUARE, 1), 1) == SQUARE


def test_points_come_and_go_on_every_keyframe(project):
    more = shape_edits.add_point(project, 1, shape_id(project), 1, 0.5)
    assert {len(shape_path.points_of(key.value)) for key in keys(more)} == {5}
    less = shape_edits.remove_points(more, 1, shape_id(project), {0, 3})
    assert {len(shape_path.points_of(key.value)) for key in keys(less)} == {3}


def test_a_shape_that_encloses_nothing_any_more_goes(project):
    assert not shape_edits.remove_points(project, 1, shape_id(project), {0, 1, 2}).masklet(1).matte.shapes


def test_the_shape_between_two_keyframes_is_between_them(project):
    keyed = shape_edits.key_shape(project, 1, shape_id(project), 5)
    assert keys(keyed)[1].value == shape_path.moved(ROUND, (0, 1, 2, 3), 2.5, 0)
    assert [key.frame for key in keys(shape_edits.unkey_shape(keyed, 1, shape_id(project), 5))] == [0, 10]
    assert shape_edits.ease_shape(keyed, 1, shape_id(project), 5, "hold").masklet(1).matte.shapes[0].path.at(
        9
    ) == (keys(keyed)[1].value)


def test_the_only_keyframe_stays(project):
    held = shape_edits.hold_shape(project, 1, shape_id(project), 0)
    assert [key.value for key in keys(held)] == [ROUND]
    assert shape_edits.unkey_shape(held, 1, shape_id(project), 0) is held
