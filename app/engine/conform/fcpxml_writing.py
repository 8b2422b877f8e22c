"""A timeline as FCPXML 1.10 for Final Cut Pro and Resolve: sources in the storyline, exports connected above.

Source: Apple's FCPXML reference and document type definition 1.10.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree as ET

from app.document.media import Media
from app.engine.conform.timeline import Placed, Timeline
from app.engine.export.timecode import is_drop
from app.errors import UserFacingError

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n'


def fcpxml_text(timeline: Timeline) -> str:
    """Raises UserFacingError for image sequences, which the format does not know."""
    _refuse_sequences(timeline)
    root = ET.Element("fcpxml", {"version": "1.10"})
    resources = ET.SubElement(root, "resources")
    size, fps = timeline.size, timeline.rate.fps
    formats: dict[tuple[int, int, Fraction], str] = {}
    own = _format(resources, formats, size, fps)
    files = {p.media.path: p.media for track in timeline.tracks for p in track}
    assets = {path: _asset(resources, formats, media, i) for i, (path, media) in enumerate(files.items(), 1)}
    event = ET.SubElement(ET.SubElement(root, "library"), "event", {"name": timeline.name})
    project = ET.SubElement(event, "project", {"name": timeline.name})
    words = {"format": own, "duration": _time(timeline.length, fps), "tcStart": _time(timeline.begins, fps)}
    drop = "DF" if is_drop(timeline.start) else "NDF"
    spine = ET.SubElement(ET.SubElement(project, "sequence", {**words, "tcFormat": drop}), "spine")
    _fill(spine, timeline, assets)
    ET.indent(root)
    return f"{_HEAD}{ET.tostring(root, encoding='unicode')}\n"


def _refuse_sequences(timeline: Timeline) -> None:
    found = next((p for track in timeline.tracks for p in track if p.media.is_sequence), None)
    if found is not None:
        raise UserFacingError(
            f"{found.media.path.name} is an image sequence, which FCPXML does not know.",
            "Write the timeline as .otio, or export a movie.",
        )


def _fill(spine: ET.Element, timeline: Timeline, assets: Mapping[Path, str]) -> None:
    fps, cursor = timeline.rate.fps, 0
    parents: list[tuple[int, int, Fraction, ET.Element]] = []  # from, to, own beginning in seconds, element
    for placed in (*timeline.tracks[0], None):
        record = timeline.length if placed is None else placed.record
        if record > cursor:
            words = {"name": "Gap", "offset": _time(timeline.begins + cursor, fps), "start": "3600s"}
            gap = ET.SubElement(spine, "gap", {**words, "duration": _time(record - cursor, fps)})
            parents.append((cursor, record, Fraction(3600), gap))
        if placed is not None:
            offset = _time(timeline.begins + record, fps)
            clip = ET.SubElement(spine, "asset-clip", _clip(placed, timeline, assets, offset))
            cursor = record + placed.shown
            begins = (placed.origin + placed.first) / placed.media.rate.fps
            parents.append((record, cursor, begins, clip))
    for lane, track in enumerate(timeline.tracks[1:], start=1):
        for above in track:
            first, _, begins, parent = next(p for p in parents if p[0] <= above.record < p[1])
            inner = begins + (above.record - first) / fps  # in the time of the clip below it
            words = _clip(above, timeline, assets, _seconds(inner))
            ET.SubElement(parent, "asset-clip", {"lane": str(lane), **words})


def _clip(placed: Placed, timeline: Timeline, assets: Mapping[Path, str], offset: str) -> dict[str, str]:
    return {
        "ref": assets[placed.media.path],
        "name": placed.name,
        "offset": offset,
        "start": _time(placed.origin + placed.first, placed.media.rate.fps),
        "duration": _time(placed.shown, timeline.rate.fps),
        "tcFormat": "DF" if is_drop(placed.media.timecode) else "NDF",
    }


def _asset(
    resources: ET.Element, formats: dict[tuple[int, int, Fraction], str], media: Media, number: int
) -> str:
    fps = media.rate.fps
    origin = Placed("", media, 0, 0, 0, 0).origin
    words = {
        "id": f"a{number}",
        "name": media.path.stem,
        "start": _time(origin, fps),
        "duration": _time(media.frame_count, fps),
        "hasVideo": "1",
        "format": _format(resources, formats, (media.width, media.height), fps),
    }
    sound = {"hasAudio": "1", "audioSources": "1", "audioChannels": "2"} if media.has_audio else {}
    asset = ET.SubElement(resources, "asset", {**words, **sound})
    url = media.path.absolute().as_uri()
    ET.SubElement(asset, "media-rep", {"kind": "original-media", "src": url})
    return f"a{number}"


def _format(
    resources: ET.Element,
    formats: dict[tuple[int, int, Fraction], str],
    size: tuple[int, int],
    fps: Fraction,
) -> str:
    key = (*size, fps)
    if key not in formats:
        formats[key] = f"r{len(formats) + 1}"
        width, height = map(str, size)
        words = {"id": formats[key], "frameDuration": _time(1, fps), "width": width, "height": height}
        ET.SubElement(resources, "format", words)
    return formats[key]


def _time(frames: int, fps: Fraction) -> str:
    """Exact seconds, in parts that the rate has: a multiple of a frame's duration."""
    return f"{frames * fps.denominator}/{fps.numerator}s" if frames else "0s"


def _seconds(time: Fraction) -> str:
    return f"{time.numerator}/{time.denominator}s"
