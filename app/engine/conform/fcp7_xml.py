"""Final Cut Pro 7 XML (`xmeml`), which Premiere, Resolve and Media Composer write as "Final Cut Pro XML".

Source: Apple's Final Cut Pro XML interchange format, version 5. Times are frames of the element's own rate.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final
from xml.etree import ElementTree as ET

from app.document.timing import FrameRate
from app.engine.conform.edit_list import EditList, Event, fraction
from app.engine.export.timecode import timecode_of
from app.errors import UserFacingError

_NTSC: Final = Fraction(1000, 1001)


def read_fcp7_xml(text: str, name: str) -> EditList:
    """The picture of the first sequence. Raises UserFacingError for anything that is none."""
    try:
        root = ET.fromstring(text)
        sequence = next(root.iter("sequence"), None)
        if root.tag != "xmeml" or sequence is None:
            raise UserFacingError(f"{name} holds no edit.", "Export a sequence as Final Cut Pro XML.")
        return _read(root, sequence, name)
    except (ET.ParseError, ValueError, ZeroDivisionError) as error:
        raise UserFacingError(f"{name} is damaged: {error}.", "Export it again.") from None


def _read(root: ET.Element, sequence: ET.Element, name: str) -> EditList:
    rate = _rate(sequence)
    if rate is None:
        raise ValueError("its sequence has no rate")
    files = {
        f.get("id", ""): f for f in root.iter("file") if len(f)
    }  # later ones are empty and mean the first
    events: list[Event] = []
    notes: list[str] = []
    for number, track in enumerate(sequence.findall("media/video/track"), start=1):
        if track.findtext("enabled") == "FALSE":
            continue
        for item in track.findall("clipitem"):
            if item.findtext("enabled") == "FALSE":
                continue
            event = _event(item, files, f"V{number}", rate)
            if event is None:
                notes.append(f"“{item.findtext('name', '')}” is no clip of a file: it is left out.")
            else:
                events.append(event)
    events.sort(key=lambda e: (e.record, e.track))
    numbered = tuple(replace(e, number=i) for i, e in enumerate(events, start=1))
    drop = sequence.findtext("timecode/displayformat") == "DF"
    start = timecode_of(int(sequence.findtext("timecode/frame") or 0), rate.fps, ";" if drop else ":")
    return EditList(sequence.findtext("name") or name, rate, start, numbered, tuple(notes))


def _event(item: ET.Element, files: dict[str, ET.Element], track: str, rate: FrameRate) -> Event | None:
    found = item.find("file")
    file = None if found is None else files.get(found.get("id", ""), found)
    if file is None or (file.find("pathurl") is None and file.find("name") is None):
        return None
    first, end = (int(item.findtext(which) or 0) for which in ("in", "out"))
    start, stop = (int(item.findtext(which) or 0) for which in ("start", "end"))
    if start < 0:  # covered by a transition: in and out reach to its end
        start = stop - (end - first)
    speed = _speed(item)
    if speed != 1:
        first, end = round(first * abs(speed)), round(end * abs(speed))
    origin = int(file.findtext("timecode/frame") or 0)
    return Event(
        0,
        item.findtext("name") or file.findtext("name", ""),
        file.findtext("pathurl") or file.findtext("name", ""),
        file.findtext("timecode/reel/name", ""),
        track,
        _rate(file) or _rate(item) or rate,
        first + origin,
        max(1, end - first),
        max(0, start),
        origin,
        speed=speed,
    )


def _rate(element: ET.Element) -> FrameRate | None:
    base = element.findtext("rate/timebase")
    if base is None:
        return None
    return FrameRate(fraction(base) * (_NTSC if element.findtext("rate/ntsc") == "TRUE" else 1))


def _speed(item: ET.Element) -> Fraction:
    for effect in item.iter("effect"):
        if effect.findtext("effectid") == "timeremap":
            for parameter in effect.findall("parameter"):
                if parameter.findtext("parameterid") == "speed":
                    return fraction(parameter.findtext("value", "100")) / 100
    return Fraction(1)
