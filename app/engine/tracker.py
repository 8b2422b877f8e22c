"""Answers requests with the model: the mask for prompts on a frame, and masklets followed through time."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from pathlib import Path

from app.document.prompts import FramePrompts
from app.engine.answering import Answered, answer_prompts
from app.engine.frame_cache import FrameCache
from app.engine.media_reader import MediaReader, open_media
from app.engine.model_store import ModelEntry, ModelStore
from app.engine.predictor import (
    GraphicsMemoryError,
    Predictor,
    PredictorLoader,
    load_predictor,
)
from app.engine.reacquire import reacquired
from app.engine.requests import (
    Cancelled,
    Candidate,
    Everything,
    EverythingRequest,
    Failed,
    Finished,
    Found,
    ReacquireRequest,
    Reply,
    Request,
    Segmented,
    SegmentRequest,
    Status,
    Tracked,
    TrackRequest,
)
from app.engine.samples import pack_mask, resize_logits
from app.engine.session import Rgb8, Session
from app.engine.taking import still_to_track
from app.engine.track_run import TrackRun
from app.engine.view_transform import viewed
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
        self._frames: _ClipFrames | None = None
        self._session: Session | None = None
        self._too_large: set[object] = set()  # models that the graphics card had no room for

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
        self._clip = self._frames = self._session = None

    def _answer(self, request: Request, cancel: threading.Event) -> Iterator[Reply]:
        """On the graphics card as far as that goes; where it is full, the rest on the processor."""
        entry = self._models.require(request.model)
        answered: list[Tracked] = []
        if not (yield from self._until_full(request, entry, cancel, answered)):
            return
        self._too_large.add(_model_key(entry))
        self._session = self._loaded = None
        yield Status(
            request.id, "The graphics card is out of memory. Going on with the processor, which is slower."
        )
        if isinstance(request, TrackRequest):
            request = still_to_track(request, answered)
        for reply in self._work(request, entry, cancel):
            yield _counted_on(reply, len(answered))

    def _until_full(
        self, request: Request, entry: ModelEntry, cancel: threading.Event, answered: list[Tracked]
    ) -> Generator[Reply, None, bool]:
        """Whether the graphics card was too small; `answered` is what it had done by then.

        A function of its own: when it returns, nothing holds on to what the model had computed.
        """
        try:
            for reply in self._work(request, entry, cancel):
                if isinstance(reply, Tracked):
                    answered.append(reply)
                yield reply
        except GraphicsMemoryError:
            if _model_key(entry) in self._too_large:
                raise
            logger.warning("The graphics card has no room for %s.", entry.name, exc_info=True)
            return True
        return False

    def _work(self, request: Request, entry: ModelEntry, cancel: threading.Event) -> Iterator[Reply]:
        session = yield from self._prepare(request, entry)
        session.forget()
        session.allow_windows(_windowed(request))
        if isinstance(request, SegmentRequest):
            yield _segment(session, request, entry.name)
        elif isinstance(request, ReacquireRequest):
            yield _reacquire(session, request, entry.name)
        elif isinstance(request, EverythingRequest):
            yield _everything(session, request)
        elif isinstance(request, TrackRequest):
            assert self._frames is not None
            yield from TrackRun(session, request, entry.name, self._frames.look).replies(cancel)
        yield Cancelled(request.id) if cancel.is_set() else Finished(request.id)

    def _prepare(self, request: Request, entry: ModelEntry) -> Generator[Reply, None, Session]:
        """The session for the request's clip and model: the last request's where they are the same."""
        model_key = _model_key(entry)
        if self._loaded is None or self._loaded[0] != model_key:
            yield Status(request.id, "Loading {model}", entry.title)
            self._session = self._loaded = None  # frees the old model first
            device = "cpu" if model_key in self._too_large else self._device
            self._loaded = (model_key, self._load(entry, device))
        clip_key = (_file_key(request.media.path), request.media.input_space)
        if self._clip is None or self._clip[0] != clip_key:
            self.close()
            reader = self._open_clip(request.media.path)
            self._clip = (clip_key, viewed(reader, request.media.input_space))
        if self._session is None:
            key = _encodings_key(request.media.path, clip_key, model_key)
            self._frames = _ClipFrames(self._clip[1], key)
            self._session = self._loaded[1].open(self._frames)
        return self._session


def _windowed(request: Request) -> frozenset[int]:
    """The masklets that may be shown in windows; one that is looked for may be anywhere."""
    if isinstance(request, TrackRequest):
        return frozenset(m.id for m in request.masklets if m.window != "off")
    if isinstance(request, SegmentRequest) and request.masklet.window != "off":
        return frozenset({request.masklet.id})
    return frozenset()


def _segment(session: Session, request: SegmentRequest, model: str) -> Segmented:
    prompts = request.masklet.prompts.get(request.frame)
    if prompts is None:
        raise UserFacingError("There is nothing to answer on this frame.", "Click on the object first.")
    size = (request.media.height, request.media.width)
    answered = answer_prompts(session, request.masklet, request.frame, size)
    meant = answered.answer.candidates if answered.given is None else ()
    candidates = tuple(Candidate(i, Answered(c).sample(model, prompted=True)) for i, c in enumerate(meant))
    sample = answered.sample(model, prompted=True)
    return Segmented(request.id, request.masklet.id, request.frame, prompts, sample, candidates)


def _reacquire(session: Session, request: ReacquireRequest, model: str) -> Segmented:
    masklet, size = request.masklet, (request.media.height, request.media.width)
    answer = reacquired(session, masklet, request.frame, size)
    if answer is None:
        raise UserFacingError(
            f"{masklet.name} is not found on frame {request.frame}.", "Click on it, if it is there."
        )
    sample = Answered(answer).sample(model, prompted=True)
    prompts = FramePrompts(mask=pack_mask(resize_logits(sample, *size) > 0))
    return Segmented(request.id, masklet.id, request.frame, prompts, sample)


def _everything(session: Session, request: EverythingRequest) -> Everything:
    found = session.everything(request.frame)
    objects = tuple(Found(pack_mask(o.mask), o.box, o.score) for o in found)
    return Everything(request.id, request.frame, objects)


def _counted_on(reply: Reply, before: int) -> Reply:
    """The reply of a run that goes on after so many frames."""
    if isinstance(reply, Tracked):
        return replace(reply, done=reply.done + before, total=reply.total + before)
    return reply


class _ClipFrames:
    """A clip as the model reads it, decoded frame by frame."""

    def __init__(self, reader: MediaReader, key: str) -> None:
        self.key = key
        self._count = reader.media.frame_count
        self._cache = FrameCache(reader, _FRAME_BYTES)

    def __len__(self) -> int:
        return self._count

    def look(self, frame: int) -> Rgb8:
        """To be read only."""
        return self._cache.rgb8(frame)

    def __getitem__(self, frame: int) -> Rgb8:
        return self.look(frame).copy()  # torch takes only arrays that it may write to


def _encodings_key(clip: Path, *parts: object) -> str:
    """Names clip and model on disk. Images of a sequence may change unnoticed: no name for those."""
    return hashlib.blake2b(repr(parts).encode(), digest_size=12).hexdigest() if clip.is_file() else ""


def _model_key(entry: ModelEntry) -> tuple[object, ...]:
    """Two models may share their weights' file, as Masklet small and Masklet fine do."""
    return entry.architecture, _file_key(entry.path)


def _file_key(path: Path) -> tuple[Path, int, int]:
    """Changes when the file does. A missing file has a key too: opening it says what is wrong."""
    try:
        found = path.stat()
    except OSError:
        return path, 0, 0
    return path, found.st_mtime_ns, found.st_size
