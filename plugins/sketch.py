"""Sketch: the edges in the picture as lines."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.effect_api import (
    Effect,
    Matte,
    Rgba,
    gaussian_blur,
    gradient_size,
    luma,
    merged,
    param,
    switch,
    within,
)


@dataclass(frozen=True)
class SketchParams:
    """The lines."""

    strength: float = param(1.0, low=0.1, high=4.0, step=0.05, label="Strength")
    detail: float = param(
        0.15, low=0.0, high=1.0, unit="%", label="Smoothing", hint="Larger leaves fine texture out."
    )
    dark_lines: bool = switch(default=True, label="Dark lines", hint="On paper; off: light lines on black.")
    coloured: bool = switch(default=False, label="Coloured", hint="Lines have the picture's colours.")


def sketch(image: Rgba, matte: Matte, params: SketchParams) -> Rgba:
    """Sobel edges of the luma, smoothed first so that grain does not boil."""
    sigma = params.detail / 100 * image.shape[0]
    return within(image, matte, lambda part: _drawn(part, sigma, params), margin_px=int(3 * sigma) + 3)


def _drawn(image: Rgba, sigma_px: float, params: SketchParams) -> Rgba:
    alpha = np.ascontiguousarray(image[..., 3])
    light = gaussian_blur(np.divide(luma(image), np.maximum(alpha, 1e-6), dtype=np.float32), sigma_px)
    line = 1 - np.exp(-gradient_size(light) * np.float32(12 * params.strength))
    line = np.clip(line * np.float32(1.25) - np.float32(0.1), 0, 1)
    planes: list[Matte] = []
    for i in range(3):
        ink = image[..., i] if params.coloured else (0 if params.dark_lines else alpha)
        planes.append((alpha * (1 - line) if params.dark_lines else 0) + ink * line)
    red, green, blue = (np.ascontiguousarray(p, np.float32) for p in planes)
    return merged(red, green, blue, alpha)


EFFECT = Effect(
    id="sketch",
    title="Sketch",
    params=SketchParams,
    render=sketch,
    category="Light and line",
    description="The edges in the picture as lines.",
    paints_over=True,
)
