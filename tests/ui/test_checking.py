"""Review, locks, problems and repairs from the window, and what a crash leaves."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QInputDialog

from app.document import edits
from app.document.project import Project
from app.engine.autosave import Autosave, recoverable
from app.ui import messages
from app.ui.autosaving import ask_recovery
from app.ui.timeline_review import snapped
from app.ui.timeline_scale import TimelineScale
from tests.ui.fakes import FRAMES
from tests.ui.flows.test_roto import click_square, masklet, track, trigger


@pytest.fixture
def tracked(on_clip, qtbot):
    """A masklet tracked through the whole clip, the playhead on frame 6."""
    click_square(on_clip, qtbot)
    track(on_clip, qtbot)
    on_clip.state.go_to(6)
    return on_clip


def test_a_locked_frame_is_not_tracked_again(tracked, qtbot):
    trigger(tracked, "lock")
    assert masklet(tracked).locked == {6}
    sample = masklet(tracked).track[6]
    tracked.state.go_to(0)
    track(tracked, qtbot)
    assert masklet(tracked).track[6] is sample
    tracked.state.go_to(6)
    trigger(tracked, "lock")
    assert not masklet(tracked).locked


def test_reviewing_says_how_much_was_looked_at(tracked):
    trigger(tracked, "review")
    assert masklet(tracked).reviewed == {6}
    assert "% reviewed" in tracked.status.text.text()
    trigger(tracked, "undo")
    assert not masklet(tracked).reviewed


def test_the_work_area_is_locked_in_one_step(tracked):
    trigger(tracked, "lock_area")
    assert masklet(tracked).locked == set(range(FRAMES))
    trigger(tracked, "undo")
    assert not masklet(tracked).locked


def test_n_goes_to_the_worst_frames_until_they_are_reviewed(tracked, qtbot):
    here = masklet(tracked)
    bad = {f: replace(here.track[f], presence=-0.5, iou=0.1) for f in (8, 9)}
    tracked.document.edit("Spoil", lambda p: edits.add_samples(p, here.id, bad))
    qtbot.waitUntil(lambda: max(tracked.checking.scores.get(here.id, {0: 0.0}).values()) > 0.5)
    trigger(tracked, "next_problem")
    found = tracked.state.playhead
    assert found in (7, 8, 9, 10)
    trigger(tracked, "review")
    tracked.state.go_to(FRAMES - 1)
    trigger(tracked, "previous_problem")
    assert tracked.state.playhead != found


def test_a_masklet_is_split_copied_and_merged(tracked):
    trigger(tracked, "split")
    first, second = tracked.document.project.masklets
    assert max(first.track) == 5
    assert min(second.track) == 6
    tracked.state.select(first.id)
    tracked.repairing.merge_with(second.id)
    assert set(masklet(tracked).track) == set(range(FRAMES))
    trigger(tracked, "copy_masklet")
    assert len(tracked.document.project.masklets) == 2


def test_the_tail_is_cut_where_the_object_leaves(tracked):
    trigger(tracked, "cut_tail")
    assert all(masklet(tracked).track[f].presence <= 0 for f in range(6, FRAMES))


def test_a_marker_is_set_and_taken_away(tracked, monkeypatch):
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("hair", True))
    trigger(tracked, "marker")
    assert [(m.frame, m.text) for m in tracked.document.project.markers] == [(6, "hair")]
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("", True))
    trigger(tracked, "marker")
    assert tracked.document.project.markers == ()


def test_a_cut_is_marked_by_hand(tracked):
    trigger(tracked, "cut")
    assert tracked.document.project.cuts == (6,)
    trigger(tracked, "cut")
    assert not tracked.document.project.cuts


def test_handles_snap_to_cuts_and_markers(tracked):
    project = edits.set_marker(edits.set_cuts(tracked.document.project, [5]), 9)
    scale = TimelineScale(frame_count=FRAMES, px_per_frame=4.0, width=200.0)
    assert snapped(4, project, 0, scale, is_end=False) == 5
    assert snapped(5, project, 0, scale, is_end=True) == 4
    assert snapped(8, project, 0, scale, is_end=False) == 9
    wide = TimelineScale(frame_count=FRAMES, px_per_frame=40.0, width=500.0)
    assert snapped(8, project, 0, wide, is_end=False) == 8


def test_unsaved_work_survives_a_crash_and_is_offered_again(make_window, clip_path, qtbot, monkeypatch):
    crashed = Autosave()
    window = make_window()
    window.open(clip_path)
    qtbot.waitUntil(lambda: window.document.project.media is not None)
    project = edits.add_masklet(window.document.project, "Dancer")
    crashed.keep(project, None)
    assert crashed._lock is not None
    crashed._lock.close()  # the program died
    assert len(recoverable()) == 1
    asked = []
    monkeypatch.setattr(
        messages, "ask_to_recover", lambda _, question: asked.append(question) or answers.pop(0)
    )
    answers = [messages.Recover.LATER, messages.Recover.NOW]
    assert ask_recovery(window) is None
    assert "square.mp4" in asked[0]
    window.start(None)
    qtbot.waitUntil(lambda: any(m.name == "Dancer" for m in window.document.project.masklets))
    assert window.document.is_modified
    qtbot.waitUntil(lambda: recoverable() == ())  # what was left is dropped once it is kept anew


def test_what_a_crash_left_can_be_discarded(window, monkeypatch):
    crashed = Autosave()
    crashed.keep(edits.add_masklet(Project(), "Dancer"), None)
    assert crashed._lock is not None
    crashed._lock.close()
    monkeypatch.setattr(messages, "ask_to_recover", lambda *_: messages.Recover.DISCARD)
    assert ask_recovery(window) is None
    assert recoverable() == ()


def test_a_saved_project_leaves_no_autosave(make_window, clip_path, qtbot, tmp_path):
    window = make_window()
    window.open(clip_path)
    qtbot.waitUntil(lambda: window.document.project.media is not None)
    window.document.edit("Add", edits.add_masklet)
    with qtbot.waitSignal(window.autosaving.kept):
        window.autosaving.keep()
    window.document.mark_saved(window.document.project, tmp_path / "a.masklet")
    qtbot.waitUntil(lambda: not window.autosaving.lane.is_busy)
    window.autosaving.end()
    assert recoverable() == ()


def test_cuts_are_found_and_taken_in_as_one_step(on_clip, qtbot):
    on_clip.document.edit("Wrong cut", lambda p: edits.set_cuts(p, [3]))
    trigger(on_clip, "find_cuts")
    qtbot.waitUntil(lambda: on_clip.document.project.cuts == ())  # the clip has none
    trigger(on_clip, "undo")
    assert on_clip.document.project.cuts == (3,)
