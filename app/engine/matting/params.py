"""The parameters of the matte stages, in the order in which the stages work."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from app.document.keyframes import values_at
from app.document.matte import MatteSettings
from app.effect_api import ParamSpec, choice, param
from app.engine.param_values import field_spec, fitted


@dataclass(frozen=True)
class MatteParams:
    """With the defaults no stage does anything. Lengths are in source pixels."""

    edge_px: float = param(
        1.5, low=0.0, high=40.0, step=0.5, unit="px", label="Edge width", hint="Of the ramp from 0 to 1"
    )
    softness: float = param(
        0.0,
        low=0.0,
        high=1.0,
        label="Model softness",
        hint="0: the same edge everywhere; 1: as soft as the model is unsure",
    )
    border_px: float = param(
        0.0,
        low=0.0,
        high=40.0,
        step=1.0,
        unit="px",
        label="Border fix",
        hint="Carries the matte out to the picture's border, from this far inside",
    )
    holes_px: float = param(
        0.0, low=0.0, high=400.0, step=1.0, unit="px", label="Fill holes", hint="Up to this far across"
    )
    specks_px: float = param(
        0.0, low=0.0, high=400.0, step=1.0, unit="px", label="Remove specks", hint="Up to this far across"
    )
    refine: str = choice(
        "off",
        ("off", "fast", "fine", "fine_knn"),
        label="Refine edges",
        hint="By the picture's colours. Fast: guided filter. Fine: closed-form or KNN matting, for hair and "
        "fur; takes seconds a frame",
    )
    band_px: float = param(
        6.0,
        low=1.0,
        high=100.0,
        step=1.0,
        unit="px",
        label="Refined band",
        hint="How far on each side of the edge the matte is decided anew",
    )
    stabilise: float = param(
        0.0,
        low=0.0,
        high=1.0,
        label="Stabilise",
        hint="Calms an edge that boils, along the motion of the picture",
    )
    clip_black: float = param(
        0.0,
        low=0.0,
        high=0.95,
        label="Clip black",
        hint="What is below is 0: takes haze away around the object",
    )
    clip_white: float = param(
        1.0,
        low=0.05,
        high=1.0,
        label="Clip white",
        hint="What is above is 1: fills thin places in the object",
    )
    grow_px: float = param(
        0.0, low=-60.0, high=60.0, step=0.1, unit="px", label="Shrink or grow", hint="Below 0 shrinks"
    )
    feather_px: float = param(0.0, low=0.0, high=100.0, step=0.5, unit="px", label="Feather")
    feather_side: str = choice("both", ("both", "inside", "outside"), label="Feather to")
    shutter_deg: float = param(
        0.0,
        low=0.0,
        high=720.0,
        step=5.0,
        unit="°",
        label="Motion blur",
        hint="Shutter angle: 180° blurs over half of the way to the next frame",
    )
    decontaminate: float = param(
        0.0,
        low=0.0,
        high=1.0,
        label="Clean edge colours",
        hint="Takes the background's colour out of the edge of what is cut out",
    )
    core_px: float = param(
        4.0,
        low=0.0,
        high=100.0,
        step=0.5,
        unit="px",
        label="Core from edge",
        hint="For core and edge mattes: how far inside the edge the core begins",
    )


# What a panel puts together under one title, in the order of work.
GROUPS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "Edge": ("edge_px", "softness", "border_px"),
        "Clean up": ("holes_px", "specks_px"),
        "Refine": ("refine", "band_px", "stabilise"),
        "Shape": ("clip_black", "clip_white", "grow_px", "feather_px", "feather_side", "shutter_deg"),
        "Delivery": ("decontaminate", "core_px"),
    }
)


def specs() -> dict[str, ParamSpec]:
    """How each parameter is shown and limited."""
    return {field.name: field_spec(field) for field in dataclasses.fields(MatteParams)}


def params_at(settings: MatteSettings, frame: float, scale: float = 1.0) -> MatteParams:
    """The parameters on a frame, for a picture that is `scale` times the source's size."""
    if not settings.enabled:
        return MatteParams()
    params: MatteParams = fitted(MatteParams, values_at(settings.params, settings.curves, frame))
    if scale == 1.0:
        return params
    lengths = [f.name for f in dataclasses.fields(MatteParams) if field_spec(f).unit == "px"]
    # The edge's width is the picture's own: a preview is no softer and no harder than the real thing.
    scaled = {name: getattr(params, name) * scale for name in lengths if name != "edge_px"}
    return dataclasses.replace(
        params, **scaled, edge_px=max(params.edge_px * scale, min(params.edge_px, 1.0))
    )
