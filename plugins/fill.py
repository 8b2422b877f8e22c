"""Fill: a colour, a checkerboard, a picture or a clip in place of the object or of its surroundings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.effect_api import (
    Colour,
    Context,
    Effect,
    Matte,
    Rgba,
    choice,
    colour,
    file,
    fitted_picture,
    mix,
    over,
    painted,
    param,
    tinted,
)

_KINDS = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".exr", ".mp4", ".mov", ".mkv", ".webm")


@dataclass(frozen=True)
class FillParams:
    """What is shown."""

    kind: str = choice("colour", ("colour", "checkerboard", "picture"), label="With")
    tint: Colour = colour((0.0, 0.69, 0.25), label="Colour")
    second: Colour = colour((0.6, 0.6, 0.6), label="Second colour", hint="Of the checkerboard.")
    size: float = param(
        4.0, low=0.5, high=25.0, step=0.5, unit="%", label="Squares", hint="In per cent of the height."
    )
    path: str = file(*_KINDS, label="Picture", hint="An image, or a clip that plays along.")
    fit: str = choice("cover", ("cover", "contain", "stretch"), label="Fit")


def fill(image: Rgba, matte: Matte, params: FillParams, context: Context) -> Rgba:
    """The fill by the matte over the image; a soft edge is a blend of both."""
    return mix(image, _filling(image, params, context), matte)


def _filling(image: Rgba, params: FillParams, context: Context) -> Rgba:
    if params.kind == "picture" and params.path:
        shown = fitted_picture(context.picture(params.path, context.frame), image.shape, params.fit)
        return over(tinted(np.ones_like(image), params.tint), shown)
    if params.kind == "checkerboard":
        cell = max(1, round(params.size / 100 * image.shape[0]))
        rows, columns = (np.arange(length) // cell for length in image.shape[:2])
        odd = ((rows[:, None] + columns[None]) % 2).astype(np.float32)
        return painted(params.tint, 1 - odd) + painted(params.second, odd)
    return tinted(np.ones_like(image), params.tint)


EFFECT = Effect(
    id="fill",
    title="Fill",
    params=FillParams,
    render_in_time=fill,
    category="Background",
    description="A colour, a checkerboard, a picture or a clip; around the object it is a new background.",
)
