"""Pixelate: the object in coarse squares."""

from __future__ import annotations

from dataclasses import dataclass

from app.effect_api import Effect, Matte, Rgba, averaged, grow, param, within


@dataclass(frozen=True)
class PixelateParams:
    """How coarse."""

    size: float = param(
        3.0,
        low=0.2,
        high=20.0,
        step=0.1,
        unit="%",
        label="Size",
        hint="Side of a square in per cent of the picture's height.",
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


def pixelate(image: Rgba, matte: Matte, params: PixelateParams) -> Rgba:
    """The squares lie on a grid that stays where it is while the object moves."""
    if params.grow_px:
        matte = grow(matte, params.grow_px)
    cell_px = max(2, round(params.size / 100 * image.shape[0]))
    return within(image, matte, lambda part: averaged(part, cell_px), grid_px=cell_px)


EFFECT = Effect(
    id="pixelate",
    title="Pixelate",
    params=PixelateParams,
    render=pixelate,
    category="Hide",
    description="Hides the object behind coarse squares.",
    paints_over=True,
)
