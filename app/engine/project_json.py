"""The project as JSON, all but the bulk: what there is one of per frame is in rows of its own (`Bulk`).

A field that is added: a line where it is written, a line where it is read, with the default for files that
do not have it yet (`fields.text("x", "")`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from app.document.edit_use import EditUse
from app.document.masklet import Masklet, Sample
from app.document.matte import MatteSettings
from app.document.media import ColourTags, Media
from app.document.project import Marker, Project
from app.document.prompts import Box, Click, FramePrompts, MaskPrompt
from app.document.stretches import runs
from app.document.strokes import Brush, Lasso, Stroke, Strokes
from app.document.timing import FrameRange, FrameRate
from app.engine.effect_json import effect_from_json, effect_to_json
from app.engine.json_fields import Fields, integer, items, number
from app.engine.matte_json import matte_from_json, matte_to_json

SampleRole = Literal["track", "corrects"]
PartKind = Literal["mask", "hand"]
_SIDE = 1 << 17  # no image is wider: a larger number is damage
_DEPTHS = 1 << 20
_LEVELS = 7  # no click has more candidates
_FRAMES = 1 << 32  # no clip is longer
_LONGEST_SET = 1 << 24  # frames in one set: a range that a damaged file makes longer would fill the memory


@dataclass(frozen=True)
class Bulk:
    """What a masklet has one of per frame, beside its JSON."""

    samples: Mapping[SampleRole, Mapping[int, Sample]]
    parts: Mapping[PartKind, Mapping[int, bytes]]

    def part(self, kind: PartKind, frame: int) -> bytes:
        """Raises ValueError where it is missing."""
        found = self.parts.get(kind, {}).get(frame)
        if found is None:
            raise ValueError(f"the {kind} of frame {frame} is missing")
        return found


def corrected_samples(masklet: Masklet) -> dict[int, Sample]:
    """The masks that the masklet's prompts correct, by frame."""
    return {f: p.corrects for f, p in masklet.prompts.items() if p.corrects is not None}


def project_to_json(project: Project) -> dict[str, Any]:
    """Everything but `media` and the masklets."""
    return {
        "masklets": [m.id for m in project.masklets],
        "in_point": project.in_point,
        "out_point": project.out_point,
        "model": project.model,
        "exclusive": project.exclusive,
        "next_id": project.next_id,
        "cuts": None if project.cuts is None else list(project.cuts),
        "markers": [[m.frame, m.text] for m in project.markers],
        "use": None if project.use is None else _use_to_json(project.use),
    }


def project_from_json(fields: Fields, media: Media | None, masklets: Mapping[int, Masklet]) -> Project:
    """Raises ValueError for values that no project has. `masklets` are those of the file, by id."""
    order = [integer(v, "masklets", 1) for v in fields.items("masklets")]
    if set(order) != set(masklets):
        raise ValueError("a masklet is missing")
    ids = [*order, *(part.id for m in masklets.values() for part in (*m.effects, *m.matte.shapes))]
    if len(set(ids)) != len(ids):
        raise ValueError("two things have the same id")
    cuts = tuple(integer(c, "cuts") for c in fields.items("cuts")) if fields.has("cuts") else None
    return Project(
        media=media,
        masklets=tuple(masklets[i] for i in order),
        in_point=_frame_or_none(fields, "in_point"),
        out_point=_frame_or_none(fields, "out_point"),
        model=fields.text("model"),
        exclusive=fields.flag("exclusive") if fields.has("exclusive") else False,
        next_id=fields.integer("next_id", low=max(ids, default=0) + 1),
        cuts=cuts,
        markers=tuple(_marker_from_json(m) for m in fields.items("markers", [])),
        use=_use_from_json(fields.fields("use")) if fields.has("use") else None,
    )


def _use_to_json(use: EditUse) -> dict[str, Any]:
    own = {name: getattr(use, name) for name in ("edit", "event", "record", "start", "reel")}
    return {**own, "rate": str(use.rate.fps), "frames": [use.frames.first, use.frames.last]}


def _use_from_json(fields: Fields) -> EditUse:
    first, last = (integer(f, "use") for f in fields.items("frames"))
    return EditUse(
        fields.text("edit"),
        fields.integer("event"),
        FrameRange(first, last),
        fields.integer("record"),
        _rate(fields.text("rate")),
        fields.text("start", ""),
        fields.text("reel", ""),
    )


def _marker_from_json(value: object) -> Marker:
    frame, text = items(value, "marker")
    if not isinstance(text, str):
        raise ValueError("a marker has no text")  # noqa: TRY004 (damaged input)
    return Marker(integer(frame, "marker"), text)


def media_to_json(media: Media) -> dict[str, Any]:
    """Everything but `path`."""
    return {
        "width": media.width,
        "height": media.height,
        "rate": str(media.rate.fps),
        "frame_count": media.frame_count,
        "is_sequence": media.is_sequence,
        "codec": media.codec,
        "pixel_format": media.pixel_format,
        "bit_depth": media.bit_depth,
        "has_alpha": media.has_alpha,
        "has_audio": media.has_audio,
        "pixel_aspect": list(media.pixel_aspect),
        "rotation": media.rotation,
        "is_variable_rate": media.is_variable_rate,
        "start_frame": media.start_frame,
        "timecode": media.timecode,
        "colour": vars(media.colour),
        "input_space": media.input_space,
        "fingerprint": media.fingerprint,
    }


def media_from_json(fields: Fields, path: Path) -> Media:
    """Raises ValueError for values that no media has."""
    colour = fields.fields("colour")
    across, down = items(fields.raw("pixel_aspect"), "pixel_aspect")
    return Media(
        path=path,
        width=fields.integer("width", 1, _SIDE),
        height=fields.integer("height", 1, _SIDE),
        rate=_rate(fields.text("rate")),
        frame_count=fields.integer("frame_count", 1),
        is_sequence=fields.flag("is_sequence"),
        codec=fields.text("codec"),
        pixel_format=fields.text("pixel_format"),
        bit_depth=fields.integer("bit_depth", 1, 64),
        has_alpha=fields.flag("has_alpha"),
        has_audio=fields.flag("has_audio"),
        pixel_aspect=(integer(across, "pixel_aspect", 1), integer(down, "pixel_aspect", 1)),
        rotation=fields.integer("rotation", -360, 360),
        is_variable_rate=fields.flag("is_variable_rate"),
        start_frame=fields.integer("start_frame", -(2**53)),
        timecode=fields.text("timecode"),
        colour=ColourTags(
            colour.text("primaries"), colour.text("transfer"), colour.text("matrix"), colour.text("range")
        ),
        input_space=fields.text("input_space") if fields.has("input_space") else "",
        fingerprint=fields.text("fingerprint", ""),
    )


def _rate(text: str) -> FrameRate:
    try:
        return FrameRate(Fraction(text))
    except ZeroDivisionError as error:
        raise ValueError("the frame rate is damaged") from error


def masklet_to_json(masklet: Masklet) -> dict[str, Any]:
    """Everything but what is in its bulk."""
    return {
        "id": masklet.id,
        "name": masklet.name,
        "colour": list(masklet.colour),
        "visible": masklet.visible,
        "prompts": [_prompts_to_json(f, masklet.prompts[f]) for f in sorted(masklet.prompts)],
        "effects": [effect_to_json(e) for e in masklet.effects],
        "must_hide": masklet.must_hide,
        "matte": matte_to_json(masklet.matte),
        "stale": frames_to_json(masklet.stale),
        "locked": frames_to_json(masklet.locked),
        "reviewed": frames_to_json(masklet.reviewed),
        "policy": masklet.policy,
        "window": masklet.window,
        "depth": masklet.depth,
    }


def masklet_parts(masklet: Masklet) -> dict[PartKind, dict[int, Any]]:
    """The values per frame that `part_bytes` writes. The same value is not written a second time."""
    return {
        "mask": {f: p.mask for f, p in masklet.prompts.items() if p.mask is not None},
        "hand": dict(masklet.hand),
    }


def part_bytes(kind: PartKind, value: Any) -> bytes:
    if kind == "mask":
        return value.packed
    return json.dumps([_stroke_to_json(s) for s in value], allow_nan=False).encode()


def masklet_from_json(fields: Fields, bulk: Bulk) -> Masklet:
    """Raises ValueError for values that no masklet has."""
    red, green, blue = (integer(v, "colour", 0, 255) for v in fields.items("colour"))
    corrected = bulk.samples.get("corrects", {})
    prompts = {
        frame: replace(made, corrects=corrected.get(frame))
        for frame, made in (_prompts_from_json(Fields(p), bulk) for p in fields.items("prompts"))
    }
    hand = {f: _strokes_from_json(Fields.parse_list(data)) for f, data in bulk.parts.get("hand", {}).items()}
    return Masklet(
        id=fields.integer("id", 1),
        name=fields.text("name"),
        colour=(red, green, blue),
        visible=fields.flag("visible"),
        prompts=MappingProxyType(prompts),
        track=MappingProxyType(dict(bulk.samples.get("track", {}))),
        stale=frames_from_json(fields, "stale"),
        effects=tuple(effect_from_json(Fields(e)) for e in fields.items("effects")),
        must_hide=fields.flag("must_hide") if fields.has("must_hide") else False,
        matte=matte_from_json(fields.fields("matte")) if fields.has("matte") else MatteSettings(),
        locked=frames_from_json(fields, "locked"),
        reviewed=frames_from_json(fields, "reviewed"),
        hand=MappingProxyType(hand),
        policy=fields.text("policy") if fields.has("policy") else "",
        window="off" if fields.has("window") and fields.text("window") == "off" else "auto",
        depth=fields.integer("depth", 0, _DEPTHS) if fields.has("depth") else 0,
    )


def frames_to_json(frames: Iterable[int]) -> list[list[int]]:
    """A set of frames as ranges, both ends included."""
    return [[r.first, r.last] for r in runs(frames)]


def frames_from_json(fields: Fields, key: str) -> frozenset[int]:
    """None where the key is missing."""
    found: set[int] = set()
    for value in fields.items(key, []):
        first, last = (integer(v, key, 0, _FRAMES) for v in items(value, key))
        if last - first + len(found) > _LONGEST_SET:
            raise ValueError(f"{key} names more frames than a clip has")
        found.update(range(first, last + 1))
    return frozenset(found)


def _prompts_to_json(frame: int, prompts: FramePrompts) -> dict[str, Any]:
    box, mask = prompts.box, prompts.mask
    return {
        "frame": frame,
        "clicks": [[float(c.x), float(c.y), c.positive] for c in prompts.clicks],
        "box": None if box is None else [float(v) for v in (box.x0, box.y0, box.x1, box.y1)],
        "mask": None if mask is None else [mask.width, mask.height],
        "level": prompts.level,
        "strokes": [_stroke_to_json(s) for s in prompts.strokes],
    }


def _prompts_from_json(fields: Fields, bulk: Bulk) -> tuple[int, FramePrompts]:
    frame = fields.integer("frame")
    box = mask = None
    if fields.has("box"):
        x0, y0, x1, y1 = (number(v, "box") for v in fields.items("box"))
        box = Box(x0, y0, x1, y1)
    if fields.has("mask"):
        width, height = (integer(v, "mask", 1, _SIDE) for v in fields.items("mask"))
        mask = MaskPrompt(width, height, bulk.part("mask", frame))
    clicks = tuple(_click_from_json(c) for c in fields.items("clicks"))
    level = fields.integer("level", 0, _LEVELS) if fields.has("level") else None
    strokes = _strokes_from_json(fields.items("strokes", []))
    return frame, FramePrompts(clicks, box, mask, level=level, strokes=strokes)


def _click_from_json(value: object) -> Click:
    x, y, positive = items(value, "click")
    return Click(number(x, "click"), number(y, "click"), positive=bool(positive))


def _stroke_to_json(stroke: Stroke) -> dict[str, Any]:
    points = [float(v) for point in stroke.points for v in point]
    if isinstance(stroke, Brush):
        return {"brush": points, "radius": float(stroke.radius), "positive": stroke.positive}
    return {"lasso": points, "positive": stroke.positive, "snaps": stroke.snaps}


def _strokes_from_json(values: list[object]) -> Strokes:
    return tuple(_stroke_from_json(Fields(v)) for v in values)


def _stroke_from_json(fields: Fields) -> Stroke:
    kind = "brush" if fields.has("brush") else "lasso"
    flat = [number(v, kind) for v in fields.items(kind)]
    points = tuple(zip(flat[::2], flat[1::2], strict=True))
    if kind == "brush":
        return Brush(points, number(fields.raw("radius"), "radius"), fields.flag("positive"))
    return Lasso(points, fields.flag("positive"), fields.flag("snaps"))


def _frame_or_none(fields: Fields, key: str) -> int | None:
    return fields.integer(key) if fields.has(key) else None
