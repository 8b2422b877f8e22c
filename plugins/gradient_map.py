"""Gradient map: colours by brightness, from the darkest to the lightest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.effect_api import Colour, Effect, Matte, Rgba, colour, luma, param, recoloured, switch, within


@dataclass(frozen=True)
class GradientMapParams:
    """Two colours make a duotone, three a gradient."""

    dark: Colour = colour((0.08, 0.05, 0.30), label="Dark")
    middle: Colour = colour((0.85, 0.20, 0.40), label="Middle")
    light: Colour = colour((1.0, 0.90, 0.55), label="Light")
    three: bool = switch(default=True, label="Three colours", hint="Off leaves the middle one out.")
    contrast: float = param(0.0, low=-1.0, high=1.0, label="Contrast")


def gradient_map(image: Rgba, matte: Matte, params: GradientMapParams) -> Rgba:
    """Each pixel's luma, not its place, chooses the colour: nothing shimmers."""
    return within(image, matte, lambda part: _mapped(part, params))


def _mapped(image: Rgba, params: GradientMapParams) -> Rgba:
    alpha = np.maximum(image[..., 3], np.float32(1e-6))
    light = luma(image) / alpha
    light = np.clip((light - 0.5) * np.float32(4.0**params.contrast) + 0.5, 0.0, 1.0)
    stops = (params.dark, params.middle, params.light) if params.three else (params.dark, params.light)
    places = np.linspace(0, 1, len(stops))
    colours = np.dstack([np.interp(light, places, [stop[i] for stop in stops]) for i in range(3)])
    return recoloured(image, colours.astype(np.float32))


EFFECT = Effect(
    id="gradient_map",
    title="Gradient map",
    params=GradientMapParams,
    render=gradient_map,
    category="Colour",
    description="Colours by brightness: a duotone of two colours, or a gradient of three.",
    paints_over=True,
)
