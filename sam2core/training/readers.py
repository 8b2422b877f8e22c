"""Labelled pictures, read once and kept as small squares of bytes.

A file that cannot be read is named in the log, counted and skipped: one bad file never ends a training run.
"""

from __future__ import annotations

import csv
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

_log = logging.getLogger(__name__)

Bytes = NDArray[np.uint8]
_IGNORE = 255  # a label that is no object
_SMALLEST = 0.004  # of the picture's area: smaller objects teach a small model nothing
_LARGEST = 0.8


@dataclass(frozen=True)
class Still:
    """A photo with a map of labels; 0 is background."""

    image: Bytes  # (S, S, 3)
    labels: Bytes  # (S, S)
    objects: tuple[int, ...]  # labels that can be asked for


@dataclass(frozen=True)
class Cutout:
    """A picture of one thing with its alpha."""

    rgba: Bytes  # (S, S, 4), straight


@dataclass(frozen=True)
class Clip:
    """Frames with one object each."""

    name: str
    frames: Bytes  # (T, S, S, 3)
    masks: NDArray[np.bool_]  # (T, S, S)


def _read(path: Path, mode: str, size: int, resample: Image.Resampling) -> Bytes:
    with Image.open(path) as image:
        return np.asarray(image.convert(mode).resize((size, size), resample))


def _readable(paths: list[Path], read: Callable[[Path], object]) -> Iterator[object]:
    skipped = 0
    for path in paths:
        try:
            yield read(path)
        except (OSError, UnidentifiedImageError, ValueError) as error:
            skipped += 1
            _log.warning("skipped %s: %s", path, error)
    if skipped:
        _log.warning("%d of %d files skipped", skipped, len(paths))


def read_stills(folder: Path, size: int, exclude: frozenset[str] = frozenset()) -> list[Still]:
    """Photos of `index.tsv` (columns set, image, labels) that hold at least one object of a useful size.

    Paths in the index count from the folder above, or from the folder itself.
    """
    with (folder / "index.tsv").open(encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file, delimiter="\t") if r["set"] not in exclude]
    by_labels = {_inside(folder, r["labels"]): _inside(folder, r["image"]) for r in rows}

    def read(path: Path) -> Still:
        image = _read(by_labels[path], "RGB", size, Image.Resampling.BOX)
        with Image.open(path) as labels_image:
            labels = np.asarray(labels_image.resize((size, size), Image.Resampling.NEAREST))
        return Still(image, labels, useful_labels(labels))

    return [s for s in _readable(list(by_labels), read) if isinstance(s, Still) and s.objects]


def useful_labels(labels: Bytes) -> tuple[int, ...]:
    """Labels whose area is neither a speck nor nearly the whole picture."""
    counts = np.bincount(labels.ravel(), minlength=256) / labels.size
    return tuple(int(i) for i in range(1, _IGNORE) if _SMALLEST <= counts[i] <= _LARGEST)


def read_cutouts(folder: Path, size: int) -> list[Cutout]:
    """Every WebP or PNG below the folder, squeezed to a square."""
    paths = sorted(p for p in folder.rglob("*") if p.suffix in {".webp", ".png"})
    found = _readable(paths, lambda p: Cutout(_read(p, "RGBA", size, Image.Resampling.BOX)))
    return [c for c in found if isinstance(c, Cutout) and 0.02 < (c.rgba[..., 3] > 127).mean() < 0.98]


def read_clips(folder: Path, size: int, names: frozenset[str] | None = None) -> list[Clip]:
    """A folder of the DAVIS form: `JPEGImages/NAME/*.jpg` with `Annotations/NAME/*.png`; any label counts."""
    folders = sorted(p for p in (folder / "JPEGImages").iterdir() if p.is_dir())
    chosen = [p for p in folders if names is None or p.name in names]

    def read(path: Path) -> Clip:
        pictures = sorted(path.glob("*.jpg"))
        frames = [_read(p, "RGB", size, Image.Resampling.BOX) for p in pictures]
        masks = [
            _read(folder / "Annotations" / path.name / f"{p.stem}.png", "L", size, Image.Resampling.NEAREST)
            > 0
            for p in pictures
        ]
        return Clip(path.name, np.stack(frames), np.stack(masks))

    return [c for c in _readable(chosen, read) if isinstance(c, Clip)]


def _inside(folder: Path, name: str) -> Path:
    return folder.parent / name if (folder.parent / name).exists() else folder / name
