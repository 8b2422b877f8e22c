"""A graphics card that is full: the processor goes on, and what was answered is kept.

The predictor is a fake that has no memory on "auto" and enough on "cpu"; the tracker is the real one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from app.document.prompts import FramePrompts
from app.engine.model_store import ModelEntry
from app.engine.predictor import Answer, Frames, GraphicsMemoryError
from app.engine.requests import Failed, Finished, Reply, Segmented, SegmentRequest, Status, Tracked
from tests.clips import Clip, write_clip
from tests.engine.test_tracker import FRAMES, Desk, FakePredictor, FakeSession, tracked


class SmallCard(FakeSession):
    """Has room for so many frames of one propagation."""

    room = 0

    def prompt(self, frame: int, masklet_id: int, prompts: FramePrompts) -> Answer:
        if not self.room:
            raise GraphicsMemoryError("The graphics card is out of memory.")
        return super().prompt(frame, masklet_id, prompts)

    def propagate(
        self, first: int, last: int, *, backward: bool
    ) -> Iterator[tuple[int, Mapping[int, Answer]]]:
        for done, answer in enumerate(super().propagate(first, last, backward=backward)):
            if done == self.room:
                raise GraphicsMemoryError("The graphics card is out of memory.")
            yield answer


class DeskWithCard(Desk):
    full_everywhere = False

    def _load(self, entry: ModelEntry, device: str) -> FakePredictor:
        found = super()._load(entry, device)
        return CardPredictor(self.log) if device != "cpu" or self.full_everywhere else found


class CardPredictor(FakePredictor):
    def open(self, frames: Frames) -> SmallCard:
        return SmallCard(frames, self._log)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskWithCard]:
    clip = write_clip(tmp_path / "clip.mp4", Clip(frames=FRAMES, width=64, height=48))
    made = DeskWithCard(clip)
    yield made
    made.tracker.close()


def sentences(replies: list[Reply]) -> list[str]:
    return [r.sentence for r in replies if isinstance(r, Status)]


GOES_ON = "The graphics card is out of memory. Going on with the processor, which is slower."


def test_a_click_is_answered_by_the_processor(desk: DeskWithCard) -> None:
    replies = desk.ask(SegmentRequest(3, desk.media, desk.masklet(5), 5))
    assert sentences(replies) == ["Loading Fake", GOES_ON, "Loading Fake"]
    assert isinstance(replies[-2], Segmented)
    assert replies[-1] == Finished(3)


def test_the_model_that_was_too_large_stays_on_the_processor_and_no_other(desk: DeskWithCard) -> None:
    masklet = desk.masklet(5)
    for model in ("", "", "other"):
        desk.ask(SegmentRequest(3, desk.media, masklet, 5, model))
    loads = [line for line in desk.log if line.startswith("load")]
    assert loads == ["load fake on auto", "load fake on cpu", "load other on auto", "load other on cpu"]


@pytest.mark.parametrize("prompted", [(0,), (4,), (0, 11), (2, 5)])
def test_tracking_goes_on_where_the_card_was_full(
    desk: DeskWithCard, monkeypatch: pytest.MonkeyPatch, prompted: tuple[int, ...]
) -> None:
    desk.masklet(*prompted)
    monkeypatch.setattr(SmallCard, "room", 3)
    replies = desk.track(0, "both")
    assert replies[-1] == Finished(7)
    assert sentences(replies).count(GOES_ON) == 1
    before = replies.index(next(r for r in replies if isinstance(r, Status) and r.text == GOES_ON))
    early, late = tracked(replies[:before]), tracked(replies[before:])
    done = {r.frame for r in replies[:before] if isinstance(r, Tracked) and not r.provisional}
    assert early
    assert done.isdisjoint(frame for frame, _ in late), "what was answered is not computed again"
    assert {frame for frame, _ in early + late} == set(range(FRAMES))
    last = [r for r in replies if isinstance(r, Tracked)]
    assert [r.done for r in last] == list(range(1, len(last) + 1))
    assert last[-1].done == last[-1].total


def test_a_processor_that_cannot_either_ends_in_the_sentence(desk: DeskWithCard) -> None:
    desk.full_everywhere = True
    replies = desk.ask(SegmentRequest(3, desk.media, desk.masklet(5), 5))
    assert replies[-1] == Failed(3, "The graphics card is out of memory.")
    assert sentences(replies).count(GOES_ON) == 1
