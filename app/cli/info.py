"""`masklet info`: what is known of a clip or a project, for people and for scripts."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from app.cli import exits
from app.document.masklet import Masklet
from app.document.media import Media
from app.document.project import Project
from app.document.timing import FrameRange

JsonObject = dict[str, Any]


def run(args: argparse.Namespace) -> int:
    facts = _project_facts(args.path) if args.path.suffix == ".masklet" else _clip_facts(args.path)
    if args.json:
        print(json.dumps(facts, indent=2, ensure_ascii=False))
    else:
        print("\n".join(_lines(facts)))
    return exits.DONE


def _clip_facts(path: Path) -> JsonObject:
    from app.engine.media_reader import open_media

    with open_media(path) as reader:
        return {"kind": "media", **media_facts(reader.media)}


def _project_facts(path: Path) -> JsonObject:
    from app.engine.project_file import load_project

    return {"kind": "project", "path": str(path), **project_facts(load_project(path))}


def media_facts(media: Media) -> JsonObject:
    """A clip as plain JSON. Rates are exact fractions, with a rounded number beside them."""
    fps = media.rate.fps
    colour = media.colour
    return {
        "path": str(media.path),
        "width": media.width,
        "height": media.height,
        "frame_count": media.frame_count,
        "rate": f"{fps.numerator}/{fps.denominator}",
        "fps": round(float(fps), 3),
        "duration_s": round(media.rate.seconds(media.frame_count), 3),
        "is_variable_rate": media.is_variable_rate,
        "is_sequence": media.is_sequence,
        "start_frame": media.start_frame,
        "timecode": media.timecode,
        "codec": media.codec,
        "pixel_format": media.pixel_format,
        "bit_depth": media.bit_depth,
        "has_alpha": media.has_alpha,
        "has_audio": media.has_audio,
        "pixel_aspect": "{}:{}".format(*media.pixel_aspect),
        "rotation": media.rotation,
        "colour": {
            "primaries": colour.primaries,
            "transfer": colour.transfer,
            "matrix": colour.matrix,
            "range": colour.range,
        },
    }


def project_facts(project: Project) -> JsonObject:
    """A project as plain JSON; frame ranges are [first, last], both included."""
    area = project.work_area
    return {
        "media": media_facts(project.media) if project.media else None,
        "model": project.model,
        "work_area": [area.first, area.last],
        "masklets": [_masklet_facts(m) for m in project.masklets],
    }


def _masklet_facts(masklet: Masklet) -> JsonObject:
    absent = [frame for frame, sample in masklet.track.items() if sample.presence <= 0]
    return {
        "id": masklet.id,
        "name": masklet.name,
        "colour": "#{:02x}{:02x}{:02x}".format(*masklet.colour),
        "visible": masklet.visible,
        "prompted_frames": sorted(masklet.prompts),
        "tracked_ranges": [[r.first, r.last] for r in _ranges(masklet.track)],
        "stale_ranges": [[r.first, r.last] for r in _ranges(masklet.stale)],
        "absent_ranges": [[r.first, r.last] for r in _ranges(absent)],
        "models": sorted({sample.model for sample in masklet.track.values()}),
        "effects": [{"effect": e.effect, "enabled": e.enabled, **_params(e.params)} for e in masklet.effects],
    }


def _params(params: Mapping[str, Any]) -> JsonObject:
    return {"params": dict(params)}


def _ranges(frames: Iterable[int]) -> Iterator[FrameRange]:
    """Runs of consecutive frames, in order."""
    first = last = -1
    for frame in sorted(frames):
        if frame == last + 1 and first >= 0:
            last = frame
            continue
        if first >= 0:
            yield FrameRange(first, last)
        first = last = frame
    if first >= 0:
        yield FrameRange(first, last)


def _lines(facts: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    """The same facts as aligned lines; empty ones are left out."""
    for name, value in facts.items():
        label = f"{indent}{name.replace('_', ' ')}"
        if isinstance(value, dict):
            yield f"{label}:"
            yield from _lines(value, indent + "  ")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for entry in value:
                yield f"{label}:"
                yield from _lines(entry, indent + "  ")
        elif value not in ("", None, [], {}):
            yield f"{label + ':':<20}{value}"
