"""A finished picture that no effect touches: the decoder's own YCbCr goes to the encoder as it is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from app.document.project import Project
from app.engine import compositor
from app.engine.export.signature import Thumb, thumb_of_luma
from app.engine.export.target import Target

_BITS: Final = {
    "yuv420p": 8, "yuv422p": 8, "yuv444p": 8, "yuvj420p": 8, "yuvj422p": 8, "yuvj444p": 8,
    "yuv420p10le": 10, "yuv422p10le": 10, "yuv444p10le": 10,
}  # fmt: skip


@dataclass(frozen=True)
class SourcePlanes:
    """One picture, its planes one under the other as ffmpeg's rawvideo has them."""

    values: NDArray[Any]


def passes_through(project: Project, masklets: Collection[int] | None, target: Target) -> bool:
    """Whether this export can be made so."""
    media, movie = target.media, target.format.movie
    if movie is None or target.content != "composite" or media.is_sequence or media.rotation:
        return False
    encodes_ycbcr = all(name.startswith("yuv") for name in movie.pixels.values())
    even = media.width % 2 == 0 and media.height % 2 == 0 and target.options.scale == 1
    ids = None if masklets is None else frozenset(masklets)
    return encodes_ycbcr and even and media.pixel_format in _BITS and compositor.untouched(project, ids)


def planes_thumb(planes: SourcePlanes, target: Target) -> Thumb:
    """What the written picture is recognised by."""
    media = target.media
    luma = planes.values[: media.height]
    full = media.colour.range == "pc" or media.pixel_format.startswith("yuvj")
    return thumb_of_luma(luma, _BITS[media.pixel_format], full=full)


def source_range(target: Target) -> str:
    """Ffmpeg's name of it."""
    media = target.media
    return "pc" if media.colour.range == "pc" or media.pixel_format.startswith("yuvj") else "tv"


def contiguous(planes: SourcePlanes) -> NDArray[Any]:
    return np.ascontiguousarray(planes.values)
