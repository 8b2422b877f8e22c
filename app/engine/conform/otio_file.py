"""OpenTimelineIO files (.otio), read: their picture tracks."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from app.document.timing import FrameRate
from app.engine.conform.edit_list import EditList, Event, exact_rate
from app.engine.export.timecode import timecode_of
from app.errors import UserFacingError


def read_otio(path: Path) -> EditList:
    """Raises UserFacingError for anything that is no OpenTimelineIO timeline."""
    import opentimelineio as otio

    try:
        whole = otio.core.deserialize_json_from_file(str(path))
    except (ValueError, RuntimeError, otio.exceptions.OTIOError):
        raise UserFacingError(f"{path.name} is no OpenTimelineIO file.", "Export it again.") from None
    kind = otio.schema.Timeline
    inside = whole.find_children(descended_from_type=kind) if hasattr(whole, "find_children") else []
    timelines = [whole] if isinstance(whole, kind) else list(inside)
    if not timelines or not timelines[0].video_tracks():
        raise UserFacingError(f"{path.name} holds no edit with a picture.", "Export a timeline.")
    return _read(timelines[0], path.stem, otio)


def _read(timeline: Any, name: str, otio: Any) -> EditList:
    start = timeline.global_start_time
    rate = exact_rate(start.rate if start is not None else timeline.duration().rate)
    events: list[Event] = []
    notes: list[str] = []
    for number, track in enumerate(timeline.video_tracks(), start=1):
        if not track.enabled:
            continue
        for clip in track.find_clips():
            if not clip.enabled or isinstance(clip.media_reference, otio.schema.GeneratorReference):
                continue
            events.append(_event(clip, timeline, number, rate, otio))
            if len(clip.effects) > 1:
                notes.append(f"“{clip.name}” has more than one effect; only its speed is taken over.")
    events.sort(key=lambda e: (e.record, e.track))
    numbered = [replace(e, number=i) for i, e in enumerate(events, start=1)]
    first = 0 if start is None else round(start.value)
    return EditList(timeline.name or name, rate, timecode_of(first, rate.fps), tuple(numbered), tuple(notes))


def _event(clip: Any, timeline: Any, track: int, rate: FrameRate, otio: Any) -> Event:
    """Transitions on either side are used too; the place in the edit is that of the cut."""
    seen, cut = clip.visible_range(), clip.trimmed_range()
    own = exact_rate(seen.start_time.rate)
    speed = _speed(clip, otio)
    first, shown = round(seen.start_time.value), round(seen.duration.value)
    count = max(1, round(shown * abs(speed)))
    place = clip.transformed_time_range(cut, timeline.tracks).start_time
    record = round(place.rescaled_to(float(rate.fps)).value)
    lead = round((cut.start_time - seen.start_time).rescaled_to(float(rate.fps)).value)
    reference = clip.media_reference
    known = reference.available_range if reference is not None else None
    origin = None if known is None else round(known.start_time.rescaled_to(seen.start_time.rate).value)
    return Event(
        0,
        clip.name,
        _file(reference, otio),
        str(clip.metadata.get("cmx_3600", {}).get("reel", "")),
        f"V{track}",
        own,
        first - count + 1 if speed < 0 else first,
        count,
        max(0, record - lead),
        origin,
        speed=speed,
    )


def _speed(clip: Any, otio: Any) -> Fraction:
    for effect in clip.effects:
        if isinstance(effect, otio.schema.FreezeFrame):
            return Fraction(0)
        if isinstance(effect, otio.schema.LinearTimeWarp):
            return Fraction(effect.time_scalar).limit_denominator(1000)
    return Fraction(1)


def _file(reference: Any, otio: Any) -> str:
    if isinstance(reference, otio.schema.ImageSequenceReference):
        number = f"{reference.start_frame:0{reference.frame_zero_padding}d}"
        base = reference.target_url_base.rstrip("/")
        name = f"{reference.name_prefix}{number}{reference.name_suffix}"
        return f"{base}/{name}" if base else name
    return getattr(reference, "target_url", "") or ""
