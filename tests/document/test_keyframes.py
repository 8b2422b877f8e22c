import pytest

from app.document.keyframes import EASINGS, Curve, Easing, Keyframe, values_at


def curve(*keys, easing: Easing = "linear"):
    return Curve(tuple(Keyframe(frame, value, easing) for frame, value in keys))


def numbers(moving, frames):
    return [float(moving.at(f)) for f in frames]


def test_a_value_holds_before_its_first_keyframe_and_after_its_last():
    moving = curve((10, 1.0), (20, 3.0))
    assert [moving.at(f) for f in (0, 10, 15, 20, 99)] == [1.0, 1.0, 2.0, 3.0, 3.0]


@pytest.mark.parametrize("easing", EASINGS)
def test_every_easing_meets_both_keyframes(easing):
    moving = curve((0, 0.0), (8, 4.0), easing=easing)
    assert moving.at(0) == 0.0
    assert moving.at(8) == 4.0
    values = numbers(moving, range(9))
    assert values == sorted(values)


def test_easings_differ_in_where_they_are_slow():
    slowest_first: tuple[Easing, ...] = ("hold", "ease_in", "ease", "linear", "ease_out")
    quarters = [numbers(curve((0, 0.0), (4, 1.0), easing=e), [1])[0] for e in slowest_first]
    assert quarters == sorted(set(quarters))
    assert quarters[0] == 0.0


def test_points_move_together_and_jump_where_their_number_changes():
    assert curve((0, (0.0, 10.0)), (2, (4.0, 20.0))).at(1) == (2.0, 15.0)
    assert curve((0, (0.0, 10.0)), (2, (4.0, 20.0, 1.0))).at(1) == (0.0, 10.0)


def test_switches_and_names_jump_at_the_next_keyframe():
    assert curve((0, False), (4, True)).at(3) is False
    assert curve((0, "fast"), (4, "fine")).at(3) == "fast"
    assert curve((0, "fast"), (4, "fine")).at(4) == "fine"


def test_keyframes_are_set_and_taken_away_one_by_one():
    moving = curve((0, 0.0)).with_key(Keyframe(10, 5.0, "ease")).with_value(10, 6.0)
    assert moving.key_on(10) == Keyframe(10, 6.0, "ease")
    assert moving.without_key(10) == curve((0, 0.0))
    assert curve((3, 1.0)).without_key(3) is None


@pytest.mark.parametrize("frames", [(), (4, 4), (5, 2)])
def test_keyframes_out_of_order_are_refused(frames):
    with pytest.raises(ValueError, match="rising"):
        curve(*((f, 0.0) for f in frames))


def test_parameters_without_keyframes_keep_their_value():
    assert values_at({"a": 1.0, "b": 2.0}, {"b": curve((0, 5.0))}, 7) == {"a": 1.0, "b": 5.0}
