"""Glow: light around the object."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.effect_api import Colour, Effect, Matte, Rgba, colour, gaussian_blur, param, spread, switch, tinted


@dataclass(frozen=True)
class GlowParams:
    """The light."""

    tint: Colour = colour((0.35, 0.80, 1.0), label="Colour")
    size: float = param(
        4.0, low=0.5, high=25.0, step=0.5, unit="%", label="Size", hint="In per cent of the picture's height."
    )
    strength: float = param(1.2, low=0.0, high=4.0, label="Strength")
    over: bool = switch(default=False, label="Over the object", hint="The object glows too.")


def glow(image: Rgba, matte: Matte, params: GlowParams) -> Rgba:
    """Light is added as a screen does it, so that nothing clips; two blurs make its fall-off."""
    if params.strength == 0 or not matte.any():
        return image
    sigma_px = params.size / 100 * image.shape[0]
    light = gaussian_blur(matte, sigma_px) * np.float32(0.6) + gaussian_blur(
        matte, sigma_px / 3
    ) * np.float32(0.4)
    light = 1 - np.exp(-light * np.float32(2 * params.strength))
    if not params.over:
        light *= 1 - matte
    light[light < 1 / 4096] = 0
    added = tinted(image, params.tint)
    room = np.maximum(added[..., 3:] - image, 0.0)
    room[..., 3] = 0
    return image + room * np.array([*params.tint, 0], np.float32) * spread(light.astype(np.float32))


EFFECT = Effect(
    id="glow",
    title="Glow",
    params=GlowParams,
    render=glow,
    category="Light and line",
    spills=True,
    description="Light around the object.",
)
