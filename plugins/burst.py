"""Burst lines: rays that point at the object, as in a comic."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.effect_api import Colour, Effect, Matte, Rgba, colour, grow, middle_of, param, switch, tinted, within


@dataclass(frozen=True)
class BurstParams:
    """The rays."""

    tint: Colour = colour((1.0, 1.0, 1.0), label="Colour")
    count: float = param(48, low=8, high=160, step=1, label="Lines")
    width: float = param(0.45, low=0.05, high=0.95, label="Width", hint="Of each line, in the space it has.")
    gap: float = param(
        4.0, low=0.0, high=25.0, step=0.5, unit="%", label="Gap", hint="Between object and lines."
    )
    interleave: bool = switch(default=True, label="Interleave", hint="Every second line begins farther out.")
    turn: float = param(0.0, low=-180.0, high=180.0, step=1.0, unit="°", label="Turn")


def burst(image: Rgba, matte: Matte, params: BurstParams) -> Rgba:
    """Wedges, pointed at the object's middle, from the edge of its own shape on outwards."""
    if not matte.any():
        return image
    rays = _rays(matte, params) * (1 - grow(matte, min(params.gap / 100 * image.shape[0], 200.0)))
    return within(image, rays.astype(np.float32), lambda part: tinted(part, params.tint))


def _rays(matte: Matte, params: BurstParams) -> Matte:
    across, down, radius = middle_of(matte)
    rows, columns = np.ogrid[: matte.shape[0], : matte.shape[1]]
    y, x = rows + 0.5 - down, columns + 0.5 - across
    away = np.maximum(np.hypot(y, x), 1.0)
    count = round(params.count)
    turn = (np.arctan2(y, x) + np.radians(params.turn)) / (2 * np.pi) * count % count
    centre = np.abs(turn % 1 - 0.5)  # 0 in the middle of a ray
    wide = params.width / 2 * np.clip((away - radius) / (4 * radius), 0.15, 1.0)
    pixel = count / (2 * np.pi * away)  # in rays
    rays = np.clip((wide - centre) / pixel + 0.5, 0, 1)
    if params.interleave:
        begins = radius * np.where(turn.astype(int) % 2, 2.2, 1.2)
        rays *= np.clip(away - begins, 0, 1)
    return rays.astype(np.float32)


EFFECT = Effect(
    id="burst",
    title="Burst lines",
    params=BurstParams,
    render=burst,
    category="Light and line",
    spills=True,
    description="Rays that point at the object, as in a comic.",
)
