"""TIFF images of 16 bits, whose alpha says whether the colour is multiplied by it."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from app.engine.export.content import Rendered
from app.engine.export.formats import AlphaMode
from app.engine.export.packing import Packed, packed
from app.engine.export.target import Target

_ALPHA = {"straight": "unassalpha", "premultiplied": "assocalpha"}


class TiffImages:
    """See ImageKind."""

    tags = "none: TIFF has no place for video's tags"

    def __init__(self, target: Target) -> None:
        self._alpha: AlphaMode | None = target.alpha
        self._compression = {"deflate": "zlib"}.get(target.compression)

    def pack(self, drawn: Rendered) -> Packed:
        return packed(drawn, self._alpha, 16)

    def write(self, file: Path, packed: Packed, frame: int) -> None:
        import tifffile

        tifffile.imwrite(
            file,
            packed,
            photometric="minisblack" if packed.ndim == 2 else "rgb",
            extrasamples=[_ALPHA[self._alpha]] if self._alpha else None,
            compression=self._compression,
            metadata=None,
        )

    def is_same(self, file: Path, packed: Packed) -> bool:
        import tifffile

        return bool(np.array_equal(tifffile.imread(file), packed))
