"""Answers requests with the model: the mask for prompts on a frame, and masklets followed through time."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from app.document.masklet import Masklet, Sample
from app.document.prompts import FramePrompts
from app.document.timing import FrameRange
from app.engine import following
from app.engine.frame_cache import FrameCache
from app.engine.levels import with_level
from app.engine.media_reader import MediaReader, open_media
from app.engine.model_store import ModelEntry, ModelStore
from app.engine.predictor import (
    Answer,
    Predictor,
    PredictorLoader,
    Rgb8,
    Session,
    load_predictor,
)
from app.engine.requests import (
    Cancelled,
    Candidate,
    Everything,
    EverythingRequest,
    Failed,
    Finished,
    Found,
    Reply,
    Request,
    Segmented,
    SegmentRequest,
    Status,
    Tracked,
    TrackRequest,
)
from app.engine.samples import encode_sample, mask_logits, pack_mask, unpack_mask
from app.engine.track_plan import TrackPass, plan_track
from app.errors import UserFacingError

logger = logging.getLogger(__name__)


# Decoded frames that are kept: going backward through a long group of pictures would otherwise
# decode it anew for every frame.
_FRAME_BYTES = 384 << 20


class Tracker:
    """Answers requests, one at a time, on one thread.

    A request carries all it needs. What is kept between requests (the open clip, the loaded model, the
    encodings of frames) only makes the next one faster.
    """

    def __init__(
        self,
        models: ModelStore,
        device: str = "auto",
        *,
        load: PredictorLoader = load_predictor,
        open_clip: Callable[[Path], MediaReader] = open_media,
    ) -> None:
        self._models = models
        self._device = device
        self._load = load
        self._open_clip = open_clip
        self._loaded: tuple[object, Predictor] | None = None
        self._clip: tuple[object, MediaReader] | None = None
        self._session: Session | None = None

    def handle(self, request: Request, cancel: threading.Event) -> Iterator[Reply]:
        """The replies to a request; the last one is Finished, Cancelled or Failed. Never raises.

        `cancel` is looked at between frames.
        """
        try:
            yield from self._answer(request, cancel)
        except UserFacingError as error:
            yield Failed(request.id, str(error), error.hint)
        except Exception:
            logger.exception("The tracker failed on %s", type(request).__name__)
            self.close()
            yield Failed(
                request.id, "The tracker stopped with an unexpected error.", "The log has the details."
            )

    def close(self) -> None:
        """Let go of the clip, so that its file can be moved or replaced."""
        if self._clip is not None:
            self._clip[1].close()
        self._clip = self._session = None

    def _answer(self, request: Request, cancel: threading.Event) -> Iterator[Reply]:
        entry = self._models.require(request.model)
        session = yield from self._prepare(request, entry)
        session.forget()
        if isinstance(request, SegmentRequest):
            yield _segment(session, request, entry.name)
        elif isinstance(request, EverythingRequest):
            yield _everything(session, request)
        elif isinstance(request, TrackRequest):
            yield from _Track(session, request, entry.name).replies(cancel)
        yield Cancelled(request.id) if cancel.is_set() else Finished(request.id)

    def _prepare(self, request: Request, entry: ModelEntry) -> Generator[Reply, None, Session]:
        """The session for the request's clip and model: the last request's where they are the same."""
        model_key = _file_key(entry.path)
        if self._loaded is None or self._loaded[0] != model_key:
            yield Status(request.id, f"Loading {entry.title}")
            self._session = self._loaded = None  # frees the old model first
            self._loaded = (model_key, self._load(entry, self._device))
        clip_key = _file_key(request.media.path)
        if self._clip is None or self._clip[0] != clip_key:
            self.close()
            self._clip = (clip_key, self._open_clip(request.media.path))
        if self._session is None:
            self._session = self._loaded[1].open(_ClipFrames(self._clip[1]))
        return self._session


def _segment(session: Session, request: SegmentRequest, model: str) -> Segmented:
    prompts = request.masklet.prompts.get(request.frame)
    if prompts is None:
        raise UserFacingError("There is nothing to answer on this frame.", "Click on the object first.")
    meant = with_level(request.masklet, request.frame)
    answer = session.prompt(request.frame, request.masklet.id, meant)
    candidates = tuple(Candidate(i, _sample(c, model, prompts)) for i, c in enumerate(answer.candidates))
    sample = _sample(answer, model, prompts)
    return Segmented(request.id, request.masklet.id, request.frame, prompts, sample, candidates)


def _everything(session: Session, request: EverythingRequest) -> Everything:
    found = session.everything(request.frame)
    objects = tuple(Found(pack_mask(o.mask), o.box, o.score) for o in found)
    return Everything(request.id, request.frame, objects)


class _Track:
    """One track request being answered."""

    def __init__(self, session: Session, request: TrackRequest, model: str) -> None:
        self._session = session
        self._request = request
        self._model = model
        clip = request.media.frames
        self._frames = FrameRange(clip.clip(request.frames.first), clip.clip(request.frames.last))
        self._masklets = {m.id: m for m in request.masklets}
        self._passes = plan_track(request.masklets, self._frames, request.start, request.direction)
        self._total = sum(len(p) for p in self._passes)
        self._clock = _Clock(self._total)

    def replies(self, cancel: threading.Event) -> Iterator[Reply]:
        if not self._passes:
            raise _nothing_to_track(self._request)
        done = 0
        for track_pass in self._passes:
            self._session.forget()
            for frame, answers in self._run(track_pass, cancel):
                done += 1
                samples = {m: self._take(m, frame, answer) for m, answer in answers.items()}
                left = self._clock.seconds_left(done)
                yield Tracked(self._request.id, frame, MappingProxyType(samples), done, self._total, left)
                if cancel.is_set():
                    return

    def _run(
        self, track_pass: TrackPass, cancel: threading.Event
    ) -> Iterator[tuple[int, Mapping[int, Answer]]]:
        for stretch in track_pass.stretches:
            for masklet_id in stretch.joining:
                self._join(self._masklets[masklet_id], stretch.first, cancel, backward=track_pass.backward)
            if cancel.is_set():
                return
            yield from self._session.propagate(stretch.first, stretch.last, backward=track_pass.backward)

    def _join(self, masklet: Masklet, first: int, cancel: threading.Event, *, backward: bool) -> None:
        """All prompted frames of a masklet are remembered from the start, those outside the range too.

        So are the tracked frames before `first`, which tracking then goes on from.
        """
        self._session.follow(masklet.id, following.policy(masklet))
        earlier = following.remembered(masklet, first, backward=backward, model=self._model)
        for frame, sample in sorted(earlier.items()):
            self._session.restore(frame, masklet.id, sample)
        for frame in sorted(masklet.prompts):
            if frame in self._request.media.frames and not cancel.is_set():
                self._session.prompt(frame, masklet.id, with_level(masklet, frame))

    def _take(self, masklet_id: int, frame: int, answer: Answer) -> Sample:
        return _sample(answer, self._model, self._masklets[masklet_id].prompts.get(frame))


def _nothing_to_track(request: TrackRequest) -> UserFacingError:
    if not any(m.prompts for m in request.masklets):
        return UserFacingError("Nothing to track: no masklet has a prompt.", "Click on the object first.")
    where = "after" if request.direction == "forward" else "before"
    return UserFacingError(
        f"Nothing to track {request.direction}: all prompts lie {where} the range.",
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


class _ClipFrames:
    """A clip as the model reads it, decoded frame by frame."""

    def __init__(self, reader: MediaReader) -> None:
        self._count = reader.media.frame_count
        self._cache = FrameCache(reader, _FRAME_BYTES)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, frame: int) -> Rgb8:
        return self._cache.rgb8(frame).copy()  # torch takes only arrays that it may write to


def _sample(answer: Answer, model: str, prompts: FramePrompts | None) -> Sample:
    """A mask that the user gave is the answer pixel for pixel, not as coarse as the model sees it."""
    given = prompts.mask if prompts is not None else None
    return encode_sample(
        answer.logits if given is None else mask_logits(unpack_mask(given)),
        presence=answer.presence,
        iou=answer.iou,
        pointer=answer.pointer,
        model=model,
        prompted=prompts is not None,
    )


def _file_key(path: Path) -> tuple[Path, int, int]:
    """Changes when the file does. A missing file has a key too: opening it says what is wrong."""
    try:
        found = path.stat()
    except OSError:
        return path, 0, 0
    return path, found.st_mtime_ns, found.st_size
