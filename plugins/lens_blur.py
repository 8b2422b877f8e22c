"""Lens blur: out of focus as a lens does it, with discs of light."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.effect_api import Effect, Matte, Rgba, disc_blur, grow, mix, param, spread

_LIGHT = 2.2  # display-encoded values to light, nearly


@dataclass(frozen=True)
class LensBlurParams:
    """The lens."""

    size: float = param(1.5, low=0.1, high=6.0, step=0.1, unit="%", label="Size", hint="Radius of the discs.")
    highlights: float = param(0.5, low=0.0, high=1.0, label="Highlights", hint="How much lights bloom.")


def lens_blur(image: Rgba, matte: Matte, params: LensBlurParams) -> Rgba:
    """What lies under the matte is blurred by itself alone: the rest of the picture does not glow into it."""
    radius = params.size / 100 * image.shape[0]
    weight = 1 - grow(1 - matte, 2.0)
    weight = (weight + matte * matte * np.float32(0.01)).astype(np.float32)
    lit = np.power(np.clip(image, 0, None), np.float32(_LIGHT))
    lit[..., 3] = image[..., 3]
    boost = 1 + np.float32(8 * params.highlights) * np.power(np.clip(image[..., :3].max(axis=-1), 0, 1), 8)
    weighed = weight * boost
    blurred = disc_blur(lit * spread(weighed), radius)
    seen = disc_blur(weighed, radius)
    blurred *= spread(np.float32(1) / np.maximum(seen, np.float32(1e-5)))
    shown = np.power(np.clip(blurred, 0, None), np.float32(1 / _LIGHT))
    shown[..., 3] = np.clip(blurred[..., 3], 0, 1)
    shown[..., :3] = np.minimum(shown[..., :3], shown[..., 3:])
    return mix(image, shown, matte)


EFFECT = Effect(
    id="lens_blur",
    title="Lens blur",
    params=LensBlurParams,
    render=lens_blur,
    category="Hide",
    description="Out of focus as a lens does it: around the object it is depth of field.",
)
