"""Grade: exposure, contrast, temperature, hue and saturation of the object."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.effect_api import Context, Effect, Matte, Rgba, linear, param, spread, within

_GAMMA = 2.2  # one stop doubles the light; display-encoded values are its root


@dataclass(frozen=True)
class GradeParams:
    """0 everywhere leaves the picture as it is."""

    exposure: float = param(0.0, low=-4.0, high=4.0, step=0.05, unit="stops", label="Exposure")
    contrast: float = param(0.0, low=-1.0, high=1.0, label="Contrast")
    saturation: float = param(
        0.0, low=-1.0, high=1.0, label="Saturation", hint="-1 is black and white, 1 is twice the colour."
    )
    temperature: float = param(0.0, low=-1.0, high=1.0, label="Temperature", hint="-1 is blue, 1 is orange.")
    tint: float = param(0.0, low=-1.0, high=1.0, label="Tint", hint="-1 is green, 1 is magenta.")
    hue: float = param(
        0.0, low=-180.0, high=180.0, step=1.0, unit="°", label="Hue", hint="Turns all colours."
    )
    brightness: float = param(0.0, low=-1.0, high=1.0, label="Brightness", hint="Lifts or lowers all values.")


def grade(image: Rgba, matte: Matte, params: GradeParams, *, beyond_white: bool = False) -> Rgba:
    """The image with the object lighter or darker, harder or flatter, more or less colourful."""
    if params == GradeParams():
        return image
    return within(image, matte, lambda part: _graded(part, params, beyond_white=beyond_white))


def _in_time(image: Rgba, matte: Matte, params: GradeParams, context: Context) -> Rgba:
    return grade(image, matte, params, beyond_white=context.beyond_white)


def _graded(image: Rgba, params: GradeParams, *, beyond_white: bool) -> Rgba:
    graded = linear(image, _matrix(params))
    least = np.minimum(image, 0.0)
    np.maximum(graded, least, out=graded)
    if not beyond_white:  # clamped to what a display can show, but a value that was beyond it may stay there
        most = np.maximum(image, spread(np.ascontiguousarray(image[..., 3])), out=least)
        np.minimum(graded, most, out=graded)
    graded[..., 3] = image[..., 3]
    return graded


def _matrix(params: GradeParams) -> Rgba:
    """All of it is linear in colour and alpha: (4, 4), from (red, green, blue, alpha) to the same."""
    gain = 2.0 ** (params.exposure / _GAMMA)
    slope = 4.0**params.contrast
    matrix = np.eye(4)
    matrix[:3, :3] = np.diag(gain * slope * _balance(params))
    matrix[:3, 3] = 0.5 * (1.0 - slope) + 0.5 * params.brightness  # contrast turns about middle grey
    if params.hue:
        matrix[:3] = _hue(params.hue) @ matrix[:3]
    light = np.array([0.2126, 0.7152, 0.0722]) @ matrix[:3]  # Rec. 709
    matrix[:3] = light + (matrix[:3] - light) * (1.0 + params.saturation)
    return matrix.astype(np.float32)


def _balance(params: GradeParams) -> NDArray[np.float64]:
    """Gains of the channels, with the luma of grey kept."""
    gains = np.array([1 + 0.3 * params.temperature, 1 - 0.2 * params.tint, 1 - 0.3 * params.temperature])
    gains[[0, 2]] *= 1 + 0.1 * params.tint
    return gains / (gains @ (0.2126, 0.7152, 0.0722))


def _hue(degrees: float) -> NDArray[np.float64]:
    """A turn about the grey axis that keeps Rec. 709 luma, as (3, 3)."""
    weights = np.array([0.2126, 0.7152, 0.0722])
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    cross = np.array([[0, -1, 1], [1, 0, -1], [-1, 1, 0]]) / np.sqrt(3)
    turn = cosine * np.eye(3) + sine * cross + (1 - cosine) / 3
    shift = weights @ turn - weights  # the luma that the turn would add
    return turn - np.outer(np.ones(3), shift)


EFFECT = Effect(
    id="grade",
    title="Grade",
    params=GradeParams,
    render_in_time=_in_time,
    category="Colour",
    description="Exposure, contrast, temperature, hue and saturation of the object.",
    paints_over=True,
)
