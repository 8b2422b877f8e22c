"""SMPTE timecode: which one a later frame of the same clip has."""

from __future__ import annotations

import re
from fractions import Fraction

_TIMECODE = re.compile(r"^(\d\d):(\d\d):(\d\d)([:;.])(\d\d)$")


def timecode_at(first: str, frame: int, fps: Fraction) -> str:
    """The timecode `frame` frames after `first`; empty where `first` is no timecode.

    A semicolon (or point) before the frames means drop-frame counting: of every minute but each tenth, the
    first 2 numbers (4 at 59.94) are left out (SMPTE ST 12-1).
    """
    match = _TIMECODE.match(first)
    if match is None:
        return ""
    hours, minutes, seconds, frames = (int(match[i]) for i in (1, 2, 3, 5))
    whole = max(1, -(-fps.numerator // fps.denominator))
    drop = whole // 15 if match[4] in ";." and whole % 30 == 0 else 0
    total_minutes = hours * 60 + minutes
    count = (total_minutes * 60 + seconds) * whole + frames
    count -= drop * (total_minutes - total_minutes // 10)
    return _format(count + frame, whole, drop, match[4])


def _format(count: int, whole: int, drop: int, separator: str) -> str:
    per_ten_minutes = 600 * whole - 9 * drop
    per_minute = 60 * whole - drop
    tens, rest = divmod(count % (144 * per_ten_minutes), per_ten_minutes)
    # The first minute of ten keeps all its numbers.
    dropped = 0 if rest < 60 * whole else drop * (1 + (rest - 60 * whole) // per_minute)
    seconds, frames = divmod(tens * 600 * whole + rest + dropped, whole)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}{separator}{frames:02d}"
