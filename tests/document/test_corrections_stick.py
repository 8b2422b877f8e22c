"""What was corrected or approved stays: locks, stale stretches and the hand layer."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from app.document import approval, edits, hand
from app.document.masklet import Sample
from app.document.media import Media
from app.document.project import Project
from app.document.prompts import Box, Click
from app.document.stretches import Stretch, runs, stretches
from app.document.strokes import Brush, Lasso, moved_stroke
from app.document.timing import FrameRange, FrameRate
from app.errors import UserFacingError

MEDIA = Media(Path("/clip.mov"), 640, 360, FrameRate(Fraction(25)), 100)
DAB = Brush(((10, 20), (30, 20)), 5)


def sample(tag: int = 0, *, prompted: bool = False) -> Sample:
    return Sample(4, 4, bytes([tag]), 5, 0.9, b"", "m", prompted)


@pytest.fixture
def project() -> Project:
    """Prompted on 10, 20 and 30, tracked from 0 to 39."""
    new = edits.add_masklet(edits.open_media(MEDIA))
    for frame in (10, 20, 30):
        new = edits.add_click(new, 1, frame, Click(1, 1))
    prompted = {f: sample(f, prompted=True) for f in (10, 20, 30)}
    return edits.add_samples(new, 1, {**{f: sample(f) for f in range(40)}, **prompted})


def stale(project: Project) -> list[FrameRange]:
    return list(runs(project.masklet(1).stale))


def test_a_correction_makes_stale_only_what_lies_between_its_neighbours(project: Project) -> None:
    assert stale(edits.add_click(project, 1, 20, Click(2, 2))) == [FrameRange(11, 19), FrameRange(21, 29)]
    assert stale(edits.add_click(project, 1, 15, Click(2, 2))) == [FrameRange(11, 14), FrameRange(16, 19)]
    assert stale(edits.clear_prompts(project, 1, 30)) == [FrameRange(21, 29), FrameRange(31, 39)]


def test_a_correction_does_not_reach_over_a_cut(project: Project) -> None:
    cut = edits.set_cuts(project, [25, 15])
    assert cut.shots == (FrameRange(0, 14), FrameRange(15, 24), FrameRange(25, 99))
    assert stale(edits.add_click(cut, 1, 20, Click(2, 2))) == [FrameRange(15, 19), FrameRange(21, 24)]
    assert stale(edits.set_box(cut, 1, 15, Box(0, 0, 2, 2))) == [FrameRange(16, 19)]


def test_a_lock_is_an_anchor(project: Project) -> None:
    locked = approval.lock_frames(project, 1, [14, 15])
    assert stale(locked) == []
    assert stale(edits.add_click(locked, 1, 20, Click(2, 2))) == [FrameRange(16, 19), FrameRange(21, 29)]


def test_locking_what_was_stale_tells_its_neighbours(project: Project) -> None:
    corrected = edits.add_click(project, 1, 20, Click(2, 2))
    locked = approval.lock_frames(corrected, 1, range(11, 20))
    assert stale(locked) == [FrameRange(21, 29)]
    painted = approval.lock_frames(hand.paint(project, 1, [15], DAB), 1, [15])
    assert stale(painted) == [FrameRange(11, 14), FrameRange(16, 19)]


def test_a_locked_frame_refuses_every_change(project: Project) -> None:
    locked = approval.lock_frames(project, 1, [10, 15])
    for edit in (
        lambda: edits.add_click(locked, 1, 15, Click(2, 2)),
        lambda: edits.add_stroke(locked, 1, 15, DAB),
        lambda: edits.clear_prompts(locked, 1, 10),
        lambda: hand.paint(locked, 1, [14, 15], DAB),
    ):
        with pytest.raises(UserFacingError, match=r"Frame 1[05] of Masklet 1 is locked"):
            edit()
    after = edits.add_samples(locked, 1, {15: sample(99), 16: sample(99)})
    assert after.masklet(1).track[15] == sample(15)
    assert after.masklet(1).track[16] == sample(99)
    assert 15 in edits.clear_track(locked, 1).masklet(1).track
    assert edits.add_click(approval.unlock_frames(locked, 1, [15]), 1, 15, Click(2, 2))


def test_frames_without_a_mask_cannot_be_locked(project: Project) -> None:
    assert approval.lock_frames(project, 1, [39, 40]).masklet(1).locked == {39}


def test_an_answer_that_is_not_the_last_word_stays_stale(project: Project) -> None:
    open_ = edits.add_samples(project, 1, {12: sample(1), 20: sample(2, prompted=True)}, stale=True)
    assert stale(open_) == [FrameRange(12, 12)]
    assert stale(edits.add_samples(open_, 1, {12: sample(1)})) == []


def test_what_was_reviewed_is_to_be_reviewed_again_after_a_change(project: Project) -> None:
    seen = approval.review_frames(project, 1, [11, 12, 13, 50])
    assert seen.masklet(1).reviewed == {11, 12, 13}
    assert edits.add_samples(seen, 1, {11: sample(9)}).masklet(1).reviewed == {12, 13}
    assert hand.paint(seen, 1, [12], DAB).masklet(1).reviewed == {11, 13}
    assert seen.masklet(1).seen == {10, 11, 12, 13, 20, 30}
    assert approval.review_frames(seen, 1, [12], good=False).masklet(1).reviewed == {11, 13}


def test_a_stroke_on_a_tracked_frame_corrects_its_mask(project: Project) -> None:
    after = edits.add_stroke(project, 1, 15, DAB)
    prompts = after.masklet(1).prompts[15]
    assert (prompts.corrects, prompts.strokes) == (sample(15), (DAB,))
    moved = edits.replace_stroke(after, 1, 15, 0, moved_stroke(DAB, 1, 2))
    assert moved.masklet(1).prompts[15].strokes[0].points == ((11, 22), (31, 22))
    gone = edits.replace_stroke(moved, 1, 15, 0, None)
    assert gone.masklet(1).track[15] == sample(15)
    assert 15 not in gone.masklet(1).prompts
    assert 15 in gone.masklet(1).stale


def test_clicks_are_moved_and_removed(project: Project) -> None:
    two = edits.add_click(project, 1, 10, Click(5, 5, positive=False))
    moved = edits.replace_click(two, 1, 10, 1, Click(7, 7))
    assert moved.masklet(1).prompts[10].clicks == (Click(1, 1), Click(7, 7))
    assert edits.replace_click(moved, 1, 10, 0, None).masklet(1).prompts[10].clicks == (Click(7, 7),)


def test_paint_is_held_and_cleared_and_leaves_the_track_alone(project: Project) -> None:
    painted = hand.hold(hand.paint(project, 1, [12], DAB), 1, 12, range(12, 16))
    assert dict(painted.masklet(1).hand) == dict.fromkeys(range(12, 16), (DAB,))
    assert painted.masklet(1).track == project.masklet(1).track
    cleared = hand.set_hand(painted, 1, {12: (), 13: ()})
    assert dict(cleared.masklet(1).hand) == dict.fromkeys((14, 15), (DAB,))


def test_stretches_lie_between_anchors_and_cuts(project: Project) -> None:
    cut = replace(project, cuts=(25, 50))
    assert list(stretches(cut.masklet(1), cut.shots)) == [
        Stretch(FrameRange(0, 9), None, 10),
        Stretch(FrameRange(11, 19), 10, 20),
        Stretch(FrameRange(21, 24), 20, None),
        Stretch(FrameRange(25, 29), None, 30),
        Stretch(FrameRange(31, 49), 30, None),
        Stretch(FrameRange(50, 99), None, None),
    ]


def test_markers_are_sorted_and_one_on_a_frame(project: Project) -> None:
    new = edits.set_marker(edits.set_marker(project, 9, "b"), 3)
    new = edits.set_marker(new, 9, "c")
    assert [(m.frame, m.text) for m in new.markers] == [(3, ""), (9, "c")]
    assert [m.frame for m in edits.remove_marker(new, 3).markers] == [9]


def test_an_outline_needs_three_points_and_a_brush_a_radius() -> None:
    with pytest.raises(ValueError, match="three points"):
        Lasso(((0, 0), (1, 1)))
    with pytest.raises(ValueError, match="radius"):
        Brush(((0, 0),), 0)
