"""Draft to final from the menu: another model answers the same prompts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QInputDialog

from app.engine.requests import Tracked
from app.ui import messages
from tests.ui.fakes import FRAMES, FakeTracker
from tests.ui.flows.test_roto import click_square, masklet, track, trigger


class OtherOpinion(FakeTracker):
    """Sees nothing where the square is on frame 8 when it is the other model."""

    def _answer(self, request, cancel):
        for reply in super()._answer(request, cancel):
            if isinstance(reply, Tracked) and request.model == "other" and reply.frame == 8:
                gone = {i: replace(s, presence=-5.0) for i, s in reply.samples.items()}
                reply = replace(reply, samples=gone)
            yield reply


@pytest.fixture
def tracker():
    return OtherOpinion()


@pytest.fixture
def draft(on_clip, qtbot, monkeypatch):
    """A tracked masklet with frame 4 locked, and a second model on this computer."""
    click_square(on_clip, qtbot)
    track(on_clip, qtbot)
    on_clip.state.go_to(4)
    trigger(on_clip, "lock")
    models = on_clip.services.models
    own = models.default()
    other = replace(own, name="other", title="Other", embedded=False, default=False)
    monkeypatch.setattr(models, "entries", lambda: (own, other))
    monkeypatch.setattr(QInputDialog, "getItem", lambda *_, **__: ("Other", True))
    return on_clip


def test_the_final_replaces_the_draft_and_where_they_differ_is_marked(draft, qtbot):
    before = draft.document.project
    with qtbot.waitSignal(draft.tracking.ended) as ended:
        trigger(draft, "track_again")
    project = draft.document.project
    assert project.model == "other"
    assert masklet(draft).prompts == before.masklets[0].prompts
    assert masklet(draft).track[4] is before.masklets[0].track[4]  # locked
    assert masklet(draft).track[6] is not before.masklets[0].track[6]
    assert not masklet(draft).stale
    assert [(m.frame, "IoU 0.00" in m.text) for m in project.markers] == [(8, True)]
    assert ended.args is not None
    assert ended.args[0].endswith(": 1")
    trigger(draft, "undo")
    assert draft.document.project is before


def test_stopped_midway_the_rest_of_the_draft_stays_and_is_stale(draft, tracker, qtbot):
    tracker.hold_after = 3
    before = masklet(draft)
    with qtbot.waitSignal(draft.tracking.ended):
        trigger(draft, "track_again")
        qtbot.waitUntil(lambda: len(masklet(draft).stale) < FRAMES - 2 and bool(masklet(draft).stale))
        draft.tracking.cancel()
    rest = masklet(draft).stale
    assert rest
    assert all(masklet(draft).track[f] is before.track[f] for f in rest)


def test_a_second_model_is_needed(draft, monkeypatch):
    models = draft.services.models
    monkeypatch.setattr(models, "entries", lambda: (models.default(),))
    asked = []
    monkeypatch.setattr(messages, "ask", lambda *words, **_: asked.append(words[2]))
    trigger(draft, "track_again")
    assert "no other model" in asked[0]
    assert not draft.tracking.is_running
