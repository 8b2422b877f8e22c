"""My effect: a template to copy. Rename it, change what it does, keep its shape."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.effect_api import Colour, Effect, Matte, Rgba, colour, merged, param, within


@dataclass(frozen=True)
class MyParams:
    """Each field is a row of the effect's panel. It may be keyframed, and is saved under its name."""

    tint: Colour = colour((0.2, 0.5, 1.0), label="Colour")
    strength: float = param(0.5, low=0.0, high=1.0, label="Strength", hint="1 covers the object.")


def render(image: Rgba, matte: Matte, params: MyParams) -> Rgba:
    """A new picture: the object towards the colour. What is given is read-only.

    `image` is (H, W, 4) float32, display-encoded, its colours premultiplied by the alpha; `matte` is (H, W)
    float32, 1 on the object and 0 around it. What comes back is like `image`.
    """
    # `within` calls the function for the part of the picture that the matte covers, and mixes by the matte.
    return within(image, matte * np.float32(params.strength), lambda part: _tinted(part, params.tint))


def _tinted(part: Rgba, tint: Colour) -> Rgba:
    alpha = part[..., 3]
    red, green, blue = (alpha * np.float32(value) for value in tint)  # premultiplied, as all of it
    return merged(red, green, blue, alpha)


EFFECT = Effect(
    id="my_effect",  # one word that no other effect has; projects keep it
    title="My effect",
    params=MyParams,
    render=render,
    category="Colour",
    description="Tints the object.",
)
