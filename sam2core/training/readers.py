"""Where training data is found: label-map stills and SA-1B, cut-outs, folders of clips and SA-V."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

from sam2core.training.clip_folders import clip_folder_items, is_clip_folder
from sam2core.training.config import ConfigError
from sam2core.training.labelled import Clip, Cutout, Packed, Still, Video, check_shape, read_picture, useful
from sam2core.training.segment_anything import is_sa1b, is_sav, sa1b_items, sav_items
from sam2core.training.shelf import Item, Memory, Shelf

_IGNORE = 255  # a label that is no object
_UNBOUNDED = 1 << 62


def still_items(folder: Path, size: int, exclude: frozenset[str] = frozenset()) -> list[Item[Still]]:
    """Label maps named by `index.tsv` (columns set, image, labels), or SA-1B. Raises ConfigError.

    Paths in the index count from the folder above, or from the folder itself.
    """
    index = folder / "index.tsv"
    if not index.is_file():
        if is_sa1b(folder):
            return sa1b_items(folder, size)
        raise ConfigError(f"There are no stills in {folder}: neither an index.tsv nor sa_*.json of SA-1B.")
    with index.open(encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file, delimiter="\t") if r["set"] not in exclude]
    return [_labelled(_inside(folder, r["image"]), _inside(folder, r["labels"]), size) for r in rows]


def cutout_items(folder: Path, size: int) -> list[Item[Cutout]]:
    """Every WebP or PNG below the folder."""
    paths = sorted(p for p in folder.rglob("*") if p.suffix in {".webp", ".png"})

    def read(path: Path) -> Cutout | None:
        cutout = Cutout(read_picture(str(path), "RGBA", size))
        return cutout if 0.02 < (cutout.rgba[..., 3] > 127).mean() < 0.98 else None

    return [Item(str(p), _later(read, p)) for p in paths]


def video_items(folder: Path, size: int, names: frozenset[str] | None = None) -> list[Item[Video]]:
    """Palette pictures as DAVIS, MOSE and YouTube-VOS have them, or SA-V. Raises ConfigError.

    With `names` only these videos.
    """
    if is_clip_folder(folder):
        items = clip_folder_items(folder, size)
    elif is_sav(folder):
        items = sav_items(folder, size)
    else:
        raise ConfigError(f"There are no clips in {folder}: neither JPEGImages nor SA-V's *_manual.json.")
    return [i for i in items if names is None or i.name in names]


def read_stills(folder: Path, size: int, exclude: frozenset[str] = frozenset()) -> list[Still]:
    """All that can be used, at once."""
    return list(Shelf(still_items(folder, size, exclude), Memory(_UNBOUNDED)).all())


def read_clips(folder: Path, size: int, names: frozenset[str] | None = None) -> list[Clip]:
    """Every object of every video as a clip, at once."""
    videos = Shelf(video_items(folder, size, names), Memory(_UNBOUNDED)).all()
    return [video.clip(track) for video in videos for track in range(len(video.tracks))]


def _labelled(image: Path, labels: Path, size: int) -> Item[Still]:
    def read() -> Still | None:
        with Image.open(labels) as picture, Image.open(image) as shown:
            check_shape(labels, picture.size, shown.size)
            numbers = np.asarray(picture.resize((size, size), Image.Resampling.NEAREST))
        objects = useful([numbers == label for label in np.unique(numbers) if 0 < label < _IGNORE])
        return Still(read_picture(str(image), "RGB", size), Packed.of(objects)) if objects else None

    return Item(str(labels), read)


def _later(read: Callable[[Path], Cutout | None], path: Path) -> Callable[[], Cutout | None]:
    return lambda: read(path)


def _inside(folder: Path, name: str) -> Path:
    return folder.parent / name if (folder.parent / name).exists() else folder / name
