"""A mask over the picture: a tint where the object is, and a line around it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainterPath

from app.ui.image_convert import matte_image
from app.ui.outline import outline_path

MaskArray = NDArray[np.bool_] | NDArray[np.uint8] | NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Overlay:
    """What lies over the frame for one masklet. Compared by identity: the array is never written to.

    `mask` is (h, w) at any resolution and covers the whole frame: bool, or a soft matte as uint8 [0, 255] or
    float32 [0, 1]. The outline runs where it crosses one half.
    """

    masklet_id: int
    colour: tuple[int, int, int]  # sRGB, 0..255
    mask: MaskArray
    opacity: float = 0.45  # of the tint, [0, 1]; 0 leaves the outline alone
    outline: bool = True
    strength: float = 1.0  # of the outline, (0, 1]: neighbours of the frame are fainter

    @cached_property
    def picture(self) -> OverlayPicture:
        """Made once, when first asked for; a worker that asks before it hands over spares the window that."""
        return _picture(self)

    def looks_like(self, other: Overlay) -> bool:
        """True where the other would be painted exactly as this one, known without looking at the pixels."""
        return self.mask is other.mask and self._style == other._style

    @property
    def _style(self) -> tuple[object, ...]:
        return self.colour, self.opacity, self.outline, self.strength


@dataclass(frozen=True, eq=False)
class OverlayPicture:
    """An overlay ready to paint. Places are fractions of the frame, [0, 1] from the top left."""

    place: QRectF  # the part of the frame that `tint` covers
    tint: QImage | None  # None where there is nothing to tint
    outline: QPainterPath


def _picture(overlay: Overlay) -> OverlayPicture:
    matte = _as_uint8(overlay.mask)
    box = _bounding_box(matte)
    if box is None:
        return OverlayPicture(QRectF(), None, QPainterPath())
    top, bottom, left, right = box
    height, width = matte.shape
    cropped = matte[top:bottom, left:right]
    return OverlayPicture(
        place=QRectF(left / width, top / height, (right - left) / width, (bottom - top) / height),
        tint=matte_image(cropped, overlay.colour, overlay.opacity) if overlay.opacity > 0 else None,
        outline=outline_path(cropped, (left, top), (width, height)) if overlay.outline else QPainterPath(),
    )


def _as_uint8(mask: MaskArray) -> NDArray[np.uint8]:
    if mask.ndim != 2:
        raise ValueError(f"not a mask (h, w): {mask.shape}")
    if mask.dtype == np.bool_:
        return mask.astype(np.uint8) * np.uint8(255)
    if mask.dtype == np.uint8:
        return mask.astype(np.uint8, copy=False)
    return (np.clip(mask, 0.0, 1.0) * 255 + 0.5).astype(np.uint8)


def _bounding_box(matte: NDArray[np.uint8]) -> tuple[int, int, int, int] | None:
    """Top, bottom, left, right (ends excluded) of what is not zero; None where all is."""
    rows = np.flatnonzero(matte.any(axis=1))
    if rows.size == 0:
        return None
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    columns = np.flatnonzero(matte[top:bottom].any(axis=0))
    return top, bottom, int(columns[0]), int(columns[-1]) + 1
