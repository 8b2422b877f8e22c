"""A mask prompt from a picture: what another program, an annotator or a benchmark has drawn."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.document.prompts import MaskPrompt
from app.engine.samples import pack_mask
from app.errors import UserFacingError
from app.opencv import cv2

_HINT = "A mask is a picture as large as the clip, white (or any colour) on the object and black elsewhere."


def read_mask(path: Path, width: int, height: int) -> MaskPrompt:
    """The mask in a picture of that size: all that is at least half as bright as its brightest pixel.

    That takes black and white, soft greys, label numbers of one object (0 and 1) and coloured masks
    alike. Raises UserFacingError for a file that is no picture, of another size, or all black.
    """
    brightness = _brightest_channel(path)
    if brightness.shape != (height, width):
        found = f"{brightness.shape[1]} x {brightness.shape[0]}"
        raise UserFacingError(f"The mask {path.name} is {found} pixels, the clip {width} x {height}.", _HINT)
    peak = int(brightness.max())
    if peak == 0:
        raise UserFacingError(f"The mask {path.name} is black all over: there is no object in it.", _HINT)
    return pack_mask(brightness.astype(np.uint32) * 2 >= peak)


def _brightest_channel(path: Path) -> NDArray[np.unsignedinteger]:
    """(height, width), of the picture's own depth; alpha is left out."""
    lib = cv2()
    try:
        data = np.frombuffer(path.read_bytes(), np.uint8)
    except OSError as error:
        raise UserFacingError(f"The mask {path} cannot be read: {error.strerror}.", _HINT) from error
    picture = lib.imdecode(data, lib.IMREAD_ANYCOLOR | lib.IMREAD_ANYDEPTH) if data.size else None
    if picture is None or picture.dtype.kind != "u":
        raise UserFacingError(f"The mask {path.name} is not a picture that can be read.", _HINT)
    return picture if picture.ndim == 2 else picture.max(axis=2)
