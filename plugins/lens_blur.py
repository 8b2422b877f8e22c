"""Lens blur: out of focus as a lens does it, with discs of light."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.effect_api import Effect, Matte, Rgba, around, disc_blur, grow, mix, param, spread

# Display-encoded values are taken to be the root of light: near enough to 2.2, and ten times as fast.


@dataclass(frozen=True)
class LensBlurParams:
    """The lens."""

    size: float = param(1.5, low=0.1, high=6.0, step=0.1, unit="%", label="Size", hint="Radius of the discs.")
    highlights: float = param(0.5, low=0.0, high=1.0, label="Highlights", hint="How much lights bloom.")


def lens_blur(image: Rgba, matte: Matte, params: LensBlurParams) -> Rgba:
    """What lies under the matte is blurred by itself alone: the rest of the picture does not glow into it."""
    radius = params.size / 100 * image.shape[0]
    box = around(matte, radius + 4)
    if box is None:
        return image
    result = image.copy()
    result[box] = mix(
        image[box], _out_of_focus(image[box], matte[box], radius, params.highlights), matte[box]
    )
    return result


def _out_of_focus(image: Rgba, matte: Matte, radius: float, highlights: float) -> Rgba:
    weight: Matte = np.subtract(1, grow(np.subtract(1, matte, dtype=np.float32), 2.0), dtype=np.float32)
    weight += matte * matte * np.float32(0.01)
    lit = np.maximum(image, 0)
    if highlights:
        bright = np.minimum(lit[..., :3].max(axis=-1), 1)
        for _ in range(3):
            bright *= bright
        weight *= 1 + np.float32(8 * highlights) * bright
    lit *= lit
    lit[..., 3] = image[..., 3]
    lit *= spread(weight)
    blurred = disc_blur(lit, radius)
    seen = np.maximum(disc_blur(weight, radius), np.float32(1e-5))
    blurred *= spread(np.divide(1, seen, dtype=np.float32))
    np.maximum(blurred, 0, out=blurred)
    alpha = np.minimum(blurred[..., 3], 1)
    np.sqrt(blurred, out=blurred)
    peak = max(
        1.0, float(image[..., :3].max())
    )  # light beyond white stays, and colours do not pass the alpha
    np.minimum(blurred, spread(alpha * np.float32(peak)), out=blurred)
    blurred[..., 3] = alpha
    return blurred


EFFECT = Effect(
    id="lens_blur",
    title="Lens blur",
    params=LensBlurParams,
    render=lens_blur,
    category="Hide",
    description="Out of focus as a lens does it: around the object it is depth of field.",
)
