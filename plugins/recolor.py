"""Recolor: dyes the object and keeps its light and shade."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.effect_api import Colour, Effect, Matte, Rgba, colour, luma, merged, param, within

_BLACK = 0.02  # darker dyes count as this dark, so that the shading is still there


@dataclass(frozen=True)
class RecolorParams:
    """The dye. The colour's own brightness counts: a dark green makes a dark object."""

    tint: Colour = colour((0.80, 0.10, 0.12), label="Colour")
    strength: float = param(1.0, low=0.0, high=1.0, label="Strength")
    brightness: float = param(
        0.0,
        low=-1.0,
        high=1.0,
        label="Brightness",
        hint="Less for a light object that is to be dark, more for a dark one that is to be light.",
    )


def recolor(image: Rgba, matte: Matte, params: RecolorParams) -> Rgba:
    """The image with the object in shades of the colour."""
    if params.strength == 0:
        return image
    cover = matte if params.strength == 1 else matte * np.float32(params.strength)
    return within(image, cover, lambda part: _dyed(part, params))


def _dyed(image: Rgba, params: RecolorParams) -> Rgba:
    """Every pixel in the colour's hue, with the pixel's luma as its lightness, (max + min) / 2.

    Lightness rather than luma on the dye's side: at equal luma a saturated red or blue looks lit from
    within. A colour of lightness l is written l + k (vivid - lightness(vivid)), for any k. The largest k
    that fits the gamut rises from black and falls to white; the smooth minimum of the two leaves no kink,
    which would be seen as a contour in the shading. All of it is of degree 1 in (colour, alpha): it holds
    for premultiplied values as it stands.
    """
    peak = max(params.tint)
    vivid = [part / max(peak, _BLACK) for part in params.tint]
    middle = (max(vivid) + min(vivid)) / 2
    alpha: Matte = np.ascontiguousarray(image[..., 3])
    light = _relit(luma(image), alpha, max(peak, _BLACK) * 4.0**params.brightness)
    from_black: Matte = np.divide(np.maximum(light, 0.0), max(middle, _BLACK), dtype=np.float32)
    to_white: Matte = np.divide(np.maximum(alpha - light, 0.0), max(1.0 - middle, _BLACK), dtype=np.float32)
    chroma = _smooth_minimum(from_black, to_white)
    planes = [_added(light, chroma, part - middle) for part in vivid]
    return merged(planes[0], planes[1], planes[2], alpha)


def _added(light: Matte, chroma: Matte, amount: float) -> Matte:
    plane: Matte = np.multiply(chroma, amount)
    plane += light
    return plane


def _relit(light: Matte, alpha: Matte, gain: float) -> Matte:
    """The shading times `gain` in the dark and still white in the highlights: l g / (1 + l (g - 1))."""
    curve: Matte = np.minimum(light, alpha)  # what is brighter than white stays as it is
    curve *= gain - 1.0
    curve += alpha
    relit: Matte = np.multiply(light, alpha)
    relit *= gain
    relit /= np.maximum(curve, 1e-6)
    return relit


def _smooth_minimum(a: Matte, b: Matte) -> Matte:
    """A little below min(a, b) where the two meet: a b / (a⁴ + b⁴)^(1/4)."""
    a2, b2 = a * a, b * b
    size: Matte = np.sqrt(np.sqrt(a2 * a2 + b2 * b2))
    least: Matte = np.divide(a * b, np.maximum(size, 1e-6), dtype=np.float32)
    return least


EFFECT = Effect(
    id="recolor",
    title="Recolor",
    params=RecolorParams,
    render=recolor,
    category="Colour",
    description="Dyes the object and keeps its light and shade.",
    paints_over=True,
)
