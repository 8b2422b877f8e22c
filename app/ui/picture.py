"""A picture on its way to the screen: the pixels of a frame, and what Qt paints of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from app.engine.view_picture import shrunk
from app.ui.image_convert import rgb_image, rgba_image

_NO_SIZE = (0, 0)


@dataclass(frozen=True, eq=False)
class Picture:
    """Pixels (h, w, 3) RGB or (h, w, 4) premultiplied RGBA, uint8, never written to.

    `size` is that of the source frame, (width, height): a proxy has fewer pixels than that.
    """

    pixels: NDArray[np.uint8]
    size: tuple[int, int] = _NO_SIZE
    _scaled: dict[tuple[int, int], QImage] = field(default_factory=dict)

    @property
    def width(self) -> int:
        return self.size[0] or self.pixels.shape[1]

    @property
    def height(self) -> int:
        return self.size[1] or self.pixels.shape[0]

    @property
    def has_alpha(self) -> bool:
        return self.pixels.shape[2] == 4

    @cached_property
    def image(self) -> QImage:
        """All pixels, made when first asked for."""
        return _image(self.pixels)

    def scaled(self, size: QSize) -> QImage:
        """At its size on the screen. The last one is kept: who prepares it spares the window that."""
        key = size.width(), size.height()
        found = self._scaled.get(key)
        if found is None:
            found = _image(shrunk(self.pixels, *key))
            self._scaled.clear()
            self._scaled[key] = found
        return found

    def colour_at(self, x: float, y: float) -> tuple[int, int, int, int] | None:
        """Red, green, blue (straight), alpha at a source place, 0..255; None outside the frame."""
        if not (0 <= x < self.width and 0 <= y < self.height):
            return None
        rows, columns = self.pixels.shape[:2]
        values = self.pixels[int(y * rows / self.height), int(x * columns / self.width)]
        red, green, blue = (int(v) for v in values[:3])
        if not self.has_alpha:
            return red, green, blue, 255
        alpha = int(values[3])
        share = 255 / alpha if alpha else 0.0
        return round(red * share), round(green * share), round(blue * share), alpha


def _image(pixels: NDArray[np.uint8]) -> QImage:
    return rgba_image(pixels) if pixels.shape[2] == 4 else rgb_image(pixels)
