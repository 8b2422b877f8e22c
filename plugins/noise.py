"""Noise: the object as television snow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.effect_api import Context, Effect, Matte, Rgba, merged, mix, param, switch


@dataclass(frozen=True)
class NoiseParams:
    """The grain."""

    strength: float = param(1.0, low=0.0, high=1.0, label="Strength")
    grain: float = param(0.5, low=0.1, high=5.0, step=0.1, unit="%", label="Grain", hint="Of the height.")
    coloured: bool = switch(default=False, label="Coloured")
    moving: bool = switch(default=True, label="Moving", hint="New on every frame.")


def noise(image: Rgba, matte: Matte, params: NoiseParams, context: Context) -> Rgba:
    """The same on the same frame, however often it is rendered."""
    cell = max(1, round(params.grain / 100 * image.shape[0]))
    height, width = image.shape[:2]
    rng = np.random.default_rng(context.frame if params.moving else 0)
    size = (-(-height // cell), -(-width // cell), 3 if params.coloured else 1)
    grains = np.repeat(np.repeat(rng.random(size, np.float32), cell, 0), cell, 1)[:height, :width]
    alpha = np.ascontiguousarray(image[..., 3])
    planes = [np.ascontiguousarray(grains[..., i % grains.shape[2]]) * alpha for i in range(3)]
    return mix(image, merged(planes[0], planes[1], planes[2], alpha), matte * np.float32(params.strength))


EFFECT = Effect(
    id="noise",
    title="Noise",
    params=NoiseParams,
    render_in_time=noise,
    category="Hide",
    description="The object as television snow.",
)
