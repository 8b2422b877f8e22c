"""A tracker that follows a square without a model, and small clips to follow it in."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from app.document.masklet import Sample
from app.document.prompts import FramePrompts
from app.engine.requests import (
    Cancelled,
    Failed,
    Finished,
    PrepareRequest,
    ReacquireRequest,
    Reply,
    Request,
    Segmented,
    SegmentRequest,
    Tracked,
    TrackRequest,
)
from app.engine.samples import encode_sample, pack_mask, resize_logits

WIDTH, HEIGHT, FRAMES = 96, 64, 12
GRID = 32


def square_place(frame: int) -> tuple[int, int]:
    """Left and top of the square on a frame, in source pixels."""
    return 8 + 4 * frame, 20


def write_clip(path: Path, frames: int = FRAMES, *, cut: int | None = None) -> Path:
    """A bright square that moves to the right over grey, from the frame `cut` on over white."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=Fraction(24))
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for frame in range(frames):
            image = np.full((HEIGHT, WIDTH, 3), 60 if cut is None or frame < cut else 240, np.uint8)
            x, y = square_place(frame)
            image[y : y + 20, x : x + 20] = (230, 120, 40)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
        container.mux(stream.encode())
    return path


def square_sample(frame: int, *, prompted: bool) -> Sample:
    logits = np.full((GRID, GRID), -8.0, np.float32)
    x, y = square_place(frame)
    logits[y * GRID // HEIGHT : (y + 20) * GRID // HEIGHT, x * GRID // WIDTH : (x + 20) * GRID // WIDTH] = 8.0
    return encode_sample(
        logits, presence=5.0, iou=0.9, pointer=np.zeros(4, np.float32), model="fake", prompted=prompted
    )


class FakeTracker:
    """Answers as engine.tracker.Tracker does. After `hold_after` tracked frames it waits to be cancelled."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.hold_after = 1_000_000
        self.fails = False

    def handle(self, request: Request, cancel: threading.Event) -> Iterator[Reply]:
        self.requests.append(request)
        if isinstance(request, PrepareRequest):
            yield Finished(request.id)
        elif self.fails:
            yield Failed(request.id, "The weights cannot be read.", "Install Masklet again.")
        else:
            yield from self._answer(request, cancel)
            yield Cancelled(request.id) if cancel.is_set() else Finished(request.id)

    def _answer(self, request: Request, cancel: threading.Event) -> Iterator[Reply]:
        if isinstance(request, SegmentRequest):
            prompts = request.masklet.prompts[request.frame]
            sample = square_sample(request.frame, prompted=True)
            yield Segmented(request.id, request.masklet.id, request.frame, prompts, sample)
            return
        if isinstance(request, ReacquireRequest):
            sample = square_sample(request.frame, prompted=True)
            prompts = FramePrompts(mask=pack_mask(resize_logits(sample, HEIGHT, WIDTH) > 0))
            yield Segmented(request.id, request.masklet.id, request.frame, prompts, sample)
            return
        assert isinstance(request, TrackRequest)
        frames = self._frames(request)
        for done, frame in enumerate(frames, start=1):
            if done > self.hold_after:
                cancel.wait()
                return
            samples = {m.id: square_sample(frame, prompted=frame in m.prompts) for m in request.masklets}
            yield Tracked(request.id, frame, samples, done, len(frames), float(len(frames) - done))
            if cancel.is_set():
                return

    @staticmethod
    def _frames(request) -> list[int]:
        forward = list(range(request.start, request.frames.last + 1))
        backward = list(range(request.start, request.frames.first - 1, -1))
        return {"forward": forward, "backward": backward, "both": forward + backward}[request.direction]
