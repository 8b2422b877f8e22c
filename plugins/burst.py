"""Burst lines: rays that point at the object, as in a comic."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.effect_api import (
    Colour,
    Context,
    Effect,
    Matte,
    Middle,
    Region,
    Rgba,
    colour,
    grow,
    in_strips,
    param,
    steady_middle,
    switch,
    tinted,
    whole,
    within,
)


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


def burst(image: Rgba, matte: Matte, params: BurstParams, context: Context) -> Rgba:
    """Wedges, pointed at the object's middle, from the edge of its own shape on outwards."""
    middle = steady_middle(context)
    if middle is None or not matte.any():
        return image
    rays = np.empty_like(matte)
    free = 1 - grow(matte, min(params.gap / 100 * image.shape[0], 200.0))

    def strip(rows: Region) -> None:
        rays[rows] = _rays(rows, middle, params) * free[rows]

    in_strips(whole(matte), strip)
    return within(image, rays, lambda part: tinted(part, params.tint))


def _rays(region: Region, middle: Middle, params: BurstParams) -> Matte:
    across, down, radius = middle
    rows, columns = np.ogrid[region]
    y, x = (rows + 0.5 - down).astype(np.float32), (columns + 0.5 - across).astype(np.float32)
    away = np.maximum(np.sqrt(y * y + x * x), np.float32(1))
    count = round(params.count)
    turn = (np.arctan2(y, x) + np.float32(np.radians(params.turn) + 4 * np.pi)) * np.float32(
        count / 2 / np.pi
    )
    number = np.floor(turn)
    centre = np.abs(turn - number - np.float32(0.5))  # 0 in the middle of a ray
    wide = np.clip((away - radius) * np.float32(1 / (4 * radius)), 0.15, 1.0) * np.float32(params.width / 2)
    rays = (wide - centre) * away * np.float32(2 * np.pi / count) + np.float32(0.5)
    np.clip(rays, 0, 1, out=rays)
    if params.interleave:
        odd = number % count % 2  # an odd count has two neighbours alike where it closes
        begins = np.float32(radius) * (np.float32(1.2) + odd)
        rays *= np.clip(away - begins, 0, 1)
    return rays.astype(np.float32, copy=False)


EFFECT = Effect(
    id="burst",
    title="Burst lines",
    params=BurstParams,
    render_in_time=burst,
    category="Light and line",
    spills=True,
    description="Rays that point at the object, as in a comic.",
    paints_over=True,
)
