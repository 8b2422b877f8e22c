"""Freeze: the object as it was on one frame, held there while the clip goes on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.effect_api import Context, Effect, Matte, Rgba, choice, mix, param


@dataclass(frozen=True)
class FreezeParams:
    """Which frame, and where."""

    frame: float = param(0, low=0, high=1_000_000, step=1, label="Frame", hint="Of the clip, counted from 0.")
    place: str = choice("behind", ("behind", "in front"), label="Place", hint="Of the object as it moves on.")
    strength: float = param(1.0, low=0.0, high=1.0, label="Strength")


def freeze(image: Rgba, matte: Matte, params: FreezeParams, context: Context) -> Rgba:
    """Before that frame nothing is held yet."""
    frame = min(max(round(params.frame), context.first), context.last)
    if context.frame < frame:
        return image
    held = context.matte(frame) * np.float32(params.strength)
    if params.place == "behind":
        held = held * (1 - matte)
    return mix(image, context.source(frame), held)


EFFECT = Effect(
    id="freeze",
    title="Freeze",
    params=FreezeParams,
    render_in_time=freeze,
    category="Time and place",
    spills=True,
    description="The object as it was on one frame stays in the picture.",
)
