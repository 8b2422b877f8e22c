"""Outline: a line along the object's edge."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.effect_api import (
    Colour,
    Effect,
    Matte,
    Rgba,
    choice,
    colour,
    gaussian_blur,
    grow,
    param,
    tinted,
    within,
)


@dataclass(frozen=True)
class OutlineParams:
    """The line."""

    tint: Colour = colour((1.0, 1.0, 1.0), label="Colour")
    width: float = param(
        0.6, low=0.1, high=5.0, step=0.1, unit="%", label="Width", hint="In per cent of the picture's height."
    )
    place: str = choice("outside", ("outside", "middle", "inside"), label="Place")
    gap: float = param(0.0, low=0.0, high=5.0, step=0.1, unit="%", label="Gap", hint="Between line and edge.")
    soft_px: float = param(0.0, low=0.0, high=20.0, step=0.5, unit="px", label="Softness")


def outline(image: Rgba, matte: Matte, params: OutlineParams) -> Rgba:
    """The image with the line on it; what is cut by the picture's side has none there."""
    inner, outer = _reach(params, image.shape[0])
    line = np.clip(grow(matte, outer) - grow(matte, inner), 0.0, 1.0).astype(np.float32)
    if params.soft_px:
        line = gaussian_blur(line, params.soft_px / 2)
    return within(image, line, lambda part: tinted(part, params.tint))


def _reach(params: OutlineParams, height: int) -> tuple[float, float]:
    """How far beyond the edge the line begins and ends, in pixels."""
    width, gap = max(1.0, params.width / 100 * height), params.gap / 100 * height
    if params.place == "outside":
        return gap, gap + width
    if params.place == "inside":
        return -gap - width, -gap
    return -width / 2, width / 2


EFFECT = Effect(
    id="outline",
    title="Outline",
    params=OutlineParams,
    render=outline,
    category="Light and line",
    spills=True,
    description="A line along the object's edge.",
    paints_over=True,
)
