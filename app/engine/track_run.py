"""One track request being answered, leg by leg (see `track_plan`)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from types import MappingProxyType

from app.document.masklet import Masklet
from app.document.prompts import FramePrompts
from app.document.sample import Sample
from app.document.timing import FrameRange
from app.engine import following
from app.engine.answering import Answered, anchor_mask, answer_prompts
from app.engine.blending import blended
from app.engine.requests import Reply, Tracked, TrackRequest
from app.engine.samples import pack_mask
from app.engine.session import Rgb8, Session
from app.engine.steadiness import SteadinessMeter
from app.engine.track_plan import Leg, Run, legs, plan_runs
from app.errors import UserFacingError


class TrackRun:
    """`replies` gives a Tracked for every frame; cancel is looked at between frames."""

    def __init__(
        self, session: Session, request: TrackRequest, model: str, look: Callable[[int], Rgb8]
    ) -> None:
        """`look` gives a frame of the clip as the session sees it."""
        self._session = session
        self._steadiness = SteadinessMeter(look)
        self._request = request
        self._model = model
        media = request.media
        self._size = (media.height, media.width)
        clip = media.frames
        area = FrameRange(clip.clip(request.frames.first), clip.clip(request.frames.last))
        self._masklets = {m.id: m for m in request.masklets}
        self._runs = plan_runs(
            request.masklets, area, request.shots or (clip,), request.start, request.direction
        )
        self._forward = list(legs(self._runs, backward=False))
        self._backward = list(legs(self._runs, backward=True))
        self._unanswered = {(m.id, f) for m in request.masklets for f in _unanswered(m, area)}
        self._ahead: dict[tuple[int, int], Sample] = {}  # what the forward pass said of two-sided runs
        self._two_sided: dict[int, Run] = {}  # the runs of this pass that have another end, by masklet
        self._done = 0
        self._total = sum(len(leg) for leg in (*self._forward, *self._backward)) + len(self._unanswered)
        self._clock = _Clock(self._total)

    def replies(self, cancel: threading.Event) -> Iterator[Reply]:
        if not self._total:
            raise _nothing_to_track(self._request)
        for backward, passed in ((False, self._forward), (True, self._backward)):
            self._session.forget()
            self._two_sided.clear()
            for leg in passed:
                yield from self._pass(leg, cancel, backward=backward)
                if cancel.is_set():
                    return
        yield from self._answer_the_rest(cancel)

    def _pass(self, leg: Leg, cancel: threading.Event, *, backward: bool) -> Iterator[Tracked]:
        for run in leg.joining:
            yield from self._join(run, leg.first, cancel, backward=backward)
        if cancel.is_set():
            return
        for frame, answers in self._session.propagate(leg.first, leg.last, backward=backward):
            samples = {m: Answered(a).sample(self._model, prompted=False) for m, a in answers.items()}
            samples = self._steadiness.measured(frame, samples)
            if backward:
                samples = {m: self._with_ahead(m, frame, s) for m, s in samples.items()}
                provisional = frozenset[int]()
            else:
                provisional = frozenset(self._two_sided.keys() & samples.keys())
                self._ahead.update({(m, frame): samples[m] for m in provisional})
            yield self._tracked(frame, samples, provisional)
            if cancel.is_set():
                return
        for masklet_id in leg.leaving:
            self._session.forget(masklet_id)
            self._two_sided.pop(masklet_id, None)

    def _join(self, run: Run, first: int, cancel: threading.Event, *, backward: bool) -> Iterator[Tracked]:
        """The run's own anchors are remembered from the start, and what is up to date right before it."""
        masklet = self._masklets[run.masklet_id]
        self._session.follow(masklet.id, following.policy(masklet))
        for frame in run.anchors:
            if cancel.is_set():
                return
            answered = self._anchor(masklet, frame)
            if (masklet.id, frame) in self._unanswered:
                self._unanswered.discard((masklet.id, frame))
                yield self._tracked(frame, {masklet.id: answered.sample(self._model, prompted=True)})
        for frame, sample in self._remembered(run, first, backward=backward):
            self._session.restore(frame, masklet.id, sample)
        if run.is_two_sided:
            self._two_sided[masklet.id] = run

    def _anchor(self, masklet: Masklet, frame: int) -> Answered:
        if frame not in masklet.locked:
            return answer_prompts(self._session, masklet, frame, self._size)
        mask = anchor_mask(masklet, frame, self._size)
        return Answered(self._session.prompt(frame, masklet.id, FramePrompts(mask=pack_mask(mask))), mask)

    def _remembered(self, run: Run, first: int, *, backward: bool) -> list[tuple[int, Sample]]:
        """The answers of the run's own stretch that lie before it and are up to date."""
        masklet = self._masklets[run.masklet_id]
        found = following.remembered(masklet, first, backward=backward, model=self._model)
        low, high = (first, run.right) if backward else (run.left, first)
        if low is None or high is None:
            return []
        return [(f, s) for f, s in sorted(found.items()) if low < f < high and f not in masklet.locked]

    def _with_ahead(self, masklet_id: int, frame: int, sample: Sample) -> Sample:
        ahead = self._ahead.pop((masklet_id, frame), None)
        if ahead is None:
            return sample
        frames = self._two_sided[masklet_id].frames
        return blended(ahead, sample, (frame - frames.first + 1) / (len(frames) + 1))

    def _answer_the_rest(self, cancel: threading.Event) -> Iterator[Tracked]:
        """Prompted frames with nothing to track beside them."""
        for masklet_id, frame in sorted(self._unanswered):
            if cancel.is_set():
                return
            self._session.forget(masklet_id)
            answered = answer_prompts(self._session, self._masklets[masklet_id], frame, self._size)
            yield self._tracked(frame, {masklet_id: answered.sample(self._model, prompted=True)})

    def _tracked(
        self, frame: int, samples: dict[int, Sample], provisional: frozenset[int] = frozenset()
    ) -> Tracked:
        self._done += 1
        left = self._clock.seconds_left(self._done)
        values = MappingProxyType(samples)
        return Tracked(self._request.id, frame, values, self._done, self._total, left, provisional)


def _unanswered(masklet: Masklet, area: FrameRange) -> Iterator[int]:
    """Prompted frames in the area that have no answer yet."""
    for frame in masklet.prompts:
        sample = masklet.track.get(frame)
        if frame in area and frame not in masklet.locked and (sample is None or not sample.prompted):
            yield frame


def _nothing_to_track(request: TrackRequest) -> UserFacingError:
    if not any(m.anchors for m in request.masklets):
        return UserFacingError("Nothing to track: no masklet has a prompt.", "Click on the object first.")
    area, direction = request.frames, request.direction
    anchors = [a for m in request.masklets for a in m.anchors]
    if direction == "forward" and all(a > area.last for a in anchors):
        where = "after"
    elif direction == "backward" and all(a < area.first for a in anchors):
        where = "before"
    else:
        return UserFacingError(
            "Nothing to track: all that can be followed here is up to date.",
            "Correct a frame, prompt the object in another shot, or widen the in and out points.",
        )
    return UserFacingError(
        f"Nothing to track {direction}: all prompts lie {where} the range.",
        "Track in the other direction, or widen the in and out points.",
    )


class _Clock:
    """Estimates the time that is left from the pace of the recent frames."""

    _RECENT = 0.1  # weight of the newest frame: a pace over about ten frames

    def __init__(self, total: int) -> None:
        self._total = total
        self._last = time.monotonic()
        self._pace_s: float | None = None

    def seconds_left(self, done: int) -> float | None:
        """None for the first frame, which pays for the start."""
        now = time.monotonic()
        took, self._last = now - self._last, now
        if done < 2:
            return None
        self._pace_s = took if self._pace_s is None else self._pace_s + self._RECENT * (took - self._pace_s)
        return self._pace_s * (self._total - done)
