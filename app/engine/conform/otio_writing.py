"""A timeline as OpenTimelineIO (.otio), for Resolve, Premiere, Hiero and Blender."""

from __future__ import annotations

import re
from typing import Any

from app.document.media import Media
from app.engine.conform.timeline import Placed, Timeline

_NUMBER = re.compile(r"^(.*?)(\d+)(\.\w+)$")


def otio_text(timeline: Timeline) -> str:
    """Movies are external references, image sequences references with their first number and padding."""
    import opentimelineio as otio

    fps = float(timeline.rate.fps)
    time = otio.opentime.RationalTime
    whole = otio.schema.Timeline(timeline.name, global_start_time=time(timeline.begins, fps))
    for number, track in enumerate(timeline.tracks, start=1):
        row = otio.schema.Track(f"V{number}", kind=otio.schema.TrackKind.Video)
        cursor = 0
        for placed in track:
            if placed.record > cursor:
                gap = otio.opentime.TimeRange(time(0, fps), time(placed.record - cursor, fps))
                row.append(otio.schema.Gap(source_range=gap))
            row.append(_clip(placed, otio))
            cursor = placed.record + placed.shown
        whole.tracks.append(row)
    return str(otio.core.serialize_json_to_string(whole, indent=4)) + "\n"


def _clip(placed: Placed, otio: Any) -> Any:
    media = placed.media
    fps = float(media.rate.fps)
    time = otio.opentime.RationalTime
    begin = media.start_frame if media.is_sequence and not media.timecode else placed.origin
    available = otio.opentime.TimeRange(time(begin, fps), time(media.frame_count, fps))
    source = otio.opentime.TimeRange(time(begin + placed.first, fps), time(placed.count, fps))
    clip = otio.schema.Clip(placed.name, _reference(media, available, otio), source)
    if placed.reel:
        clip.metadata["cmx_3600"] = {"reel": placed.reel}
    return clip


def _reference(media: Media, available: Any, otio: Any) -> Any:
    path = media.path.absolute()
    if not media.is_sequence:
        return otio.schema.ExternalReference(path.as_uri(), available)
    match = _NUMBER.match(path.name)
    assert match is not None  # the first image of a sequence has a number
    return otio.schema.ImageSequenceReference(
        target_url_base=f"{path.parent.as_uri()}/",
        name_prefix=match[1],
        name_suffix=match[3],
        start_frame=media.start_frame,
        frame_step=1,
        rate=float(media.rate.fps),
        frame_zero_padding=len(match[2]),
        available_range=available,
    )
