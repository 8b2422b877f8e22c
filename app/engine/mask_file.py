"""A mask prompt from a picture: what another program, an annotator or a benchmark has drawn."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.document.prompts import MaskPrompt
from app.engine.image_file import exr_channels
from app.engine.samples import pack_mask
from app.errors import UserFacingError
from app.opencv import cv2

_HINT = "A mask is a picture as large as the clip, white (or any colour) on the object and black elsewhere."


def read_mask(path: Path, width: int, height: int) -> MaskPrompt:
    """The mask in a picture of that size: all that is at least half as bright as its brightest pixel.

    That takes black and white, soft greys, label numbers of one object (0 and 1), coloured masks and
    mattes in EXR and float TIFF alike. Raises UserFacingError for a file that is no picture, of another
    size, or all black.
    """
    brightness = _brightest_channel(path)
    if brightness.shape != (height, width):
        found = f"{brightness.shape[1]} x {brightness.shape[0]}"
        raise UserFacingError(f"The mask {path.name} is {found} pixels, the clip {width} x {height}.", _HINT)
    peak = float(brightness.max())
    if peak <= 0:
        raise UserFacingError(f"The mask {path.name} is black all over: there is no object in it.", _HINT)
    return pack_mask(brightness.astype(np.float64) * 2 >= peak)


def _brightest_channel(path: Path) -> NDArray[Any]:
    """(height, width), of the picture's own depth."""
    try:
        if path.suffix.lower() == ".exr":
            return _of_exr(exr_channels(path))
        data = np.frombuffer(path.read_bytes(), np.uint8)
    except OSError as error:
        raise UserFacingError(f"The mask {path} cannot be read: {error.strerror}.", _HINT) from error
    lib = cv2()
    picture = lib.imdecode(data, lib.IMREAD_ANYCOLOR | lib.IMREAD_ANYDEPTH) if data.size else None
    if picture is None or picture.dtype.kind not in "uf":
        raise UserFacingError(f"The mask {path.name} is not a picture that can be read.", _HINT)
    brightest = picture if picture.ndim == 2 else picture.max(axis=2)  # alpha is left out
    return np.nan_to_num(brightest) if brightest.dtype.kind == "f" else brightest


def _of_exr(channels: Mapping[str, NDArray[np.float32]]) -> NDArray[np.float32]:
    """Its alpha where that says anything, else the brightest of the other channels."""
    alpha = channels.get("A")
    others = [plane for name, plane in channels.items() if name != "A"]
    if alpha is not None and (not others or np.ptp(alpha) > 0):
        return np.nan_to_num(alpha)
    return np.nan_to_num(np.max(others, axis=0))
