"""Blur: the object (a face, a number plate), or everything but the object (as a lens would)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.effect_api import (
    Effect,
    Matte,
    Rgba,
    blur_grid,
    gaussian_blur,
    grow,
    mix,
    param,
    weighted_blur,
    within,
)

_EDGE_PX = 3  # how far from the matte's edge pixels may still have the object's colour


@dataclass(frozen=True)
class BlurParams:
    """How much."""

    size: float = param(
        3.0,
        low=0.0,
        high=20.0,
        step=0.1,
        unit="%",
        label="Size",
        hint="Radius in per cent of the picture's height, so that it looks the same at any resolution.",
    )
    grow_px: float = param(
        0.0,
        low=-20.0,
        high=20.0,
        step=0.5,
        unit="px",
        label="Grow",
        hint="Moves the object's edge outwards, so that nothing of it shows beside the effect.",
    )


def blur(image: Rgba, matte: Matte, params: BlurParams) -> Rgba:
    """The image with the object out of focus."""
    sigma_px = _sigma_px(image, params)
    if sigma_px == 0:
        return image
    return within(
        image,
        grow(matte, params.grow_px) if params.grow_px else matte,
        lambda part: gaussian_blur(part, sigma_px),
        margin_px=int(4 * sigma_px) + 1,
        grid_px=blur_grid(sigma_px),
    )


def blur_around(image: Rgba, matte: Matte, params: BlurParams) -> Rgba:
    """Blurs what is around the object without the object, which must not glow into its surroundings.

    The pixels at the object's edge are part object, so they hardly count either; they count a little, since
    in a narrow gap (between arm and body) there are no others.
    """
    sigma_px = _sigma_px(image, params)
    if sigma_px == 0:
        return image
    if params.grow_px:
        matte = grow(matte, params.grow_px)
    around: Matte = np.subtract(1.0, matte, dtype=np.float32)
    weight: Matte = np.subtract(1.0, grow(matte, _EDGE_PX), dtype=np.float32)
    weight += around * around * np.float32(0.01)
    return mix(image, weighted_blur(image, weight, sigma_px), around)


def _sigma_px(image: Rgba, params: BlurParams) -> float:
    return params.size / 100 * image.shape[0] / 2  # what is called the radius is two sigmas


EFFECT = Effect(
    id="blur",
    title="Blur",
    params=BlurParams,
    render=blur,
    outside=blur_around,
    category="Hide",
    description="Puts the object, or what is around it, out of focus.",
    paints_over=True,
)
