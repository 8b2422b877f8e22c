"""What the window or the command line asks of the tracker, and what it answers. All values are frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from app.document.masklet import Masklet, Sample
from app.document.media import Media
from app.document.prompts import Box, FramePrompts, MaskPrompt
from app.document.timing import FrameRange

Direction = Literal["forward", "backward", "both"]


@dataclass(frozen=True)
class SegmentRequest:
    """Answer the prompts that `masklet` has on `frame`."""

    id: int
    media: Media
    masklet: Masklet
    frame: int
    model: str = ""  # empty means the default model


@dataclass(frozen=True)
class TrackRequest:
    """Track what is stale or missing of the masklets in `frames`, from their anchors.

    With a direction, the stretches that reach `start` or lie behind it in that direction. `shots` are never
    crossed; none means that the clip is one.
    """

    id: int
    media: Media
    masklets: tuple[Masklet, ...]
    frames: FrameRange
    start: int
    direction: Direction = "both"
    model: str = ""  # empty means the default model
    shots: tuple[FrameRange, ...] = ()


@dataclass(frozen=True)
class PrepareRequest:
    """Load the model and open the clip, so that the first prompt is answered at once."""

    id: int
    media: Media
    model: str = ""  # empty means the default model


@dataclass(frozen=True)
class ReacquireRequest:
    """Look for the masklet's object on a frame of another shot. The answer is Segmented with a mask prompt.

    It is an offer: `edits.set_prompts` with its prompts takes it. Failed where the object is not there.
    """

    id: int
    media: Media
    masklet: Masklet
    frame: int
    model: str = ""  # empty means the default model


@dataclass(frozen=True)
class EverythingRequest:
    """Find the objects on a frame without any prompt."""

    id: int
    media: Media
    frame: int
    model: str = ""  # empty means the default model


Request = SegmentRequest | TrackRequest | PrepareRequest | ReacquireRequest | EverythingRequest


@dataclass(frozen=True)
class Status:
    """What is going on, for the status line: "Loading {model}", where `model` is what the sentence names."""

    request_id: int
    text: str
    model: str = ""

    @property
    def sentence(self) -> str:
        """In English, with the model's name in its place."""
        return self.text.format(model=self.model)


@dataclass(frozen=True)
class Candidate:
    """One of the masks that a click may mean. Its `level` in `FramePrompts.level` chooses it."""

    level: int  # 0 is the smallest part
    sample: Sample  # its `iou` is the score


@dataclass(frozen=True)
class Segmented:
    """The answer to `prompts`; drop it where the masklet's prompts on that frame are no longer these.

    `candidates` are what the first click may mean, from part to whole; none where the prompts are clear.
    """

    request_id: int
    masklet_id: int
    frame: int
    prompts: FramePrompts
    sample: Sample
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class Found:
    """An object that was found without a prompt: a mask to prompt a new masklet with."""

    mask: MaskPrompt
    box: Box
    score: float  # [0, 1], the model's estimate of the mask's IoU


@dataclass(frozen=True)
class Everything:
    """The objects on a frame, the surest first."""

    request_id: int
    frame: int
    objects: tuple[Found, ...]


@dataclass(frozen=True)
class Tracked:
    """One frame's answers. `done` of `total` frames; `seconds_left` is None until it can be estimated.

    Those of `provisional` masklets come from one end of their stretch and stay stale until the other end's
    answer, which comes later, was blended in.
    """

    request_id: int
    frame: int
    samples: Mapping[int, Sample]  # by masklet id
    done: int
    total: int
    seconds_left: float | None
    provisional: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Finished:
    """The request is done; nothing more comes for it."""

    request_id: int


@dataclass(frozen=True)
class Cancelled:
    """The request was cancelled; what was answered before stays valid."""

    request_id: int


@dataclass(frozen=True)
class Failed:
    """The request ended in an error; what was answered before stays valid."""

    request_id: int
    message: str
    hint: str = ""


Reply = Status | Segmented | Everything | Tracked | Finished | Cancelled | Failed
