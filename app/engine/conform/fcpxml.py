"""FCPXML, as Final Cut Pro and Resolve write it: the picture of its first project.

Source: Apple's FCPXML reference and document type definition 1.10. Times are exact fractions of a second; a
clip has a local timeline that begins at its `start`, and what is in or on it is placed in that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil, floor
from typing import Final
from xml.etree import ElementTree as ET

from app.document.timing import FrameRate
from app.engine.conform.edit_list import EditList, Event, fraction
from app.engine.export.timecode import timecode_of
from app.errors import UserFacingError

_CLIPS: Final = (
    "asset-clip",
    "clip",
    "video",
    "ref-clip",
    "sync-clip",
    "mc-clip",
    "gap",
    "audition",
    "title",
)
_ZERO: Final = Fraction(0)
_DEEPEST: Final = 30  # clips within clips


@dataclass(frozen=True)
class _Span:
    """From when to when something is seen, in the edit's time."""

    first: Fraction
    end: Fraction

    def within(self, other: _Span) -> _Span | None:
        first, end = max(self.first, other.first), min(self.end, other.end)
        return _Span(first, end) if first < end else None


@dataclass
class _Reader:
    """Walks one sequence; `events` are in the order of the file."""

    root: ET.Element
    rate: FrameRate
    begins: Fraction
    events: list[Event] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        resources = self.root.find("resources")
        found = [] if resources is None else list(resources)
        self.by_id: Mapping[str, ET.Element] = {e.get("id", ""): e for e in found}

    def story(
        self, elements: Sequence[ET.Element], shift: Fraction, window: _Span, track: int, depth: int = 0
    ) -> None:
        """`shift`: from the times of these elements' offsets to the edit's; the offset may be missing."""
        if depth > _DEEPEST:
            raise ValueError("clips are nested too deeply")
        cursor = window.first - shift
        for element in elements:
            if element.tag not in _CLIPS or element.get("enabled") == "0":
                continue
            offset = _time(element.get("offset"), cursor)
            length = self._length(element)
            cursor = offset + length
            place = _Span(offset + shift, offset + shift + length)
            self._element(element, place, window, track, depth)

    def _element(self, element: ET.Element, place: _Span, window: _Span, track: int, depth: int) -> None:
        seen = place.within(window)
        start = self._start(element)
        inner = place.first - start
        if seen is not None:
            self._content(element, inner, seen, track, depth)
        for child in element:  # what is connected may go on beyond its parent
            lane = int(child.get("lane", "0"))
            if lane <= 0:
                continue
            if child.tag == "spine":
                shift = _time(child.get("offset"), start) + inner
                self.story(list(child), shift, replace(window, first=shift), track + lane, depth + 1)
            else:
                self.story([child], inner, window, track + lane, depth + 1)

    def _content(self, element: ET.Element, inner: Fraction, seen: _Span, track: int, depth: int) -> None:
        match element.tag:
            case "asset-clip" | "video":
                self._use(element, inner, seen, track)
            case "clip" | "sync-clip":
                for part in element:
                    if part.get("lane") is None:
                        parts = list(part) if part.tag == "spine" else [part]
                        self.story(parts, inner, seen, track, depth + 1)
            case "audition":
                self.story(list(element)[:1], inner, seen, track, depth + 1)
            case "ref-clip":
                sequence = self.by_id.get(element.get("ref", ""), ET.Element("none")).find("sequence")
                spine = None if sequence is None else sequence.find("spine")
                self.story([] if spine is None else list(spine), inner, seen, track, depth + 1)
            case "mc-clip":
                self.notes.append(f"“{element.get('name', '')}” is a multicam clip: it is left out.")
            case _:
                pass

    def _use(self, element: ET.Element, inner: Fraction, seen: _Span, track: int) -> None:
        asset = self.by_id.get(element.get("ref", ""))
        if asset is None or asset.tag != "asset" or _is_sound(element, asset):
            return
        rate = self.rate_of(asset.get("format")) or self.rate_of(element.get("format")) or self.rate
        first, end = (_mapped(element, t - inner) for t in (seen.first, seen.end))
        low = floor(min(first, end) * rate.fps)
        # Forward, the last source frame is the one under the edit's last frame, also where rates differ.
        last_seen = _mapped(element, seen.end - 1 / self.rate.fps - inner)
        above = floor(last_seen * rate.fps) + 1 if end > first else ceil(first * rate.fps)
        count = max(1, above - low)
        shown = (seen.end - seen.first) * self.rate.fps
        retimed = element.find("timeMap") is not None
        media = asset.find("media-rep[@kind='original-media']")
        media = asset.find("media-rep") if media is None else media
        self.events.append(
            Event(
                len(self.events) + 1,
                element.get("name") or asset.get("name", ""),
                asset.get("src", "") if media is None else media.get("src", ""),
                _reel(asset),
                f"V{track}",
                rate,
                low,
                count,
                floor((seen.first - self.begins) * self.rate.fps),
                origin=floor(_time(asset.get("start"), _ZERO) * rate.fps),
                speed=Fraction(count) / shown * (1 if end >= first else -1) if retimed else Fraction(1),
            )
        )

    def _length(self, element: ET.Element) -> Fraction:
        own = element.get("duration")
        asset = self.by_id.get(element.get("ref", ""))
        return _time(own or (asset.get("duration") if asset is not None else None), _ZERO)

    def _start(self, element: ET.Element) -> Fraction:
        """Where an element's own timeline begins; with an asset, at its beginning unless said."""
        asset = self.by_id.get(element.get("ref", ""))
        own = asset.get("start") if asset is not None and asset.tag == "asset" else None
        return _time(element.get("start"), _time(own, _ZERO))

    def rate_of(self, format_id: str | None) -> FrameRate | None:
        form = self.by_id.get(format_id or "")
        duration = _time(None if form is None else form.get("frameDuration"), _ZERO)
        return FrameRate(1 / duration) if duration > 0 else None


def read_fcpxml(text: str, name: str) -> EditList:
    """Raises UserFacingError for anything that is no FCPXML with an edit in it."""
    try:
        root = ET.fromstring(text)
        sequence = next(_sequences(root), None)
        if root.tag != "fcpxml" or sequence is None:
            raise UserFacingError(f"{name} holds no edit.", "Export a project or timeline as FCPXML.")
        return _read(root, sequence, name)
    except (ET.ParseError, ValueError, ZeroDivisionError) as error:
        raise UserFacingError(f"{name} is damaged: {error}.", "Export it again.") from None


def _read(root: ET.Element, sequence: ET.Element, name: str) -> EditList:
    begins = _time(sequence.get("tcStart"), _ZERO)
    reader = _Reader(root, FrameRate(Fraction(25)), begins)
    rate = reader.rate_of(sequence.get("format"))
    if rate is None:
        raise ValueError("its format has no frame duration")
    reader.rate = rate
    spine = sequence.find("spine")
    length = _time(sequence.get("duration"), Fraction(10**9))
    window = _Span(begins, begins + max(length, Fraction(10**9)))
    reader.story([] if spine is None else list(spine), _ZERO, window, 1)
    events = sorted(reader.events, key=lambda e: (e.record, e.track))
    numbered = tuple(replace(e, number=i) for i, e in enumerate(events, start=1))
    separator = ";" if sequence.get("tcFormat") == "DF" else ":"
    start = timecode_of(floor(begins * rate.fps), rate.fps, separator)
    project = next((p for p in root.iter("project") if sequence in list(p)), None)
    title = name if project is None else project.get("name") or name
    return EditList(title, rate, start, numbered, tuple(reader.notes))


def _sequences(root: ET.Element) -> Iterator[ET.Element]:
    for project in root.iter("project"):
        yield from project.findall("sequence")


def _time(text: str | None, default: Fraction) -> Fraction:
    """`1001/24000s` or `5s` or `5`. Raises ValueError for anything else."""
    return default if text is None else fraction(text.strip().removesuffix("s"))


def _mapped(element: ET.Element, local: Fraction) -> Fraction:
    """The source's time at a time of the clip; straight lines between the points of a retiming."""
    points = [
        (_time(p.get("time"), _ZERO), _time(p.get("value"), _ZERO)) for p in element.findall("timeMap/timept")
    ]
    if len(points) < 2:
        return local
    after = next((i for i, (time, _) in enumerate(points) if time >= local), len(points) - 1)
    (t0, v0), (t1, v1) = points[max(0, after - 1)], points[max(1, after)]
    return v0 if t1 == t0 else v0 + (v1 - v0) * (local - t0) / (t1 - t0)


def _is_sound(element: ET.Element, asset: ET.Element) -> bool:
    only_sound = asset.get("hasAudio") == "1" and asset.get("hasVideo", "0") != "1"
    return only_sound or element.get("srcEnable") == "audio"


def _reel(asset: ET.Element) -> str:
    key = "com.apple.proapps.mio.ingestReel", "com.apple.proapps.studio.reel"
    found = (m.get("value", "") for m in asset.iter("md") if m.get("key") in key)
    return next(found, "")
