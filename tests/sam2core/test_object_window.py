"""The window keeps a moving object in its middle, stays in the frame, and opens when the object is lost."""

from __future__ import annotations

from itertools import pairwise

from sam2core.object_window import Follower, Window, is_worth_it, placed, window_around
from sam2core.regions import Box

CELLS, LEAST = 960, 128


def box_at(x: float, y: float, side: float = 30) -> Box:
    return x - side / 2, y - side / 2, x + side / 2, y + side / 2


def started(x: float = 300, y: float = 300) -> Follower:
    box = box_at(x, y)
    return Follower(CELLS, LEAST, window_around(box, CELLS, LEAST), box)


def test_a_moving_object_stays_in_the_middle_and_the_size_stays() -> None:
    follower = started()
    for step in range(1, 40):
        window = follower.next()
        x, y = 300 + 12 * step, 300 + 4 * step
        if step > 3:
            assert abs(window.centre[0] - x) <= 2
            assert abs(window.centre[1] - y) <= 2
        assert window.side == 128
        follower.see(window, box_at(x, y))


def test_the_window_moves_smoothly_where_the_object_turns_back() -> None:
    follower = started()
    xs: list[float] = []
    for step in range(40):
        window = follower.next()
        xs.append(window.centre[0])
        follower.see(window, box_at(300 + 10 * min(step, 40 - step), 300))
    speeds = [b - a for a, b in pairwise(xs)]
    assert max(abs(b - a) for a, b in pairwise(speeds[3:])) <= 26  # the object's own changes by 20


def test_at_the_frames_border_the_window_stays_inside() -> None:
    follower = started(20, 950)
    window = follower.next()
    assert (window.x, window.y + window.side) == (0, CELLS)
    assert placed((2000, -50), 128, CELLS) == Window(832, 0, 128)


def test_a_lost_object_is_looked_for_in_the_whole_frame_and_framed_again() -> None:
    follower = started()
    for step in range(12):
        window = follower.next()
        assert window.side == 128 or step >= 3
        follower.see(window, None)
    assert follower.next() == Window(0, 0, CELLS)
    follower.see(follower.next(), box_at(700, 200))
    window = follower.next()
    assert window.side == 128
    assert window.centre == (700, 200)


def test_an_object_that_the_border_cuts_off_for_frames_is_given_more_room() -> None:
    follower = started()
    for _ in range(4):
        window = follower.next()
        follower.see(window, (window.x, 280, window.x + 40, 320))
    assert follower.next().side > 128


def test_an_object_that_leaves_the_frame_is_not_cut_off_by_the_window() -> None:
    window = Window(0, 400, 128)
    assert not window.cuts((0, 450, 30, 480), CELLS)
    assert window.cuts((100, 450, 128, 480), CELLS)


def test_a_mask_that_spills_for_a_frame_hardly_changes_the_size() -> None:
    follower = started()
    window = follower.next()
    follower.see(window, (window.x + 1, window.y + 1, window.x + 120, window.y + 120))
    assert follower.next().side <= 134


def test_an_object_that_grows_gets_a_larger_window() -> None:
    follower = started()
    for step in range(60):
        follower.see(follower.next(), box_at(300, 300, 30 + step))
    assert follower.next().side >= 3 * 89


def test_only_small_objects_in_large_frames_are_worth_a_window() -> None:
    assert is_worth_it(box_at(300, 300, 100), CELLS, LEAST)
    assert not is_worth_it(box_at(300, 300, 130), CELLS, LEAST)
    assert not is_worth_it(box_at(100, 100, 10), 2 * LEAST, LEAST)


def test_further_prompts_keep_the_size_where_it_fits() -> None:
    like = window_around(box_at(300, 300, 60), CELLS, LEAST)
    assert window_around(box_at(500, 500, 70), CELLS, LEAST, like).side == like.side
    assert window_around(box_at(500, 500, 90), CELLS, LEAST, like).side > like.side
