"""Data sets of the DAVIS form: `JPEGImages/NAME/*.jpg` with `Annotations/NAME/*.png`.

What cannot be used is named, skipped and counted, and never ends a measurement.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from sam2core.errors import Sam2Error

Labels = NDArray[np.uint8]
_VOID = 255  # a label that counts neither way, unless it is the only one (two-valued annotations)
_PICTURES = {".jpg", ".jpeg", ".png"}
_RESOLUTIONS = ("480p", "Full-Resolution")  # DAVIS keeps its clips one folder deeper


class DatasetError(Sam2Error):
    """A folder that is not a data set of this form."""


class UnreadableError(Sam2Error):
    """A file of a data set that is missing, damaged or of another size than the others."""


@dataclass(frozen=True)
class Skipped:
    """What was left out of a measurement, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class Sequence:
    """One video with its annotations; frames are read from disk at each access.

    Reading raises UnreadableError, which names the file.
    """

    name: str
    pictures: tuple[Path, ...]
    annotations: tuple[Path, ...]  # where they would lie: some sets annotate one frame in five

    def __len__(self) -> int:
        return len(self.pictures)

    def __getitem__(self, frame: int) -> NDArray[np.uint8]:
        pixels = read_rgb(self.pictures[frame])
        _check_size(self.pictures[frame], pixels.shape[:2], self.size)
        return pixels

    @cached_property
    def size(self) -> tuple[int, int]:
        """Height and width of the first frame."""
        return picture_size(self.pictures[0])

    def labels(self, frame: int) -> Labels:
        """(H, W): 0 is background, every other value an object."""
        file = self.annotations[frame]
        labels = read_labels(file)
        _check_size(file, labels.shape, self.size)
        return labels

    def objects(self) -> tuple[int, ...]:
        """Labels on the first frame."""
        return object_labels(self.labels(0))

    @cached_property
    def annotated(self) -> tuple[int, ...]:
        """The frames that have an annotation."""
        return tuple(n for n, file in enumerate(self.annotations) if file.is_file())

    @property
    def scored(self) -> tuple[int, ...]:
        """The annotated frames that DAVIS scores: all but the first and the last."""
        return self.annotated[1:-1] or self.annotated[1:]


@dataclass(frozen=True)
class Dataset:
    """The videos of a folder that can be used, and the others."""

    sequences: tuple[Sequence, ...]
    skipped: tuple[Skipped, ...]


def read_sequences(folder: Path, names: Collection[str] | None = None) -> Dataset:
    """Every video, with `names` only these. Raises DatasetError where the folder has another form."""
    pictures, annotations = resolution(folder / "JPEGImages"), resolution(folder / "Annotations")
    if not pictures.is_dir() or not annotations.is_dir():
        raise DatasetError(f"{folder} is not a data set: it has no JPEGImages and Annotations folders.")
    folders = [p for p in sorted(pictures.iterdir()) if p.is_dir() and (names is None or p.name in names)]
    missing = sorted(set(names or ()) - {p.name for p in folders})
    if missing:
        raise DatasetError(f"{folder} has no video {', '.join(missing)}.")
    found = [_sequence(p, annotations / p.name) for p in folders]
    return Dataset(
        tuple(s for s in found if isinstance(s, Sequence)),
        tuple(s for s in found if isinstance(s, Skipped)),
    )


def resolution(folder: Path) -> Path:
    """The folder of a kind's videos, which may lie one deeper, under the name of a resolution."""
    return next((folder / r for r in _RESOLUTIONS if (folder / r).is_dir()), folder)


def object_labels(labels: Labels, *, void: bool = True) -> tuple[int, ...]:
    """The objects of a label map; with `void`, 255 is one where there is no other."""
    found = [int(v) for v in np.unique(labels) if v]
    return tuple(v for v in found if v != _VOID or (void and len(found) == 1))


def read_rgb(file: Path) -> NDArray[np.uint8]:
    """(H, W, 3). Raises UnreadableError."""
    return _read(file, lambda image: image.convert("RGB"))


def read_labels(file: Path) -> Labels:
    """(H, W): numbers of the palette, or grey values. Raises UnreadableError."""
    labels = _read(file, lambda image: image if image.mode in {"P", "L", "1"} else image.convert("L"))
    return labels.astype(np.uint8)


def picture_size(file: Path) -> tuple[int, int]:
    """Height and width, from the file's head alone. Raises UnreadableError."""
    try:
        with Image.open(file) as image:
            return image.height, image.width
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise _unreadable(file, error) from error


def _read(file: Path, convert: Callable[[Image.Image], Image.Image]) -> NDArray[np.uint8]:
    try:
        with Image.open(file) as image:
            return np.array(convert(image))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise _unreadable(file, error) from error


def _unreadable(file: Path, error: Exception) -> UnreadableError:
    if isinstance(error, FileNotFoundError):
        return UnreadableError(f"{file.name} is missing")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return UnreadableError(f"{file.name} cannot be read ({reason.splitlines()[0] if reason else 'damaged'})")


def _check_size(file: Path, size: tuple[int, ...], wanted: tuple[int, int]) -> None:
    if size != wanted:
        across = f"{size[1]}x{size[0]}, the video {wanted[1]}x{wanted[0]}"
        raise UnreadableError(f"{file.name} has another size than its video ({across})")


def _sequence(pictures: Path, annotations: Path) -> Sequence | Skipped:
    frames = tuple(sorted(p for p in pictures.iterdir() if p.suffix.lower() in _PICTURES))
    found = Sequence(pictures.name, frames, tuple(annotations / f"{p.stem}.png" for p in frames))
    reason = next(_faults(found), None)
    return found if reason is None else Skipped(pictures.name, reason)


def _faults(sequence: Sequence) -> Iterator[str]:
    """Why a video cannot be measured, as far as its files need not be read for it."""
    if len(sequence) < 2:
        yield "it has fewer than two frames"
    elif 0 not in sequence.annotated:
        yield f"its first frame has no annotation {sequence.annotations[0].name}"
    elif len(sequence.annotated) < 2:
        yield "only its first frame has an annotation"
