"""The project as JSON, all but the bulk: tracks and painted masks are members of their own, named here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app.document.effects import EffectInstance, ParamValue, frozen_params
from app.document.masklet import Masklet, Sample
from app.document.matte import MatteSettings
from app.document.media import ColourTags, Media
from app.document.project import Project
from app.document.prompts import Box, Click, FramePrompts, MaskPrompt
from app.document.timing import FrameRate
from app.engine.json_fields import Fields, integer, items, number
from app.engine.matte_json import matte_from_json, matte_to_json
from app.engine.param_json import param_from_json, param_to_json
from app.engine.sample_pack import unpack_track

ReadMember = Callable[[str], bytes]
_SIDE = 1 << 17  # no image is wider: a larger number is damage
_LEVELS = 7  # no click has more candidates


def track_member(masklet_id: int) -> str:
    return f"masklets/{masklet_id}/track"


def corrected_member(masklet_id: int) -> str:
    return f"masklets/{masklet_id}/corrected"


def mask_member(masklet_id: int, frame: int) -> str:
    return f"masklets/{masklet_id}/mask-{frame}"


def corrected_samples(masklet: Masklet) -> dict[int, Sample]:
    """The masks that the masklet's prompts correct, by frame."""
    return {f: p.corrects for f, p in masklet.prompts.items() if p.corrects is not None}


def project_to_json(project: Project) -> dict[str, Any]:
    """Everything but `media`, the tracks and the bytes of masks."""
    return {
        "masklets": [_masklet_to_json(m) for m in project.masklets],
        "in_point": project.in_point,
        "out_point": project.out_point,
        "model": project.model,
        "next_id": project.next_id,
    }


def project_from_json(fields: Fields, media: Media | None, read: ReadMember) -> Project:
    """Raises ValueError for values that no project has; `read` gives a member's bytes."""
    masklets = tuple(_masklet_from_json(Fields(m), read) for m in fields.items("masklets"))
    ids = [m.id for m in masklets]
    ids += [part.id for m in masklets for part in (*m.effects, *m.matte.shapes)]
    if len(set(ids)) != len(ids):
        raise ValueError("two things have the same id")
    return Project(
        media=media,
        masklets=masklets,
        in_point=_frame_or_none(fields, "in_point"),
        out_point=_frame_or_none(fields, "out_point"),
        model=fields.text("model"),
        next_id=fields.integer("next_id", low=max(ids, default=0) + 1),
    )


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
    )


def _rate(text: str) -> FrameRate:
    try:
        return FrameRate(Fraction(text))
    except ZeroDivisionError as error:
        raise ValueError("the frame rate is damaged") from error


def _masklet_to_json(masklet: Masklet) -> dict[str, Any]:
    return {
        "id": masklet.id,
        "name": masklet.name,
        "colour": list(masklet.colour),
        "visible": masklet.visible,
        "has_corrections": bool(corrected_samples(masklet)),
        "prompts": [_prompts_to_json(f, masklet.prompts[f]) for f in sorted(masklet.prompts)],
        "effects": [_effect_to_json(e) for e in masklet.effects],
        "matte": matte_to_json(masklet.matte),
    }


def _masklet_from_json(fields: Fields, read: ReadMember) -> Masklet:
    number_ = fields.integer("id", 1)
    red, green, blue = (integer(v, "colour", 0, 255) for v in fields.items("colour"))
    corrected: dict[int, Sample] = {}
    if fields.flag("has_corrections"):
        corrected, _ = unpack_track(read(corrected_member(number_)))
    prompts = {
        frame: replace(made, corrects=corrected.get(frame))
        for frame, made in (_prompts_from_json(Fields(p), number_, read) for p in fields.items("prompts"))
    }
    track, stale = unpack_track(read(track_member(number_)))
    return Masklet(
        id=number_,
        name=fields.text("name"),
        colour=(red, green, blue),
        visible=fields.flag("visible"),
        prompts=MappingProxyType(prompts),
        track=MappingProxyType(track),
        stale=stale,
        effects=tuple(_effect_from_json(Fields(e)) for e in fields.items("effects")),
        matte=matte_from_json(fields.fields("matte")) if fields.has("matte") else MatteSettings(),
    )


def _prompts_to_json(frame: int, prompts: FramePrompts) -> dict[str, Any]:
    box, mask = prompts.box, prompts.mask
    return {
        "frame": frame,
        "clicks": [[float(c.x), float(c.y), c.positive] for c in prompts.clicks],
        "box": None if box is None else [float(v) for v in (box.x0, box.y0, box.x1, box.y1)],
        "mask": None if mask is None else [mask.width, mask.height],
        "level": prompts.level,
    }


def _prompts_from_json(fields: Fields, masklet_id: int, read: ReadMember) -> tuple[int, FramePrompts]:
    frame = fields.integer("frame")
    box = mask = None
    if fields.has("box"):
        x0, y0, x1, y1 = (number(v, "box") for v in fields.items("box"))
        box = Box(x0, y0, x1, y1)
    if fields.has("mask"):
        width, height = (integer(v, "mask", 1, _SIDE) for v in fields.items("mask"))
        mask = MaskPrompt(width, height, read(mask_member(masklet_id, frame)))
    clicks = tuple(_click_from_json(c) for c in fields.items("clicks"))
    level = fields.integer("level", 0, _LEVELS) if fields.has("level") else None
    return frame, FramePrompts(clicks, box, mask, level=level)


def _click_from_json(value: object) -> Click:
    x, y, positive = items(value, "click")
    return Click(number(x, "click"), number(y, "click"), positive=bool(positive))


def _effect_to_json(effect: EffectInstance) -> dict[str, Any]:
    return {
        "id": effect.id,
        "effect": effect.effect,
        "enabled": effect.enabled,
        "params": {k: param_to_json(v) for k, v in sorted(effect.params.items())},
    }


def _effect_from_json(fields: Fields) -> EffectInstance:
    values = fields.fields("params")
    params: Mapping[str, ParamValue] = {k: param_from_json(values.raw(k)) for k in values.keys()}  # noqa: SIM118
    return EffectInstance(
        id=fields.integer("id", 1),
        effect=fields.text("effect"),
        params=frozen_params(params),
        enabled=fields.flag("enabled"),
    )


def _frame_or_none(fields: Fields, key: str) -> int | None:
    return fields.integer(key) if fields.has(key) else None
