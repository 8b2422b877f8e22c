"""SMPTE timecode: as a count of frames, and which one a later frame of the same clip has."""

from __future__ import annotations

import re
from fractions import Fraction

_TIMECODE = re.compile(r"^(\d\d):(\d\d):(\d\d)([:;.,])(\d\d\d?)$")
_DROP_SIGNS = ";.,"  # before the frames; a colon everywhere else


def timecode_at(first: str, frame: int, fps: Fraction) -> str:
    """The timecode `frame` frames after `first`; empty where `first` is no timecode."""
    count = frames_of(first, fps)
    return "" if count is None else timecode_of(count + frame, fps, first[8])


def frames_of(timecode: str, fps: Fraction) -> int | None:
    """The frames from 00:00:00:00 to a timecode; None where it is none.

    A semicolon (or point, or comma) before the frames means drop-frame counting: of every minute but each
    tenth, the first 2 numbers (4 at 59.94) are left out (SMPTE ST 12-1).
    """
    match = _TIMECODE.match(timecode)
    if match is None:
        return None
    hours, minutes, seconds, frames = (int(match[i]) for i in (1, 2, 3, 5))
    whole = whole_rate(fps)
    total_minutes = hours * 60 + minutes
    count = (total_minutes * 60 + seconds) * whole + frames
    return count - _dropped(whole, match[4]) * (total_minutes - total_minutes // 10)


def timecode_of(count: int, fps: Fraction, separator: str = ":") -> str:
    """The timecode that many frames after 00:00:00:00; drop-frame where the separator says so."""
    whole = whole_rate(fps)
    drop = _dropped(whole, separator)
    per_ten_minutes = 600 * whole - 9 * drop
    per_minute = 60 * whole - drop
    tens, rest = divmod(count % (144 * per_ten_minutes), per_ten_minutes)
    # The first minute of ten keeps all its numbers.
    dropped = 0 if rest < 60 * whole else drop * (1 + (rest - 60 * whole) // per_minute)
    seconds, frames = divmod(tens * 600 * whole + rest + dropped, whole)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}{separator}{frames:02d}"


def whole_rate(fps: Fraction) -> int:
    """What timecode counts by: 24 for 23.976."""
    return max(1, -(-fps.numerator // fps.denominator))


def is_drop(timecode: str) -> bool:
    return len(timecode) > 8 and timecode[8] in _DROP_SIGNS


def _dropped(whole: int, separator: str) -> int:
    return whole // 15 if separator in _DROP_SIGNS and whole % 30 == 0 else 0
