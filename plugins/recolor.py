"""Recolor: dyes the object and keeps its light and shade."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.effect_api import Colour, Effect, Matte, Rgba, colour, luma, luma_of, param, within


@dataclass(frozen=True)
class RecolorParams:
    """The dye."""

    tint: Colour = colour((0.80, 0.10, 0.12), label="Colour")
    strength: float = param(1.0, low=0.0, high=1.0, label="Strength")
    brightness: float = param(
        0.0,
        low=-1.0,
        high=1.0,
        label="Brightness",
        hint="0 keeps the object's own; dark colours on light cloth want less.",
    )


def recolor(image: Rgba, matte: Matte, params: RecolorParams) -> Rgba:
    """The image with the object in shades of the colour."""
    if params.strength == 0:
        return image
    return within(image, matte * np.float32(params.strength), lambda part: _dyed(part, params))


def _dyed(image: Rgba, params: RecolorParams) -> Rgba:
    """Every pixel in the colour's hue, at its own luma.

    A colour of luma y is written y + k (vivid - luma(vivid)), whose luma is y for any k. The largest k that
    fits the gamut rises from black and falls to white; the smooth minimum of the two leaves no kink, which
    would be seen as a contour in the shading. All of it is of degree 1 in (colour, alpha): it holds for
    premultiplied values as it stands.
    """
    alpha: Matte = image[..., 3]
    light = _relit(luma(image), alpha, params.brightness)
    hue, vivid = _vivid(params.tint)
    from_black: Matte = np.divide(np.maximum(light, 0.0), max(vivid, 1e-6), dtype=np.float32)
    to_white: Matte = np.divide(np.maximum(alpha - light, 0.0), max(1.0 - vivid, 1e-6), dtype=np.float32)
    chroma = _smooth_minimum(from_black, to_white)
    dyed = np.empty_like(image)
    for channel in range(3):
        np.multiply(chroma, hue[channel] - vivid, out=dyed[..., channel])
        dyed[..., channel] += light
    dyed[..., 3] = alpha
    return dyed


def _vivid(tint: Colour) -> tuple[Colour, float]:
    """The brightest colour of the same hue and saturation, and its luma."""
    red, green, blue = tint
    peak = max(red, green, blue, 1e-6)
    vivid = (red / peak, green / peak, blue / peak)
    return vivid, luma_of(vivid)


def _relit(light: Matte, alpha: Matte, brightness: float) -> Matte:
    """Darker: as if the cloth took more of the light. Brighter: the same, but white stays white."""
    gain = 4.0**brightness
    relit: Matte = np.multiply(light, gain, dtype=np.float32)
    if gain > 1:
        relit *= alpha
        relit /= np.maximum(alpha + light * (gain - 1), 1e-6)
    return relit


def _smooth_minimum(a: Matte, b: Matte) -> Matte:
    """A little below min(a, b) where the two meet: a b / (a⁴ + b⁴)^(1/4)."""
    size: Matte = np.sqrt(np.hypot(a * a, b * b))
    least: Matte = np.divide(a * b, np.maximum(size, 1e-6), dtype=np.float32)
    return least


EFFECT = Effect(
    id="recolor",
    title="Recolor",
    params=RecolorParams,
    render=recolor,
    description="Dyes the object and keeps its light and shade.",
)
