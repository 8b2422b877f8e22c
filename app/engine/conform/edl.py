"""CMX 3600 edit decision lists, as editing programs write them.

Source: the CMX 3600 description of Chesapeake Systems' and EDLMAX's guides, and lists that Premiere, Resolve
and Media Composer write. Their order is that of the list; one list holds one picture track, as a rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from app.document.timing import FrameRate
from app.engine.conform.edit_list import EditList, Event
from app.engine.export.timecode import frames_of, timecode_of
from app.errors import UserFacingError

_TIME = r"(\d\d:\d\d:\d\d[:;.,]\d\d)"
_EVENT: Final = re.compile(
    rf"^(\d+)[A-Z]?\s+(\S.*?)\s+(\S+)\s+(C|D|W\d*|KB?|KO)\s*(\d+)?\s+{_TIME}\s+{_TIME}\s+{_TIME}\s+{_TIME}"
)
_SPEED: Final = re.compile(r"^M2\s+(.*?)\s+([+-]?\d+\.?\d*)\s+\d\d:\d\d:\d\d")
_NOTE: Final = re.compile(
    r"^\*?\s*(FROM CLIP NAME|TO CLIP NAME|SOURCE FILE|FROM CLIP|TO CLIP|FROM FILE|TO FILE)\s*:\s*(.*)$"
)
_FILES: Final = ("SOURCE FILE", "TO CLIP", "TO FILE", "FROM FILE", "FROM CLIP")
_PICTURE: Final = re.compile(r"^(V\d*|B|A+\d*/V|VA\d*)$")
_NO_CLIP: Final = frozenset({"BL", "BLACK", "BARS", "SLUG"})


@dataclass(frozen=True)
class _Line:
    """What one line of an event says."""

    number: int
    reel: str
    channel: str
    way: str
    transition: int  # frames
    source: tuple[str, str]  # in, out (exclusive), as written
    record: tuple[int, int]
    names: dict[str, str]  # from the comments below it
    fps: float | None = None  # of a motion effect


def read_edl(text: str, name: str, rate: FrameRate) -> EditList:
    """The list's picture events, at this rate. Raises UserFacingError for a text without any."""
    title, lines, notes = _lines(text, rate)
    picture = [line for line in lines if _PICTURE.match(line.channel)]
    if not picture:
        raise UserFacingError(
            f"{name} has no event with a picture.", "Export a CMX 3600 list of the video track."
        )
    begins = min(line.record[0] for line in picture)
    events: list[Event] = []
    for line in picture:
        if line.transition and events:  # the clip before is seen until the transition ends
            before = events[-1]
            events[-1] = replace(before, count=before.count + round(line.transition * abs(before.speed)))
        event = _event(line, rate, begins)
        if event is not None:
            events.append(event)
    return EditList(title or name, rate, _start(text, begins, rate), tuple(events), tuple(notes))


def _lines(text: str, rate: FrameRate) -> tuple[str, list[_Line], list[str]]:
    """The title, the lines of events, and what could not be read."""
    title, drop, lines, notes = "", False, list[_Line](), list[str]()
    for raw in text.splitlines():
        words = raw.strip()
        if words.startswith("TITLE:"):
            title = words.removeprefix("TITLE:").strip()
        elif words.startswith("FCM:"):
            drop = "NON" not in words and "DROP" in words
        elif match := _EVENT.match(words):
            lines.append(_line(match, rate, drop=drop))
        elif lines:
            lines[-1] = _with_comment(lines[-1], words, lines)
        if re.match(r"^\d+\s", words) and not _EVENT.match(words):
            notes.append(f"This line is no event: {words}")
    return title, lines, notes


def _line(match: re.Match[str], rate: FrameRate, *, drop: bool) -> _Line:
    times = [_written(match[i], drop=drop) for i in (6, 7, 8, 9)]
    record = [frames_of(t, rate.fps) or 0 for t in times[2:]]
    return _Line(
        int(match[1]),
        match[2],
        match[3],
        match[4],
        int(match[5] or 0),
        (times[0], times[1]),
        (record[0], record[1]),
        {},
    )


def _written(timecode: str, *, drop: bool) -> str:
    """Media Composer writes colons below FCM: DROP FRAME."""
    return f"{timecode[:8]};{timecode[9:]}" if drop else timecode


def _with_comment(line: _Line, words: str, lines: list[_Line]) -> _Line:
    if speed := _SPEED.match(words):
        return replace(line, fps=float(speed[2]))
    if "FREEZE FRAME" in words:
        return replace(line, fps=0.0)
    found = _NOTE.match(words)
    if found is None:
        return line
    kind, value = found[1], found[2].strip()
    if kind.startswith("FROM") and line.transition and len(lines) > 1 and lines[-2].number == line.number:
        lines[-2].names.setdefault(kind, value)  # of the clip that goes out
        return line
    line.names[kind] = value
    return line


def _event(line: _Line, rate: FrameRate, begins: int) -> Event | None:
    """None for black, and for the end of what goes out in a transition."""
    shown = line.record[1] - line.record[0]
    if line.reel.strip().upper() in _NO_CLIP or shown <= 0:
        return None
    first, last = (frames_of(t, rate.fps) or 0 for t in line.source)
    speed = Fraction(1) if line.fps is None else Fraction(line.fps / float(rate.fps)).limit_denominator(1000)
    count = last - first
    if line.fps is not None:
        count = max(1, round(shown * abs(speed)))
        first = first - count + 1 if speed < 0 else first
    names = line.names
    moved = line.fps is not None and speed < 0
    return Event(
        line.number,
        names.get("TO CLIP NAME") or names.get("FROM CLIP NAME") or line.reel.strip(),
        next((names[kind] for kind in _FILES if names.get(kind)), ""),
        "" if line.reel.strip().upper() == "AX" else line.reel.strip(),
        line.channel if line.channel.startswith("V") and line.channel != "V" else "V1",
        rate,
        first,
        max(1, count),
        line.record[0] - begins,
        label="" if moved else line.source[0],
        speed=speed,
    )


def _start(text: str, begins: int, rate: FrameRate) -> str:
    drop = re.search(r"^FCM:\s*DROP", text, re.MULTILINE) is not None
    return timecode_of(begins, rate.fps, ";" if drop or re.search(r"\d\d;\d\d", text) else ":")
