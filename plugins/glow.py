"""Glow: light around the object."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.effect_api import (
    Colour,
    Effect,
    Matte,
    Rgba,
    around,
    blur_grid,
    colour,
    gaussian_blur,
    painted,
    param,
    spread,
    switch,
)

_REACH = 4.0  # in sigmas: beyond it, less than 1/4096 is added


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
    sigma_px = params.size / 100 * image.shape[0]
    box = around(matte, _REACH * sigma_px, blur_grid(sigma_px))
    if params.strength == 0 or box is None:
        return image
    light = _light(matte[box], sigma_px, params)
    result = image.copy()
    result[box] = _lit(image[box], light, params.tint)
    return result


def _light(matte: Matte, sigma_px: float, params: GlowParams) -> Matte:
    light: Matte = gaussian_blur(matte, sigma_px)
    light *= np.float32(-1.2 * params.strength)
    light -= gaussian_blur(matte, sigma_px / 3) * np.float32(0.8 * params.strength)
    np.exp(light, out=light)
    np.subtract(1, light, out=light)
    if not params.over:
        light *= 1 - matte
    light[light < 1 / 4096] = 0
    return light


def _lit(image: Rgba, light: Matte, tint: Colour) -> Rgba:
    lit = spread(np.ascontiguousarray(image[..., 3]))
    lit -= image
    np.maximum(lit, 0, out=lit)  # the room that there is; the alpha has none
    lit *= painted(tint, light)
    lit += image
    return lit


EFFECT = Effect(
    id="glow",
    title="Glow",
    params=GlowParams,
    render=glow,
    category="Light and line",
    spills=True,
    description="Light around the object.",
)
