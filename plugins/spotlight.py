"""Spotlight: the surroundings darken, and light falls on the object."""

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
    choice,
    colour,
    gaussian_blur,
    in_strips,
    mix,
    param,
    steady_middle,
    tinted,
    whole,
)


@dataclass(frozen=True)
class SpotlightParams:
    """The light."""

    dim: float = param(0.7, low=0.0, high=1.0, label="Dim", hint="How dark the surroundings are.")
    tint: Colour = colour((0.0, 0.0, 0.05), label="Colour", hint="Of the dark.")
    light: float = param(0.15, low=0.0, high=1.0, label="Light", hint="On the object.")
    shape: str = choice(
        "circle", ("circle", "object"), label="Shape", hint="A cone of light, or the object's own."
    )
    size: float = param(1.0, low=0.5, high=4.0, step=0.05, label="Size", hint="Of the circle, in objects.")
    softness: float = param(4.0, low=0.0, high=25.0, step=0.5, unit="%", label="Softness")


def spotlight(image: Rgba, matte: Matte, params: SpotlightParams, context: Context) -> Rgba:
    """The circle's middle and size are those of the object's area, smoothed, so that it does not tremble."""
    middle = steady_middle(context)
    if middle is None or not matte.any():
        return image
    lit = _circle(matte.shape, middle, params.size) if params.shape == "circle" else matte
    if params.softness:
        lit = np.maximum(gaussian_blur(lit, params.softness / 100 * image.shape[0]), matte * lit)
    result = np.empty_like(image)

    def strip(rows: Region) -> None:
        result[rows] = _lit(image[rows], matte[rows], lit[rows], params)

    in_strips(whole(matte), strip)
    return result


def _lit(image: Rgba, matte: Matte, lit: Matte, params: SpotlightParams) -> Rgba:
    darkened = mix(image, tinted(image, params.tint), np.float32(params.dim) * (1 - lit))
    lightened = tinted(image, (1.0, 0.97, 0.9))
    lightened -= image
    np.maximum(lightened, 0, out=lightened)
    lightened *= np.float32(params.light)
    lightened += image
    return mix(darkened, lightened, lit if params.shape == "circle" else lit * matte)


def _circle(shape: tuple[int, ...], middle: Middle, size: float) -> Matte:
    across, down, radius = middle
    rows, columns = np.ogrid[: shape[0], : shape[1]]
    y, x = (rows + 0.5 - down).astype(np.float32), (columns + 0.5 - across).astype(np.float32)
    lit: Matte = np.float32(radius * 2.1 * size + 0.5) - np.sqrt(y * y + x * x)
    return np.clip(lit, 0, 1, out=lit)


EFFECT = Effect(
    id="spotlight",
    title="Spotlight",
    params=SpotlightParams,
    render_in_time=spotlight,
    category="Light and line",
    spills=True,
    description="The surroundings darken, and light falls on the object; large and soft, a vignette.",
)
