"""PNG images of 8 or 16 bits, with the colour tags that the third edition of PNG has a place for."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from app.engine.colour_tags import PRIMARIES, TRANSFERS, complete
from app.engine.export.content import Rendered
from app.engine.export.formats import AlphaMode
from app.engine.export.packing import Packed, packed
from app.engine.export.target import Target
from app.errors import UserFacingError
from app.opencv import cv2

_AFTER_HEADER: Final = 8 + 25  # signature and IHDR, which comes first


class PngImages:
    """See ImageKind."""

    def __init__(self, target: Target) -> None:
        self._alpha: AlphaMode | None = target.alpha
        self._depth = int(target.depth)
        self._colour = complete(target.media.colour, target.media.width, target.media.height)
        self._chunk = _coding_points(self._colour.primaries, self._colour.transfer)

    @property
    def tags(self) -> str:
        return f"{self._colour.primaries}/{self._colour.transfer}, full range (cICP)"

    def pack(self, drawn: Rendered) -> Packed:
        return packed(drawn, self._alpha, self._depth)

    def write(self, file: Path, packed: Packed, frame: int) -> None:
        library = cv2()
        done, data = library.imencode(".png", _bgr(packed))
        if not done:
            raise UserFacingError(f"{file.name} cannot be encoded.", "Try another format.")
        encoded = data.tobytes()
        file.write_bytes(encoded[:_AFTER_HEADER] + self._chunk + encoded[_AFTER_HEADER:])

    def is_same(self, file: Path, packed: Packed) -> bool:
        data = np.fromfile(file, np.uint8)
        if self._chunk not in data[: _AFTER_HEADER + len(self._chunk)].tobytes():
            return False
        image = cv2().imdecode(data, cv2().IMREAD_UNCHANGED)
        return image is not None and np.array_equal(image, _bgr(packed))


def _bgr(pixels: Packed) -> NDArray[Any]:
    if pixels.ndim == 2:
        return pixels
    library = cv2()
    code = library.COLOR_RGBA2BGRA if pixels.shape[2] == 4 else library.COLOR_RGB2BGR
    return np.asarray(library.cvtColor(pixels, code))


def _coding_points(primaries: str, transfer: str) -> bytes:
    """The chunk cICP: numbers of ITU-T H.273 for RGB in full range."""
    numbers = {name: number for number, name in PRIMARIES.items()}
    curves = {name: number for number, name in TRANSFERS.items()}
    body = b"cICP" + bytes((numbers.get(primaries, 2), curves.get(transfer, 2), 0, 1))
    return struct.pack(">I", 4) + body + struct.pack(">I", zlib.crc32(body))
