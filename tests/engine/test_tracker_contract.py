"""The tracker's contract, over random series of edits and tracks: what an artist did is never undone.

The model is a fake whose answers differ each time, so that a frame which is written shows it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import count
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import numpy as np
from hypothesis import given, settings

from app.document import approval, edits, hand
from app.document.masklet import Masklet
from app.document.media import Media
from app.document.project import Project
from app.document.prompts import Box, Click, FramePrompts
from app.document.sample import Sample
from app.document.strokes import Brush
from app.document.timing import FrameRange, FrameRate
from app.engine.answering import answer_prompts
from app.engine.predictor import Answer
from app.engine.requests import Tracked, TrackRequest
from app.engine.taking import with_tracked
from app.engine.track_run import TrackRun
from app.errors import UserFacingError

FRAMES = 24
MEDIA = Media(Path("/clip.mov"), 16, 12, FrameRate(Fraction(25)), FRAMES)
DAB = Brush(((4, 4),), 2)


class FickleSession:
    """A new answer each time; counts what it is asked for."""

    def __init__(self) -> None:
        self.known: dict[int, set[int]] = {}
        self.numbers = count(1)

    def forget(self, masklet_id: int | None = None) -> None:
        if masklet_id is None:
            self.known.clear()
        self.known.pop(masklet_id or 0, None)

    def prompt(self, frame: int, masklet_id: int, prompts: FramePrompts) -> Answer:
        self.known.setdefault(masklet_id, set()).add(frame)
        return self._answer()

    def follow(self, masklet_id: int, policy: str) -> None:
        self.known.setdefault(masklet_id, set())

    def restore(self, frame: int, masklet_id: int, sample: Sample) -> None:
        assert masklet_id in self.known

    def propagate(
        self, first: int, last: int, *, backward: bool
    ) -> Iterator[tuple[int, Mapping[int, Answer]]]:
        assert self.known
        for frame in range(first, last - 1, -1) if backward else range(first, last + 1):
            assert not any(frame in prompted for prompted in self.known.values())
            yield frame, {masklet: self._answer() for masklet in self.known}

    def _answer(self) -> Answer:
        number = next(self.numbers)
        logits = np.full((4, 4), -8, np.float32)
        logits.flat[: 1 + number % 15] = 1 + number % 60 / 8
        presence = -3.0 if number % 7 == 0 else 4.0
        return Answer(logits, presence, (number % 100) / 100, np.full(2, number % 512, np.float32))


PICTURE = np.zeros((12, 16, 3), np.uint8)


class World:
    def __init__(self) -> None:
        self.session: Any = FickleSession()
        self.project = edits.add_masklet(edits.add_masklet(edits.open_media(MEDIA)))

    def answer_prompts(self) -> None:
        """As the window does: every prompted frame is asked for."""
        for masklet in self.project.masklets:
            for frame in masklet.prompts.keys() - masklet.locked - masklet.track.keys():
                self.session.forget()
                answered = answer_prompts(self.session, masklet, frame, (12, 16))
                sample = answered.sample("fake", prompted=True)
                self.project = edits.add_samples(self.project, masklet.id, {frame: sample})

    def track(self, first: int, last: int, start: int, direction: Any, stop_after: int) -> list[Tracked]:
        masklets = self.project.masklets
        request = TrackRequest(
            1, MEDIA, masklets, FrameRange(first, last), start, direction, shots=self.project.shots
        )
        cancel = threading.Event()
        replies: list[Tracked] = []
        try:
            for reply in TrackRun(self.session, request, "fake", lambda _: PICTURE).replies(cancel):
                assert isinstance(reply, Tracked)
                replies.append(reply)
                self.project = with_tracked(self.project, reply, masklets)
                if len(replies) >= stop_after:
                    cancel.set()
        except UserFacingError:
            assert not replies
        return replies


FRAME = st.integers(0, FRAMES - 1)
DIRECTIONS = st.sampled_from(["both", "forward", "backward"])
STEPS = st.one_of(
    st.tuples(st.just("click"), st.integers(1, 2), FRAME),
    st.tuples(st.just("box"), st.integers(1, 2), FRAME),
    st.tuples(st.just("stroke"), st.integers(1, 2), FRAME),
    st.tuples(st.just("clear"), st.integers(1, 2), FRAME),
    st.tuples(st.just("lock"), st.integers(1, 2), FRAME),
    st.tuples(st.just("unlock"), st.integers(1, 2), FRAME),
    st.tuples(st.just("paint"), st.integers(1, 2), FRAME),
    st.tuples(st.just("cut"), st.just(1), FRAME),
    st.tuples(
        st.just("track"),
        FRAME,
        FRAME,
        FRAME,
        st.sampled_from(["both", "forward", "backward"]),
        st.integers(1, 99),
    ),
)


def edited(project: Project, kind: str, number: int, frame: int) -> Project:
    change = {
        "click": lambda: edits.add_click(project, number, frame, Click(1, 1)),
        "box": lambda: edits.set_box(project, number, frame, Box(0, 0, 5, 5)),
        "stroke": lambda: edits.add_stroke(project, number, frame, DAB),
        "clear": lambda: edits.clear_prompts(project, number, frame),
        "lock": lambda: approval.lock_frames(project, number, range(frame, frame + 3)),
        "unlock": lambda: approval.unlock_frames(project, number, [frame]),
        "paint": lambda: hand.paint(project, number, [frame], DAB),
        "cut": lambda: edits.add_cut(project, frame),
    }[kind]
    try:
        return change()
    except UserFacingError:
        return project


def locked_bytes(masklet: Masklet) -> dict[int, Any]:
    return {f: (masklet.track[f], masklet.prompts.get(f), masklet.hand.get(f)) for f in masklet.locked}


def check_rules(before: Project, after: Project) -> None:
    for old, new in zip(before.masklets, after.masklets, strict=True):
        kept = old.locked & new.locked
        assert {f: v for f, v in locked_bytes(old).items() if f in kept} == {
            f: v for f, v in locked_bytes(new).items() if f in kept
        }
        assert new.stale <= new.track.keys()
        assert not new.stale & new.anchors
        assert new.reviewed <= new.track.keys() | new.hand.keys()
        assert all(s.prompted or f not in new.prompts or f in new.locked for f, s in new.track.items())


@settings(max_examples=120, deadline=None)
@given(st.lists(STEPS, max_size=30))
def test_any_series_of_edits_and_tracks_keeps_the_contract(steps: list[tuple[Any, ...]]) -> None:
    world = World()
    for step in steps:
        before = world.project
        if step[0] == "track":
            _, a, b, start, direction, stop_after = step
            replies = world.track(min(a, b), max(a, b), start, direction, stop_after)
            check_track(before, replies, FrameRange(min(a, b), max(a, b)))
        else:
            kind, number, frame = step
            world.project = edited(world.project, kind, number, frame)
            if kind != "cut":  # editing one masklet leaves the other the same object
                assert world.project.masklet(3 - number) is before.masklet(3 - number)
            world.answer_prompts()
        check_rules(before, world.project)


def check_track(before: Project, replies: list[Tracked], area: FrameRange) -> None:
    """Only frames of the area are written that were stale or missing, or lie between such frames."""
    for reply in replies:
        assert reply.frame in area
        for number in reply.samples:
            masklet = before.masklet(number)
            assert reply.frame not in masklet.locked
            wanted = {f for f in area if f in masklet.stale or f not in masklet.track}
            fresh = area.first <= min(wanted) <= reply.frame <= max(wanted) <= area.last
            assert fresh
            shot = next(s for s in before.shots if reply.frame in s)
            assert any(a in shot for a in masklet.anchors)


@settings(max_examples=60, deadline=None)
@given(st.lists(STEPS, max_size=15))
def test_when_all_is_tracked_nothing_that_can_be_followed_is_stale(steps: list[tuple[Any, ...]]) -> None:
    world = World()
    for step in steps:
        if step[0] != "track":
            world.project = edited(world.project, *step)
            world.answer_prompts()
    world.track(0, FRAMES - 1, 0, "both", 10_000)
    for masklet in world.project.masklets:
        for shot in world.project.shots:
            present = [a for a in masklet.anchors if a in shot and a not in masklet.locked]
            if present:
                assert all(f in masklet.track and f not in masklet.stale for f in shot)
    assert world.track(0, FRAMES - 1, 0, "both", 10_000) == []


def test_what_one_masklet_is_given_does_not_depend_on_the_others_being_tracked() -> None:
    """Tracking masklet 2 alone, later, leaves the bytes of masklet 1 as they are."""
    world = World()
    world.project = edited(world.project, "click", 1, 3)
    world.answer_prompts()
    world.track(0, FRAMES - 1, 0, "both", 10_000)
    first = world.project.masklet(1)
    world.project = edited(world.project, "click", 2, 9)
    world.answer_prompts()
    replies = world.track(0, FRAMES - 1, 0, "both", 10_000)
    assert {n for r in replies for n in r.samples} == {2}
    assert world.project.masklet(1) is first
    assert replace(first) == world.project.masklet(1)
