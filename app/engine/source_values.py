"""The numbers of a frame as its file has them, for whoever looks at single pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.document.media import Media
from app.engine.light import srgb_to_linear
from app.engine.video_pixels import Pixels

_WHITE_16 = 65535


@dataclass(frozen=True, eq=False)
class SourceValues:
    """A frame's native pixels (H, W, 3 or 4), read-only, and the clip they are of."""

    pixels: Pixels
    media: Media

    def at(self, x: float, y: float) -> tuple[float, ...] | None:
        """Red, green, blue and, where there is one, alpha at a source place; None outside the frame.

        Integers count up to `white`. Floats are the light itself where the file is an EXR, else what the
        file encodes: 1.0 is white, and more than that is kept.
        """
        height, width = self.pixels.shape[:2]
        if not (0 <= x < width and 0 <= y < height):
            return None
        found: NDArray[Any] = self.pixels[int(y), int(x)]
        if found.dtype == np.float32:
            colours = srgb_to_linear(found[:3]) if self.media.codec == "exr" else found[:3]
            return tuple(float(v) for v in (*colours, *found[3:]))
        if found.dtype == np.uint16:
            return tuple(float(round(int(v) * self.white / _WHITE_16)) for v in found)
        return tuple(float(v) for v in found)

    @property
    def white(self) -> int:
        """What white is in integers; 1 for floats."""
        if self.pixels.dtype == np.float32:
            return 1
        return 255 if self.pixels.dtype == np.uint8 else (1 << self.media.bit_depth) - 1

    @property
    def is_float(self) -> bool:
        return self.white == 1
