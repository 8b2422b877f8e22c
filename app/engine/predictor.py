"""The door to the model: the only module that knows sam2core and torch, both imported on first use."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from app.document.prompts import Box, FramePrompts
from app.document.sample import Sample
from app.engine.folders import cache_folder
from app.engine.samples import decode_logits, resize_logits, unpack_mask
from app.engine.session import Answer, FoundMask, Frames, ObjectSession, Session
from app.engine.torch_libraries import open_torch_libraries
from app.engine.window_session import WindowSession
from app.errors import UserFacingError
from app.opencv import cv2

if TYPE_CHECKING:
    import torch

    from app.engine.model_store import ModelEntry
    from sam2core import Prediction, VideoPredictor, WindowPredictor
    from sam2core.model.sam2 import Sam2
    from sam2core.probe import Precision

# Read when torch is first imported. By default its threads wait for each other by spinning without end: on
# two cores that other programs use too, a frame took 1.9 s of processor time instead of 0.22 s. Never to
# spin is as bad on idle cores: 265 ms a frame instead of 160. A short spin is near the best of both.
os.environ.setdefault("GOMP_SPINCOUNT", "20000")

_LARGEST_INPUT = 1024  # pixels to each side of what a model sees
_SMALL_PICTURE = 512  # up to this size two frames side by side are faster than one with all cores
ENCODINGS_BYTES = 4 << 30  # on disk, of all clips together


class GraphicsMemoryError(UserFacingError):
    """The graphics card is full. The processor may still do it."""


class Predictor(Protocol):
    """A loaded model."""

    def open(self, frames: Frames) -> Session: ...


PredictorLoader = Callable[["ModelEntry", str], Predictor]


def load_predictor(entry: ModelEntry, device: str = "auto", numbers: str = "auto") -> Predictor:
    """Build the model and load its weights. Takes seconds. `numbers` is the format it computes in.

    Raises UserFacingError where the device or the weights cannot be used, GraphicsMemoryError where the
    device is full.
    """
    cv2()  # the viewer asks for it at the same time, and the system's linker opens one thing at a time
    open_torch_libraries()
    import sam2core
    from app.engine.model_store import verify_weights
    from sam2core import replay

    name = choose_device(device)
    with _weights_errors(entry.path), _memory_errors():
        if entry.available:
            verify_weights(entry)  # a tenth of a second for the smallest published model
        model = sam2core.build_model(entry.architecture, device=name, random=False)
        sam2core.load_checkpoint(model, entry.path)
    return _Sam2Predictor(replay.replay_on_card(model), name, precision(name, numbers).autocast)


def exact_model(entry: ModelEntry, device: str = "auto") -> Sam2:
    """The model itself, in float32 whatever is fastest here: its answers do not depend on the computer.

    Raises UserFacingError where the device or the weights cannot be used.
    """
    import sam2core

    with _weights_errors(entry.path):
        model = sam2core.build_model(entry.architecture, device=choose_device(device))
        sam2core.load_checkpoint(model, entry.path)
    return model


def identify_weights(path: Path) -> str:
    """The architecture whose weights these are; no code in the file is run.

    Raises UserFacingError for any other file.
    """
    from sam2core.checkpoint import identify

    with _weights_errors(path):
        return identify(path)


def available_devices() -> tuple[str, ...]:
    """The devices that can be chosen here, best first."""
    from sam2core import probe

    return probe.available_devices()


def choose_device(name: str = "auto") -> str:
    """The best device for "auto", else the named one. Raises UserFacingError where this computer lacks it."""
    devices = available_devices()
    if name == "auto":
        return devices[0]
    if name not in devices:
        raise UserFacingError(
            f'The device "{name}" cannot be used here.', f"Choose one of: auto, {', '.join(devices)}."
        )
    return name


def cpu_threads(image_size: int = _LARGEST_INPUT) -> int:
    """Threads for a model that sees frames at that size: all cores, less one for the window if more than two.

    Half of them for small pictures, since the other half encodes the frames that come next.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    cores = cores - 1 if cores > 2 else cores
    return max(cores // 2, 1) if image_size <= _SMALL_PICTURE else cores


def expected_speed(entry: ModelEntry, device: str, numbers: str) -> float | None:
    """About how many frames a second one masklet is tracked with here; None where nobody can say.

    Told from the processor's matrix products, tried once (about 0.1 s). `numbers` as `Precision.name`.
    """
    if device != "cpu" or not entry.work_gflop:
        return None
    from sam2core.probe import products_per_second

    return products_per_second(numbers) / (entry.work_gflop * 1e9)


def precision(device: str = "auto", numbers: str = "auto") -> Precision:
    """The number format the model computes in on that device, and why.

    `numbers` is "float32", "bfloat16", or "auto": the faster of them, tried once (about 0.1 s).
    """
    from sam2core.probe import Precision, choose_precision

    if numbers == "auto":
        return choose_precision(choose_device(device))
    return Precision(numbers, "as chosen in the preferences")


class _Sam2Predictor:
    """A loaded SAM 2 model and the type its matrix products are computed in (None: float32)."""

    def __init__(self, model: Sam2, device: str, autocast: torch.dtype | None) -> None:
        self._model = model
        self._device = device
        self._autocast = autocast

    def open(self, frames: Frames) -> Session:
        import torch

        from sam2core import EncodingStore, VideoPredictor
        from sam2core.window_predictor import is_large_frame

        size, on_cpu = self._model.config.image_size, self._device == "cpu"
        if on_cpu:
            torch.set_num_threads(cpu_threads(size))
        small = on_cpu and size <= _SMALL_PICTURE
        video = VideoPredictor(self._model, autocast=self._autocast, overlap=small)
        key, store = getattr(frames, "key", ""), None
        if key:
            # The size, too: another version of Masklet may run the same weights at another.
            folder = f"{key}-{size}-{self._autocast or 'float32'}"
            store = EncodingStore(cache_folder() / "encodings", folder, ENCODINGS_BYTES)
        # Not classic: an answer to prompts stays as it is, whatever is tracked afterwards.
        video.start(frames, classic=False, store=store)
        height, width, _ = frames[0].shape
        shape = (height, width)
        large = is_large_frame(self._model, shape)
        return WindowSession(_Sam2Session(video), lambda: self._open_window(frames), shape, large=large)

    def _open_window(self, frames: Frames) -> ObjectSession:
        from sam2core import WindowPredictor

        return _Sam2ObjectSession(WindowPredictor(self._model, frames, autocast=self._autocast))


class _Sam2Tracking:
    """One of sam2core's video predictors with our values in front."""

    def __init__(self, video: VideoPredictor | WindowPredictor) -> None:
        self._video = video
        self._known: set[int] = set()

    def forget(self, masklet_id: int | None = None) -> None:
        gone = self._known & {masklet_id} if masklet_id is not None else set(self._known)
        for number in gone:
            self._video.remove(number)
        self._known -= gone

    def prompt(self, frame: int, masklet_id: int, prompts: FramePrompts) -> Answer:
        self._known.add(masklet_id)
        with _memory_errors():
            if prompts.mask is not None:
                answer = self._video.add_mask(frame, masklet_id, unpack_mask(prompts.mask))
                return _answer(answer[masklet_id])
            prediction = self._points(frame, masklet_id, prompts)
            found = self._video.candidates(frame, masklet_id)
            meanings = tuple(_answer(p) for p in found) if len(found) > 1 else ()
            return replace(_answer(prediction), candidates=meanings)

    def follow(self, masklet_id: int, policy: str) -> None:
        from sam2core import PromptError

        self._known.add(masklet_id)
        try:
            self._video.follow(masklet_id, policy)
        except PromptError as error:
            raise UserFacingError(str(error), "Choose one for the masklet.") from error

    def restore(self, frame: int, masklet_id: int, sample: Sample) -> None:
        self._known.add(masklet_id)
        pointer = np.frombuffer(sample.pointer, "<f2").astype(np.float32)
        self._video.restore(
            frame,
            masklet_id,
            decode_logits(sample),
            presence=sample.presence,
            iou=sample.iou,
            pointer=pointer,
        )

    def _points(self, frame: int, masklet_id: int, prompts: FramePrompts) -> Prediction:
        """What is corrected, the box, then click by click, each refining the last answer.

        So the model was trained: with its own earlier answer as a mask beside the clicks.
        """
        answers: dict[int, Prediction] = {}
        if prompts.corrects is not None:
            answers = self._video.add_mask(frame, masklet_id, _mask_at_full_size(prompts.corrects))
        if prompts.box is not None:
            box = prompts.box
            answers = self._video.add_box(frame, masklet_id, (box.x0, box.y0, box.x1, box.y1))
        for click in prompts.clicks:
            point, label = (click.x, click.y), int(click.positive)
            first = not answers
            answers = self._video.add_points(frame, masklet_id, [point], [label], clear=first)
            if first and prompts.level is not None:
                answers = self._video.choose(frame, masklet_id, prompts.level)
        return answers[masklet_id]

    def propagate(
        self, first: int, last: int, *, backward: bool
    ) -> Iterator[tuple[int, Mapping[int, Answer]]]:
        steps = self._video.propagate(first, last, backward=backward)
        while True:
            with _memory_errors():
                step = next(steps, None)
            if step is None:
                return
            frame, predictions = step
            yield frame, {number: _answer(p) for number, p in predictions.items()}


class _Sam2Session(_Sam2Tracking):
    """Whole frames."""

    def __init__(self, video: VideoPredictor) -> None:
        super().__init__(video)
        self._frames = video

    def everything(self, frame: int) -> list[FoundMask]:
        with _memory_errors():
            found = self._frames.everything(frame)
        return [FoundMask(m.mask, Box(*m.box), min(max(m.iou, 0.0), 1.0)) for m in found if m.area]


class _Sam2ObjectSession(_Sam2Tracking):
    """One object in its window."""

    def __init__(self, video: WindowPredictor) -> None:
        super().__init__(video)
        self._window = video

    def is_worth_it(self, box: Box) -> bool:
        return self._window.is_worth_it((box.x0, box.y0, box.x1, box.y1))

    def aim(self, frame: int, box: Box | None) -> None:
        self._window.aim(frame, None if box is None else (box.x0, box.y0, box.x1, box.y1))

    def shown(self, frame: int) -> Box:
        return Box(*self._window.shown(frame))

    def holds(self, frame: int, x: float, y: float) -> bool:
        return self._window.holds(frame, x, y)


def _mask_at_full_size(sample: Sample) -> NDArray[np.bool_]:
    """The sample's mask at four times its grid, which is the size that the model sees frames at.

    A grid that is finer than any model's is taken as it is.
    """
    height, width = (max(side, min(4 * side, _LARGEST_INPUT)) for side in (sample.height, sample.width))
    return resize_logits(sample, height, width) > 0


def _answer(prediction: Prediction) -> Answer:
    return Answer(
        logits=prediction.low_res_logits.float().cpu().numpy(),
        presence=prediction.presence,
        iou=min(max(prediction.iou, 0.0), 1.0),
        pointer=prediction.pointer.float().cpu().numpy(),
    )


@contextmanager
def _memory_errors() -> Generator[None]:
    """A full graphics card as a sentence."""
    import torch

    try:
        yield
    except RuntimeError as error:
        if not isinstance(error, torch.OutOfMemoryError) and "MPS backend out of memory" not in str(error):
            raise
        raise GraphicsMemoryError(
            "The graphics card is out of memory.",
            "Choose a smaller model, fewer masklets, or the device cpu.",
        ) from error


@contextmanager
def _weights_errors(path: Path) -> Generator[None]:
    """Weights that cannot be used, as a sentence."""
    from sam2core import CheckpointError, UnknownModelError

    hint = "Choose another file or model: masklet models list shows them."
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # torch comments on files that are then refused
            yield
    except CheckpointError as error:
        raise UserFacingError(str(error), hint) from error
    except UnknownModelError as error:
        raise UserFacingError(f"Cannot load weights from {path.name}: {error}", hint) from error
