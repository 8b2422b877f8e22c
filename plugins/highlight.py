"""Highlight: a wash of colour and an outline, to point at the object."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.effect_api import Colour, Effect, Matte, Rgba, around, colour, grow, merged, param, within


@dataclass(frozen=True)
class HighlightParams:
    """The wash and the outline share a colour."""

    tint: Colour = colour((1.0, 0.75, 0.0), label="Colour")
    fill: float = param(0.35, low=0.0, high=1.0, label="Fill", hint="How much of the object it covers.")
    outline: float = param(
        0.4,
        low=0.0,
        high=2.0,
        step=0.05,
        unit="%",
        label="Outline",
        hint="Width in per cent of the picture's height, inwards from the edge.",
    )


def highlight(image: Rgba, matte: Matte, params: HighlightParams) -> Rgba:
    """The image with the object tinted and outlined."""
    width_px = min(params.outline / 100 * image.shape[0], 64.0)
    box = around(matte, width_px + 2)  # no pixel beyond it is looked at
    if box is None:
        return image
    part = matte[box]
    core = grow(part, -width_px) if width_px else part
    cover = np.zeros_like(matte)
    cover[box] = part - core
    cover[box] += core * np.float32(params.fill)
    return within(image, cover, lambda part: _painted(part, params.tint))


def _painted(image: Rgba, tint: Colour) -> Rgba:
    alpha: Matte = np.ascontiguousarray(image[..., 3])
    planes = [np.multiply(alpha, part) for part in tint]
    return merged(planes[0], planes[1], planes[2], alpha)


EFFECT = Effect(
    id="highlight",
    title="Highlight",
    params=HighlightParams,
    render=highlight,
    category="Light and line",
    description="A wash of colour and an outline.",
    paints_over=True,
)
