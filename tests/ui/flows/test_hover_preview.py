"""What a click would give is shown before it is made, and what it may mean can be chosen after it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.document.prompts import Click
from app.engine.requests import Candidate, Reply, Segmented, SegmentRequest, TrackRequest
from app.ui.tracker_thread import PREVIEW_ID, supersedes
from tests.ui.fakes import FakeTracker, square_sample


class AmbiguousTracker(FakeTracker):
    """A single click may mean three things; the level that was chosen is the answer."""

    def _answer(self, request, cancel: threading.Event) -> Iterator[Reply]:
        for reply in super()._answer(request, cancel):
            if not isinstance(reply, Segmented) or len(reply.prompts.clicks) != 1:
                yield reply
                continue
            samples = [replace(square_sample(frame, prompted=True), iou=0.5) for frame in (0, 1, 2)]
            level = 1 if reply.prompts.level is None else reply.prompts.level
            found = tuple(Candidate(i, sample) for i, sample in enumerate(samples))
            yield replace(reply, sample=samples[level], candidates=found)


@pytest.fixture
def tracker():
    return AmbiguousTracker()


def hover(window, qtbot, x, y) -> None:
    with qtbot.waitSignal(window.feed.thumbnails_shown, check_params_cb=bool):
        window.viewer.hovered.emit((x, y))


def click(window, qtbot) -> None:
    window.viewer.clicked.emit(Click(18, 30))
    qtbot.waitUntil(lambda: not window.tracking.is_answering and window.candidates.isVisible())


def marked(window) -> list[bool]:
    return [button.isChecked() for button in window.candidates.buttons]


def test_resting_shows_the_mask_and_its_meanings_and_changes_nothing(on_clip, qtbot):
    before = on_clip.document.project
    hover(on_clip, qtbot, 18, 30)
    assert on_clip.document.project is before
    assert on_clip.feed.preview.sample is not None
    assert len(on_clip.candidates.buttons) == 3
    on_clip.viewer.hovered.emit(None)
    assert on_clip.feed.preview is None
    qtbot.waitUntil(lambda: not on_clip.candidates.isVisible())


def test_nothing_is_asked_while_masklets_are_tracked_or_previews_are_off(on_clip, qtbot, tracker):
    on_clip.actions_by_id["hover_preview"].trigger()
    on_clip.viewer.hovered.emit((18, 30))
    qtbot.wait(150)
    assert not [r for r in tracker.requests if isinstance(r, SegmentRequest)]


def test_a_meaning_is_chosen_by_its_thumbnail_and_by_key(on_clip, qtbot):
    click(on_clip, qtbot)
    masklet = on_clip.document.project.masklets[0]
    assert masklet.track[0].logits == square_sample(1, prompted=True).logits
    assert marked(on_clip) == [False, True, False]
    on_clip.candidates.buttons[2].click()
    qtbot.waitUntil(lambda: not on_clip.tracking.is_answering)
    qtbot.waitUntil(lambda: marked(on_clip) == [False, False, True])
    on_clip.candidates.buttons[2].click()
    assert marked(on_clip) == [False, False, True]
    masklet = on_clip.document.project.masklets[0]
    assert masklet.prompts[0].level == 2
    assert masklet.track[0].logits == square_sample(2, prompted=True).logits
    on_clip.actions_by_id["next_meaning"].trigger()
    assert on_clip.document.project.masklets[0].prompts[0].level == 0


def test_the_meanings_go_when_the_playhead_does(on_clip, qtbot):
    click(on_clip, qtbot)
    on_clip.state.go_to(3)
    qtbot.waitUntil(lambda: not on_clip.candidates.isVisible())


def test_a_preview_gives_way_to_all_and_takes_the_place_of_none(on_clip, qtbot):
    click(on_clip, qtbot)
    project = on_clip.document.project
    real = SegmentRequest(1, project.media, project.masklets[0], 0)
    preview = replace(real, masklet=replace(project.masklets[0], id=PREVIEW_ID))
    track = TrackRequest(2, project.media, project.masklets, project.work_area, 0)
    assert supersedes(real, preview)
    assert supersedes(track, preview)
    assert supersedes(preview, preview)
    assert not supersedes(preview, real)
    assert not supersedes(preview, track)
