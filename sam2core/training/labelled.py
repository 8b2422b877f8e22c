"""What a run learns from: pictures, cut-outs and videos with masks, as small squares of bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Bytes = NDArray[np.uint8]
Masks = NDArray[np.bool_]
SMALLEST = 0.004  # of the picture's area: smaller objects teach a small model nothing
LARGEST = 0.8
_SHAPE_TOLERANCE = 0.05  # of the side ratio: sizes of reduced pictures are rounded


@dataclass(frozen=True)
class Packed:
    """Masks of one size (N, S, S), eight pixels a byte."""

    bits: Bytes  # (N, S, ceil(S / 8))
    side: int

    @classmethod
    def of(cls, masks: Sequence[Masks] | Masks) -> Packed:
        stacked = np.asarray(masks, bool)
        return cls(np.packbits(stacked, axis=-1), stacked.shape[-1])

    def __len__(self) -> int:
        return len(self.bits)

    def unpack(self, chosen: int | slice | NDArray[np.intp] = slice(None)) -> Masks:
        """(..., S, S) of those chosen."""
        return np.unpackbits(self.bits[chosen], axis=-1, count=self.side).astype(bool)

    def there(self) -> Masks:
        """(N,): where there is a mask at all."""
        return np.asarray(self.bits.any(axis=(1, 2)))

    def areas(self) -> NDArray[np.float64]:
        """(N,) as a share of the picture."""
        return self.unpack().mean(axis=(1, 2))


@dataclass(frozen=True)
class Still:
    """A photo and its objects, which may lie upon each other."""

    image: Bytes  # (S, S, 3)
    objects: Packed

    @property
    def nbytes(self) -> int:
        return self.image.nbytes + self.objects.bits.nbytes


@dataclass(frozen=True)
class Cutout:
    """A picture of one thing with its alpha."""

    rgba: Bytes  # (S, S, 4), straight

    @property
    def nbytes(self) -> int:
        return self.rgba.nbytes


@dataclass(frozen=True)
class Clip:
    """Frames with one object."""

    name: str
    frames: Bytes  # (T, S, S, 3)
    masks: Packed  # of T; empty where the object is not to be seen


@dataclass(frozen=True)
class Video:
    """Frames and the tracks of its objects, each of which may come later and leave."""

    name: str
    frames: Bytes  # (T, S, S, 3)
    tracks: tuple[Packed, ...]  # of T masks each

    def clip(self, track: int) -> Clip:
        name = self.name if len(self.tracks) == 1 else f"{self.name}/{track + 1}"
        return Clip(name, self.frames, self.tracks[track])

    @property
    def nbytes(self) -> int:
        return self.frames.nbytes + sum(t.bits.nbytes for t in self.tracks)


def read_picture(file: Image.Image | IO[bytes] | str, mode: str, size: int) -> Bytes:
    """A picture squeezed to a square of `size`."""
    with file if isinstance(file, Image.Image) else Image.open(file) as image:
        return np.asarray(image.convert(mode).resize((size, size), Image.Resampling.BOX))


def check_shape(file: Path, size: tuple[int, int], picture: tuple[int, int]) -> None:
    """A mask may be smaller than its picture, but not of another shape. Sizes are width and height.

    Raises ValueError, which names the mask.
    """
    if abs(size[0] * picture[1] - size[1] * picture[0]) > _SHAPE_TOLERANCE * size[1] * picture[0]:
        raise ValueError(f"{file.name} is {size[0]} x {size[1]}, its picture {picture[0]} x {picture[1]}")


def squeeze(mask: Masks, size: int) -> Masks:
    """A mask (H, W) squeezed to a square of `size`."""
    return np.asarray(Image.fromarray(mask).resize((size, size), Image.Resampling.NEAREST), bool)


def useful(masks: Sequence[Masks]) -> list[Masks]:
    """Those that are neither a speck nor nearly the whole picture."""
    return [m for m in masks if SMALLEST <= m.mean() <= LARGEST]
