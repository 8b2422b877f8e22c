"""What the tracker asks of a model, without any model: `predictor` has the real ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from app.document.prompts import Box, FramePrompts
from app.document.sample import Sample

Rgb8 = NDArray[np.uint8]


@dataclass(frozen=True)
class Answer:
    """What the model says of one object on one frame."""

    logits: NDArray[
        np.float32
    ]  # (h, w), the model's square grid stretched over the whole frame; > 0 is inside
    presence: float  # logit: > 0 means that the object is there
    iou: float  # the model's own estimate, [0, 1]
    pointer: NDArray[np.float32]  # (channels,)
    candidates: tuple[Answer, ...] = ()  # what a single click may mean, from part to whole; none where clear


@dataclass(frozen=True)
class FoundMask:
    """An object that nobody pointed at."""

    mask: NDArray[np.bool_]  # at source size
    box: Box
    score: float  # the model's own estimate of the mask's IoU, [0, 1]


class Frames(Protocol):
    """A clip as the model reads it: RGB uint8 (H, W, 3) by frame number.

    An attribute `key` that names clip and model lets encodings outlive the session, on disk.
    """

    def __len__(self) -> int: ...
    def __getitem__(self, frame: int, /) -> Rgb8: ...


class Tracking(Protocol):
    """Objects of one clip in front of one model. Encodings outlive `forget`; everything else does not."""

    def forget(self, masklet_id: int | None = None) -> None:
        """Drop an object, or all."""
        ...

    def prompt(self, frame: int, masklet_id: int, prompts: FramePrompts) -> Answer:
        """Put prompts on a frame of an object, which becomes known by them. Returns the answer there."""
        ...

    def follow(self, masklet_id: int, policy: str) -> None:
        """Choose the memory policy of an object, known already or not (see `following.POLICIES`)."""
        ...

    def restore(self, frame: int, masklet_id: int, sample: Sample) -> None:
        """Take up a tracked answer, so that `propagate` from a frame next to it goes on where it ended."""
        ...

    def propagate(
        self, first: int, last: int, *, backward: bool
    ) -> Iterator[tuple[int, Mapping[int, Answer]]]:
        """Follow all known objects from `first` to `last`, both included (`first >= last` backward)."""
        ...


class FrameSession(Tracking, Protocol):
    """Any number of objects, in whole frames."""

    def everything(self, frame: int) -> list[FoundMask]:
        """The objects on a frame, the surest first; none becomes known by it."""
        ...


class Session(FrameSession, Protocol):
    """Any number of objects; where it is of use, each in a window of its own."""

    def allow_windows(self, masklet_ids: frozenset[int]) -> None:
        """Only these objects may be shown in windows of their own from now on (see `window_session`)."""
        ...


class ObjectSession(Tracking, Protocol):
    """One object, in a window that is put around it before it is prompted."""

    def is_worth_it(self, box: Box) -> bool:
        """Whether a window would show the model more of an object with this box, in source pixels."""
        ...

    def aim(self, frame: int, box: Box | None) -> None:
        """Put the frame's window around the object's box; None: the whole frame, without an object."""
        ...

    def shown(self, frame: int) -> Box:
        """What the frame's window shows, in source pixels."""
        ...

    def holds(self, frame: int, x: float, y: float) -> bool:
        """Whether a place in source pixels is in the frame's window."""
        ...
