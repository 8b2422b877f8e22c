"""Shots in the window: found on opening, never crossed by Track; an object is found again behind a cut."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from app.document import edits
from app.engine.requests import TrackRequest
from app.engine.shots import ShotsFound
from app.ui import cut_finder
from tests.ui.fakes import FRAMES, write_clip
from tests.ui.flows.test_roto import click_square, masklet, track, trigger

CUT = 6


@pytest.fixture
def two_shots(tmp_path: Path) -> Path:
    return write_clip(tmp_path / "two.mp4", cut=CUT)


def test_cuts_are_found_when_a_clip_is_opened_and_are_no_step(window, two_shots, qtbot):
    window.open(two_shots)
    qtbot.waitUntil(lambda: window.document.project.cuts == (CUT,))
    assert not window.document.is_modified
    assert window.document.undo_stack.count() == 0
    assert "1 cuts found" in window.status.text.text()


def test_cuts_that_are_found_late_are_there_after_an_undo(window, two_shots, qtbot, monkeypatch):
    gate = gated(monkeypatch)
    window.open(two_shots)
    qtbot.waitUntil(lambda: window.document.project.media is not None)
    window.document.edit("Add", edits.add_masklet)
    gate.set()
    qtbot.waitUntil(lambda: window.document.project.cuts == (CUT,))
    trigger(window, "undo")
    assert window.document.project.cuts == (CUT,)


def test_track_waits_for_the_cuts_and_does_not_cross_them(window, two_shots, qtbot, tracker, monkeypatch):
    gate = gated(monkeypatch)
    with qtbot.waitSignal(window.feed.frame_shown):
        window.open(two_shots)
    click_square(window, qtbot)
    trigger(window, "track_forward")
    assert not any(isinstance(r, TrackRequest) for r in tracker.requests)
    assert not window.actions_by_id["track_forward"].isEnabled()
    with qtbot.waitSignal(window.tracking.ended):
        gate.set()
    asked = next(r for r in tracker.requests if isinstance(r, TrackRequest))
    assert [(s.first, s.last) for s in asked.shots] == [(0, CUT - 1), (CUT, FRAMES - 1)]


def test_escape_ends_the_waiting(window, two_shots, qtbot, tracker, monkeypatch):
    gate = gated(monkeypatch)
    with qtbot.waitSignal(window.feed.frame_shown):
        window.open(two_shots)
    click_square(window, qtbot)
    trigger(window, "track_forward")
    trigger(window, "cancel")
    gate.set()
    qtbot.waitUntil(lambda: window.document.project.cuts == (CUT,))
    assert not window.tracking.is_running
    assert not any(isinstance(r, TrackRequest) for r in tracker.requests)


def test_an_object_is_found_again_behind_a_cut_in_one_step(on_clip, qtbot):
    on_clip.document.edit("Cut", lambda p: edits.set_cuts(p, [CUT]))
    click_square(on_clip, qtbot)
    track(on_clip, qtbot)
    on_clip.state.go_to(CUT)
    before = on_clip.document.project
    trigger(on_clip, "find_again")
    qtbot.waitUntil(lambda: CUT in masklet(on_clip).prompts)
    assert masklet(on_clip).prompts[CUT].mask is not None
    assert masklet(on_clip).track[CUT].prompted
    assert "is found" in on_clip.status.text.text()
    trigger(on_clip, "undo")
    assert on_clip.document.project is before


def test_an_object_that_is_not_there_is_told(on_clip, qtbot, tracker):
    click_square(on_clip, qtbot)
    track(on_clip, qtbot)
    on_clip.state.go_to(CUT)
    tracker.fails = True
    with qtbot.waitSignal(on_clip.reacquiring.failed):
        trigger(on_clip, "find_again")
    assert CUT not in masklet(on_clip).prompts


def gated(monkeypatch) -> threading.Event:
    """The search for cuts finds the one there is, once the event is set."""
    gate = threading.Event()

    def find_cuts(_reader, frames, _cancel):
        gate.wait(20)
        yield ShotsFound(len(frames), len(frames), (CUT,))

    monkeypatch.setattr(cut_finder, "find_cuts", find_cuts)
    return gate
