"""What an effect paints beyond and on the object, as a layer: the colour of its paint, and where it lies.

An effect hands back a picture and says nothing of its paint. To blend the paint alone, it paints again on
pictures that differ: with the surroundings black and white, and with the object darker or lighter. Where the
results are alike the paint is opaque, where they differ as the pictures do there is none (difference
matting: Smith and Blinn, "Blue screen matting", 1996).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from app.effect_api import Matte, Plane, Rgba, recoloured, spread, straight

Painter = Callable[[Rgba], Rgba]
_SHIFT = np.float32(0.5)
_LEAST = np.float32(1 / 1024)  # of paint: with less, its colour cannot be told from noise


def paint_layer(image: Rgba, made: Rgba, matte: Matte, paint: Painter) -> tuple[Plane, Matte]:
    """The straight colours (H, W, 3) of what `paint` puts on `image` (giving `made`), and its cover (H, W).

    `matte` is the object, whose own colours stay where paint is made of them (a copy of it, an echo).
    """
    around, object_ = spread(np.subtract(1.0, matte, dtype=np.float32)), spread(matte)
    on_black = image * object_
    on_black[..., 3] = 1
    on_white = on_black + around
    on_white[..., 3] = 1
    black = paint(on_black)
    beyond = np.clip(paint(on_white) - black, 0, around)
    step = _away(image)
    on_object: Rgba = np.clip(image + step * object_, 0.0, None, dtype=np.float32)
    on_object[..., 3] = image[..., 3]
    on_it = np.clip((paint(on_object) - made) / step, 0, object_)
    clear = np.min((beyond + on_it)[..., :3], axis=2)
    cover: Matte = np.maximum(1 - clear, _needed(image, made))
    cover[cover < _LEAST] = 0
    rest = spread(np.subtract(1.0, cover, dtype=np.float32))
    premultiplied = (black - rest * image * object_) * around + (made - rest * image) * object_
    colours = np.divide(premultiplied[..., :3], np.maximum(cover, _LEAST)[..., None], dtype=np.float32)
    return np.maximum(colours, 0, out=colours), cover


def _away(image: Rgba) -> Rgba:
    """Half of the range, to the side on which there is room for it; the alpha does not count."""
    step: Rgba = np.where(image > image[..., 3:] / 2, -_SHIFT, _SHIFT)
    step[..., 3] = 1
    return step


def _needed(image: Rgba, made: Rgba) -> Matte:
    """The least cover by which paint within [0, 1] can have changed each pixel as it did."""
    before, after = straight(image), straight(made)
    change = after - before
    room = np.where(change > 0, 1 - before, before)
    share = np.abs(change) / np.maximum(room, np.float32(1 / 64))
    share[np.abs(change) < _LEAST] = 0
    least: Matte = np.clip(share.max(axis=2), 0.0, 1.0)
    return least


def layer_on(image: Rgba, made: Rgba, colours: Plane, cover: Matte) -> Rgba:
    """Blended straight colours in place of the paint, as far as it covers; alpha as the effect made it."""
    opaque = made.copy()
    opaque[..., 3] = np.maximum(made[..., 3], image[..., 3])
    layer = recoloured(opaque, colours)
    return np.add(image, (layer - image) * spread(cover), dtype=np.float32)
