"""An edit, as another program tells of it: which frames of which clips it uses, and where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from app.document.timing import FrameRate

_NTSC: Final = Fraction(1000, 1001)
_NUMBER: Final = re.compile(r"[+-]?\d{1,18}(\.\d{1,18})?|[+-]?\d{1,18}/\d{1,18}")
_NEAR: Final = 0.02  # frames a second: 23.98 and 29.97 are meant exactly


@dataclass(frozen=True)
class Event:
    """One use of a clip. Source times count frames of `rate`, from timecode 00:00:00:00 where there is one.

    `origin` is the source time of the clip's first frame, where the edit says it. `label` is the timecode of
    the first frame used, as written: whether it counts drop-frame is for the clip to say. `speed` is how many
    source frames go by in one frame of the edit; negative backward, 0 a freeze frame.
    """

    number: int
    name: str  # what the edit calls the clip
    file: str  # the clip's path, as the edit says; empty where it does not
    reel: str
    track: str
    rate: FrameRate
    first: int
    count: int
    record: int  # frame of the edit, counted from its first
    origin: int | None = None
    label: str = ""
    speed: Fraction = Fraction(1)


@dataclass(frozen=True)
class EditList:
    """An edit's picture. `notes` say what in it cannot be taken over."""

    name: str
    rate: FrameRate
    start: str  # timecode of the first frame
    events: tuple[Event, ...]
    notes: tuple[str, ...] = ()


def fraction(text: str) -> Fraction:
    """A number or a ratio of moderate length: `1001/24000`. Raises ValueError for anything else."""
    if not _NUMBER.fullmatch(text.strip()):
        raise ValueError(f"“{text[:20]}” is no number")
    return Fraction(text.strip())


def exact_rate(fps: float) -> FrameRate:
    """The rate that a rounded number means: 23.98 is 24000/1001. Raises ValueError for none."""
    whole = Fraction(round(fps))
    for exact in (whole, whole * _NTSC):
        if abs(fps - float(exact)) < (_NEAR if exact != whole else 1e-6):
            return FrameRate(exact)
    return FrameRate(Fraction(fps).limit_denominator(1001))
