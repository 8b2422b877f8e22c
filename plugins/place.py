"""Move and scale: the object again, at another place, size or angle."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.effect_api import Effect, Matte, Rgba, choice, middle_of, over, param, placed, spread, switch


@dataclass(frozen=True)
class PlaceParams:
    """Where the copy goes, from the object's middle."""

    right: float = param(
        20.0, low=-200.0, high=200.0, step=0.5, unit="%", label="Right", hint="Of the height."
    )
    down: float = param(0.0, low=-200.0, high=200.0, step=0.5, unit="%", label="Down", hint="Of the height.")
    scale: float = param(1.0, low=0.05, high=5.0, label="Scale")
    turn: float = param(0.0, low=-180.0, high=180.0, step=0.5, unit="°", label="Turn")
    mirror: bool = switch(default=False, label="Mirror")
    depth: str = choice("behind", ("behind", "in front"), label="Place", hint="Of the object itself.")
    opacity: float = param(1.0, low=0.0, high=1.0, label="Opacity")


def place(image: Rgba, matte: Matte, params: PlaceParams) -> Rgba:
    """A clone of the object; with Remove object before it, the object itself goes there."""
    if not matte.any() or params.opacity == 0:
        return image
    middle = middle_of(matte)[:2]
    unit = image.shape[0] / 100
    goal = (middle[0] + params.right * unit, middle[1] + params.down * unit)
    scale = (-params.scale if params.mirror else params.scale, params.scale)
    copy = placed(image * spread(matte), middle, goal, scale, params.turn, image.shape)
    cover = (
        np.full_like(matte, params.opacity) if params.depth == "in front" else (1 - matte) * params.opacity
    )
    return over(image, copy * spread(cover.astype(np.float32)))


EFFECT = Effect(
    id="place",
    title="Move and scale",
    params=PlaceParams,
    render=place,
    category="Time and place",
    spills=True,
    description="A clone of the object at another place, size or angle.",
)
