"""A masklet: one object through time. What the user said, what the tracker answered, what to do with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from app.document.effects import EffectInstance
from app.document.prompts import FramePrompts


@dataclass(frozen=True)
class Sample:
    """The tracker's answer on one frame, small enough to keep for every frame of a long clip.

    `logits` is zlib of (height, width) uint8: byte b stands for the logit (b - 128) / 8, so that
    [-16, 15.9] is covered in steps of 1/8 and 0 (the mask's edge) is exact. The grid covers the
    whole source frame, whatever its aspect. `pointer` is the object pointer as float16 bytes.
    """

    height: int
    width: int
    logits: bytes
    presence: float  # object score as a logit: > 0 means that the object is there
    iou: float  # the model's own estimate, [0, 1]
    pointer: bytes
    model: str  # which model answered
    prompted: bool = False  # the answer to prompts on this very frame


Prompts = Mapping[int, FramePrompts]  # by frame
Track = Mapping[int, Sample]  # by frame


def _no_prompts() -> Prompts:
    return MappingProxyType({})


def _no_track() -> Track:
    return MappingProxyType({})


@dataclass(frozen=True)
class Masklet:
    """One object through time. `stale` frames have a sample that answers older prompts than the present ones."""

    id: int  # unique in the project, never reused
    name: str
    colour: tuple[int, int, int]  # sRGB, 0..255
    visible: bool = True
    prompts: Prompts = field(default_factory=_no_prompts)
    track: Track = field(default_factory=_no_track)
    stale: frozenset[int] = frozenset()
    effects: tuple[EffectInstance, ...] = ()
