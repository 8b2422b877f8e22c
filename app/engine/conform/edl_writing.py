"""One track of a timeline as a CMX 3600 list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from app.engine.conform.timeline import Placed, Timeline
from app.engine.export.timecode import is_drop, timecode_of, whole_rate

_REEL_LETTERS: Final = 8


def edl_text(timeline: Timeline, track: Sequence[Placed]) -> str:
    """Source times are the files' own timecode; reels are the edit's, or the beginning of the file's name.

    All times count at the edit's rate, as the format has it; clips of other rates take a speed line.
    """
    fps = timeline.rate.fps
    separator = ";" if is_drop(timeline.start) else ":"
    lines = [f"TITLE: {timeline.name}", f"FCM: {'DROP FRAME' if separator == ';' else 'NON-DROP FRAME'}", ""]
    for number, placed in enumerate(track, start=1):
        record = timeline.begins + placed.record
        times = [
            *_source(placed, placed.first, placed.first + placed.count),
            *(timecode_of(t, fps, separator) for t in (record, record + placed.shown)),
        ]
        reel = placed.reel or _reel(placed)
        lines.append(f"{number:03d}  {reel:<8} V     C        {' '.join(times)}")
        if whole_rate(placed.media.rate.fps) != whole_rate(fps):
            lines.append(f"M2   {reel:<8} {float(placed.media.rate.fps):05.1f}                {times[0]}")
        lines.append(f"* FROM CLIP NAME: {placed.media.path.name}")
        lines.append(f"* SOURCE FILE: {placed.media.path.as_posix()}")
    return "\n".join(lines) + "\n"


def _source(placed: Placed, *frames: int) -> list[str]:
    separator = ";" if is_drop(placed.media.timecode) else ":"
    return [timecode_of(placed.origin + f, placed.media.rate.fps, separator) for f in frames]


def _reel(placed: Placed) -> str:
    plain = re.sub(r"[^A-Za-z0-9]", "", placed.media.path.stem)
    return plain[:_REEL_LETTERS].upper() or "AX"
