"""A masklet: one object through time. What the user said, what the tracker answered, what to do with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from app.document.effects import EffectInstance
from app.document.prompts import FramePrompts
from app.document.sample import Sample

__all__ = ["Masklet", "Prompts", "Sample", "Track"]


Prompts = Mapping[int, FramePrompts]  # by frame
Track = Mapping[int, Sample]  # by frame


def _no_prompts() -> Prompts:
    return MappingProxyType({})


def _no_track() -> Track:
    return MappingProxyType({})


@dataclass(frozen=True)
class Masklet:
    """One object through time. The samples of `stale` frames answer older prompts than the present ones."""

    id: int  # unique in the project, never reused
    name: str
    colour: tuple[int, int, int]  # sRGB, 0..255
    visible: bool = True
    prompts: Prompts = field(default_factory=_no_prompts)
    track: Track = field(default_factory=_no_track)
    stale: frozenset[int] = frozenset()
    effects: tuple[EffectInstance, ...] = ()
