"""Blend modes: how the picture that an effect made is mixed with the one below it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from app.document.effects import BlendMode
from app.effect_api import Matte, Rgba, bounds, luma, recoloured, spread, straight
from app.engine.paint_layer import layer_on

Colours = NDArray[Any]  # float32 (H, W, 3), straight
_LEAST = np.float32(1 / 1024)  # of a matte: with less, what the effect painted cannot be told from noise


def blended(below: Rgba, above: Rgba, matte: Matte, mode: BlendMode, amount: float) -> Rgba:
    """The effect's picture `above` over the one it was made from; premultiplied, display-encoded.

    Where the effect changed nothing, the result is `below` bit for bit. `matte` is how much of its own
    picture the effect has mixed in: modes work on that picture, so that a soft edge has no rim. Formulas as
    in W3C Compositing and Blending Level 1, between the straight colours; the alpha is the effect's.
    """
    if mode == "normal":
        return above if amount >= 1 else _mixed(below, above, amount)
    result = below.copy()
    box = bounds(matte)
    if box is None:
        return result
    part = np.maximum(matte[box], _LEAST)
    under, made = below[box], above[box]
    own: Rgba = np.divide(made - under, spread(part), dtype=np.float32)
    own += under  # what the effect painted, before its edge
    own[..., 3] = np.clip(own[..., 3], 0.0, None)
    paint, opaque = straight(own), under[..., 3:]
    colours: Colours = _MODES[mode](straight(under), paint)
    layer = recoloured(own, np.add(colours * opaque, paint * (1 - opaque), dtype=np.float32))
    result[box] = under + (layer - under) * spread(matte[box] * np.float32(amount))
    return result


def blended_layer(
    below: Rgba, made: Rgba, layer: tuple[Colours, Matte], mode: BlendMode, amount: float
) -> Rgba:
    """As `blended`, for paint that has a cover of its own (see `paint_layer`); the paint may lie anywhere."""
    colours, cover = layer
    result = below.copy()
    box = bounds(cover)
    if box is None:
        return result
    under, paint, opaque = below[box], colours[box], below[box][..., 3:]
    mixed: Colours = _MODES[mode](straight(under), paint) * opaque + paint * (1 - opaque)
    result[box] = layer_on(
        under, made[box], mixed.astype(np.float32, copy=False), cover[box] * np.float32(amount)
    )
    return result


def _mixed(below: Rgba, above: Rgba, amount: float) -> Rgba:
    result: Rgba = above - below
    result *= np.float32(amount)
    result += below
    return result


def _overlay(a: Colours, b: Colours) -> Colours:
    return np.where(a <= 0.5, 2 * a * b, 1 - 2 * (1 - a) * (1 - b))


def _soft_light(a: Colours, b: Colours) -> Colours:
    clipped = np.clip(a, 0.0, 1.0)
    curve = np.where(clipped <= 0.25, ((16 * clipped - 12) * clipped + 4) * clipped, np.sqrt(clipped))
    return np.where(b <= 0.5, a - (1 - 2 * b) * a * (1 - a), a + (2 * b - 1) * (curve - a))


def _colour(a: Colours, b: Colours) -> Colours:
    """Hue and saturation of `b` at the luma of `a`."""
    shift = _luma3(a) - _luma3(b)
    return np.clip(b + shift, np.minimum(a, 0.0), np.maximum(a, 1.0))


def _luma3(colours: Colours) -> Colours:
    opaque = np.dstack([colours, np.ones(colours.shape[:2], np.float32)])
    return luma(opaque)[..., None]


_MODES: Final[Mapping[BlendMode, Callable[[Colours, Colours], Colours]]] = {
    "darken": np.minimum,
    "multiply": lambda a, b: a * b,
    "lighten": np.maximum,
    "screen": lambda a, b: a + b - a * b,
    "add": lambda a, b: np.minimum(a + b, np.maximum(a, 1.0)),
    "overlay": _overlay,
    "soft_light": _soft_light,
    "difference": lambda a, b: np.abs(a - b),
    "colour": _colour,
}
