"""What effects paint beyond an object that is cut out: a glow, a shadow, a line are part of what leaves."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from app.effect_api import Matte, Rgba, spread

Painter = Callable[[Rgba], Rgba]


class Spill:
    """Paint around what a cut-out keeps, as premultiplied RGBA that is added to it.

    An effect paints on a picture and says nothing of the alpha of its paint. So it paints twice, with the
    surroundings black and white: where both come out alike the paint is opaque, and where they are as they
    were there is none (difference matting: Smith and Blinn, "Blue screen matting", 1996).
    """

    def __init__(self, kept: Matte) -> None:
        self._kept = spread(kept)  # (H, W, 4)
        self._layer: Rgba = np.zeros_like(self._kept)

    def painted(self, image: Rgba, paint: Painter, blend: Painter | None = None) -> Rgba:
        """`paint` on the picture (H, W, 4), which is returned, and beyond it.

        `blend`, where given, paints on the picture in its place: beyond it nothing lies under the paint that
        a blend mode could look at, so there the paint is as it is (W3C Compositing, 5.8.1).
        """
        on_black = image * self._kept
        on_black += self._layer
        on_white = on_black.copy()
        on_white += np.float32(1) - on_black[..., 3:]
        on_black[..., 3] = on_white[..., 3] = 1
        black, white = paint(on_black), paint(on_white)
        result = paint(image)
        self._layer = self._beyond(black, white, result * self._kept)
        return result if blend is None else blend(image)

    def _beyond(self, black: Rgba, white: Rgba, kept: Rgba) -> Rgba:
        layer = black.copy()
        layer[..., 3] = 1 - np.min(white[..., :3] - black[..., :3], axis=2)
        layer -= kept
        np.maximum(layer, 0, out=layer)
        np.minimum(layer[..., 3], 1 - kept[..., 3], out=layer[..., 3])
        np.minimum(layer[..., :3], layer[..., 3:], out=layer[..., :3])
        return layer

    def added(self, cut: Rgba) -> Rgba:
        """The cut-out with the paint around it."""
        return cut + self._layer
