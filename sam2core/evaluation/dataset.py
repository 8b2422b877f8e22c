"""Data sets of the DAVIS form: `JPEGImages/NAME/*.jpg` with `Annotations/NAME/*.png`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from sam2core.errors import Sam2Error

_VOID = 255  # a label that counts neither way, unless it is the only one (two-valued annotations)


class DatasetError(Sam2Error):
    """A folder that is not a data set of this form."""


@dataclass(frozen=True)
class Sequence:
    """One video with its annotations; frames are read from disk at each access."""

    name: str
    pictures: tuple[Path, ...]
    annotations: tuple[Path, ...]

    def __len__(self) -> int:
        return len(self.pictures)

    def __getitem__(self, frame: int) -> NDArray[np.uint8]:
        with Image.open(self.pictures[frame]) as image:
            return np.array(image.convert("RGB"))

    def labels(self, frame: int) -> NDArray[np.uint8]:
        """(H, W): 0 is background, every other value an object."""
        with Image.open(self.annotations[frame]) as image:
            return np.array(image).astype(np.uint8)

    def objects(self) -> tuple[int, ...]:
        """Labels on the first frame."""
        found = [int(v) for v in np.unique(self.labels(0)) if v]
        return tuple(v for v in found if v != _VOID or len(found) == 1)


def read_sequences(folder: Path) -> list[Sequence]:
    """Every video whose frames all have an annotation. Raises DatasetError."""
    pictures, annotations = folder / "JPEGImages", folder / "Annotations"
    if not pictures.is_dir() or not annotations.is_dir():
        raise DatasetError(f"{folder} is not a data set: it has no JPEGImages and Annotations folders.")
    return [_sequence(p, annotations / p.name) for p in sorted(pictures.iterdir()) if p.is_dir()]


def _sequence(pictures: Path, annotations: Path) -> Sequence:
    frames = tuple(sorted(p for p in pictures.iterdir() if p.suffix.lower() in {".jpg", ".jpeg", ".png"}))
    masks = tuple(annotations / f"{p.stem}.png" for p in frames)
    missing = [m.name for m in masks if not m.is_file()]
    if missing or len(frames) < 2:
        reason = f"has no annotation {missing[0]}" if missing else "has fewer than two frames"
        raise DatasetError(f"The sequence {pictures.name} {reason}.")
    return Sequence(pictures.name, frames, masks)
