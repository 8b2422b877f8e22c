"""A masklet: one object through time. What the user said, what the tracker answered, what to do with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from app.document.effects import EffectInstance
from app.document.matte import MatteSettings
from app.document.prompts import FramePrompts
from app.document.sample import Sample
from app.document.strokes import Strokes

__all__ = ["Hand", "Masklet", "Prompts", "Sample", "Track", "WindowUse"]


WindowUse = Literal["auto", "off"]

Prompts = Mapping[int, FramePrompts]  # by frame
Track = Mapping[int, Sample]  # by frame
Hand = Mapping[int, Strokes]  # by frame


def _no_prompts() -> Prompts:
    return MappingProxyType({})


def _no_track() -> Track:
    return MappingProxyType({})


def _no_hand() -> Hand:
    return MappingProxyType({})


@dataclass(frozen=True)
class Masklet:
    """One object through time. The samples of `stale` frames answer older prompts than the present ones.

    `locked` frames were approved: their sample, prompts and paint stay as they are, whatever runs.
    No picture may be exported in which an object that `must_hide` can be seen.
    `hand` is painted over whatever the tracker answers; the tracker does not see it.
    """

    id: int  # unique in the project, never reused
    name: str
    colour: tuple[int, int, int]  # sRGB, 0..255
    visible: bool = True
    prompts: Prompts = field(default_factory=_no_prompts)
    track: Track = field(default_factory=_no_track)
    stale: frozenset[int] = frozenset()
    effects: tuple[EffectInstance, ...] = ()
    locked: frozenset[int] = frozenset()
    reviewed: frozenset[int] = frozenset()  # looked at as they are now, and found good
    hand: Hand = field(default_factory=_no_hand)
    matte: MatteSettings = field(default_factory=MatteSettings)
    policy: str = ""  # what of its past is looked back on, see `engine.following`; empty: the default
    window: WindowUse = "auto"  # for a small object in a large frame: a window that follows it
    depth: int = 0  # higher is nearer to the camera, see `Project.exclusive`
    must_hide: bool = False

    @property
    def anchors(self) -> frozenset[int]:
        """The frames that tracking starts from and ends at: prompted or locked."""
        return self.locked | self.prompts.keys()

    @property
    def seen(self) -> frozenset[int]:
        """The frames that need no more eyes: reviewed, locked or prompted."""
        return self.reviewed | self.anchors
