"""Grade: exposure, contrast and saturation of the object."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.effect_api import Effect, Matte, Rgba, luma, merged, param, spread, within

_GAMMA = 2.2  # one stop doubles the light; display-encoded values are its root


@dataclass(frozen=True)
class GradeParams:
    """0 everywhere leaves the picture as it is."""

    exposure: float = param(0.0, low=-4.0, high=4.0, step=0.05, unit="stops", label="Exposure")
    contrast: float = param(0.0, low=-1.0, high=1.0, label="Contrast")
    saturation: float = param(
        0.0, low=-1.0, high=1.0, label="Saturation", hint="-1 is black and white, 1 is twice the colour."
    )


def grade(image: Rgba, matte: Matte, params: GradeParams) -> Rgba:
    """The image with the object lighter or darker, harder or flatter, more or less colourful."""
    if params == GradeParams():
        return image
    return within(image, matte, lambda part: _graded(part, params))


def _graded(image: Rgba, params: GradeParams) -> Rgba:
    alpha = spread(np.ascontiguousarray(image[..., 3]))
    gain = 2.0 ** (params.exposure / _GAMMA)
    slope = 4.0**params.contrast
    graded: Rgba = np.multiply(image, gain * slope)
    graded += alpha * (0.5 * (1.0 - slope))  # contrast turns about middle grey
    if params.saturation:
        light = luma(graded)
        grey = merged(light, light, light, light)
        graded = np.add(grey, (graded - grey) * (1.0 + params.saturation), dtype=np.float32)
    # Clamped to what a display can show, but a value that was beyond it already may stay there.
    np.clip(graded, np.minimum(image, 0.0), np.maximum(image, alpha), out=graded)
    graded[..., 3] = image[..., 3]
    return graded


EFFECT = Effect(
    id="grade",
    title="Grade",
    params=GradeParams,
    render=grade,
    category="Colour",
    description="Exposure, contrast and saturation of the object.",
)
