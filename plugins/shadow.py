"""Drop shadow: the object's shadow on what is behind it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.effect_api import Colour, Effect, Matte, Rgba, colour, gaussian_blur, param, shifted, tinted, within


@dataclass(frozen=True)
class ShadowParams:
    """The shadow."""

    tint: Colour = colour((0.0, 0.0, 0.0), label="Colour")
    strength: float = param(0.6, low=0.0, high=1.0, label="Strength")
    right: float = param(1.5, low=-30.0, high=30.0, step=0.1, unit="%", label="Right", hint="Of the height.")
    down: float = param(2.0, low=-30.0, high=30.0, step=0.1, unit="%", label="Down", hint="Of the height.")
    softness: float = param(1.5, low=0.0, high=15.0, step=0.1, unit="%", label="Softness")


def shadow(image: Rgba, matte: Matte, params: ShadowParams) -> Rgba:
    """The shadow falls behind the object: where its matte is 1 nothing changes."""
    unit = image.shape[0] / 100
    cast = shifted(matte, params.right * unit, params.down * unit)
    if params.softness:
        cast = gaussian_blur(cast, params.softness * unit)
    cast = cast * (1 - matte) * np.float32(params.strength)
    cast[cast < 1 / 4096] = 0
    return within(image, cast, lambda part: tinted(part, params.tint))


EFFECT = Effect(
    id="shadow",
    title="Drop shadow",
    params=ShadowParams,
    render=shadow,
    category="Light and line",
    spills=True,
    description="The object's shadow on what is behind it.",
    paints_over=True,
)
