"""The command line with everything real but the model: the fake answers with what is bright."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import av
import numpy as np
import pytest

from app.cli import main
from app.document.prompts import Box, FramePrompts
from app.document.sample import Sample
from app.engine import tracker
from app.engine.model_store import ModelEntry, ModelStore
from app.engine.predictor import Answer, FoundMask, Frames

FRAMES = 12
WIDTH, HEIGHT, GRID = 64, 48, 16

Masklet = Callable[..., int]  # the exit code of a command line


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """64 x 48, 12 frames of a bright 12-pixel square that moves right by 4 pixels a frame."""
    path = tmp_path_factory.mktemp("clip") / "square.mov"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("png", rate=25)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "rgb24"
        for number in range(FRAMES):
            image = np.full((HEIGHT, WIDTH, 3), 20, np.uint8)
            image[20:32, 4 * number : 4 * number + 12] = 230
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, "rgb24")))
        container.mux(stream.encode())
    return path


class BrightSession:
    def __init__(self, frames: Frames) -> None:
        self._frames = frames
        self._known: set[int] = set()

    def allow_windows(self, masklet_ids: frozenset[int]) -> None:
        pass

    def forget(self, masklet_id: int | None = None) -> None:
        self._known -= {masklet_id} if masklet_id is not None else set(self._known)

    def restore(self, frame: int, masklet_id: int, sample: Sample) -> None:
        self._known.add(masklet_id)

    def prompt(self, frame: int, masklet_id: int, prompts: FramePrompts) -> Answer:
        self._known.add(masklet_id)
        return self._find(frame)

    def everything(self, frame: int) -> list[FoundMask]:
        inside = self._find(frame).logits > 0
        mask = inside.repeat(HEIGHT // GRID, axis=0).repeat(WIDTH // GRID, axis=1)
        return [FoundMask(mask, Box(1, 2, 3, 4), 0.7)]

    def follow(self, masklet_id: int, policy: str) -> None:
        self._known.add(masklet_id)

    def propagate(
        self, first: int, last: int, *, backward: bool
    ) -> Iterator[tuple[int, Mapping[int, Answer]]]:
        for frame in range(first, last - 1, -1) if backward else range(first, last + 1):
            yield frame, {masklet: self._find(frame) for masklet in self._known}

    def _find(self, frame: int) -> Answer:
        cells = self._frames[frame].mean(axis=2).reshape(GRID, HEIGHT // GRID, GRID, WIDTH // GRID)
        inside = cells.mean(axis=(1, 3)) > 120
        return Answer(np.where(inside, 8, -8).astype(np.float32), 4.0, 0.9, np.ones(4, np.float32))


class BrightPredictor:
    def open(self, frames: Frames) -> BrightSession:
        return BrightSession(frames)


class _BrightTracker(tracker.Tracker):
    def __init__(self, models: ModelStore, device: str = "auto") -> None:
        super().__init__(models, device, load=lambda entry, device: BrightPredictor())


@pytest.fixture
def bright_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """`masklet track` finds what is bright, without weights."""

    def require(store: ModelStore, name: str) -> ModelEntry:
        return ModelEntry(name or "bright", "Bright", Path("/none"), 1, "", embedded=True, available=True)

    monkeypatch.setattr(ModelStore, "require", require)
    monkeypatch.setattr("app.engine.tracker.Tracker", _BrightTracker)


@pytest.fixture
def masklet(monkeypatch: pytest.MonkeyPatch) -> Masklet:
    """`masklet(...)` runs a command line and returns its exit code, argparse's too."""

    def run(*words: object) -> int:
        try:
            return main([str(word) for word in words])
        except SystemExit as leave:
            return int(leave.code or 0)

    return run
