"""Folders of clips: `JPEGImages/NAME/*.jpg` with `Annotations/NAME/*.png`, a value for each object.

So come DAVIS 2016 and 2017 (with a folder for the resolution between), MOSE and YouTube-VOS, whose
`meta.json` names the objects that count. An object may come later and leave.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from sam2core.training.labelled import LARGEST, SMALLEST, Bytes, Packed, Video, check_shape, read_picture
from sam2core.training.shelf import Item

_log = logging.getLogger(__name__)
_VOID = 255  # no object, unless it is the only label (two-valued annotations)
_RESOLUTIONS = ("480p", "Full-Resolution")  # DAVIS keeps its clips one folder deeper


def is_clip_folder(folder: Path) -> bool:
    return (folder / "JPEGImages").is_dir() and (folder / "Annotations").is_dir()


def clip_folder_items(folder: Path, size: int) -> list[Item[Video]]:
    """One for each clip, under the name of its folder."""
    pictures, annotations = _deeper(folder / "JPEGImages"), _deeper(folder / "Annotations")
    known = _meta(folder / "meta.json")
    clips = sorted(p for p in pictures.iterdir() if p.is_dir())
    return [_item(p, annotations / p.name, known.get(p.name), size) for p in clips]


def _item(pictures: Path, annotations: Path, objects: Collection[int] | None, size: int) -> Item[Video]:
    return Item(pictures.name, lambda: _read(pictures, annotations, objects, size))


def _read(pictures: Path, annotations: Path, objects: Collection[int] | None, size: int) -> Video | None:
    """Frames without annotation are left out: some sets have one in five or in thirty."""
    found = list(_frames(pictures, annotations, size))
    if len(found) < 2:
        raise ValueError("fewer than two of its frames can be read with their annotations")
    labels = np.stack([label for _, label in found])
    tracks = [labels == number for number in _objects(labels, objects)]
    kept = tuple(Packed.of(t) for t in tracks if SMALLEST <= t.mean(axis=(1, 2)).max() <= LARGEST)
    return Video(pictures.name, np.stack([frame for frame, _ in found]), kept) if kept else None


def _frames(pictures: Path, annotations: Path, size: int) -> Iterator[tuple[Bytes, Bytes]]:
    """Frames and labels; a bad one is named, counted and left out."""
    bad = 0
    for picture in sorted(p for p in pictures.iterdir() if p.suffix.lower() in {".jpg", ".jpeg", ".png"}):
        annotation = annotations / f"{picture.stem}.png"
        if not annotation.is_file():
            continue
        try:
            yield read_picture(str(picture), "RGB", size), _labels(annotation, picture, size)
        except (OSError, ValueError, SyntaxError) as error:
            bad += 1
            _log.warning("skipped a frame, %s or its annotation: %s (%d so far)", picture, error, bad)


def _labels(file: Path, picture: Path, size: int) -> Bytes:
    """(S, S): numbers of the palette, or grey values."""
    with Image.open(file) as labels, Image.open(picture) as shown:
        check_shape(file, labels.size, shown.size)
        flat = labels if labels.mode in {"P", "L", "1"} else labels.convert("L")
        return np.asarray(flat.resize((size, size), Image.Resampling.NEAREST)).astype(np.uint8)


def _objects(labels: Bytes, known: Collection[int] | None) -> list[int]:
    numbers = [int(n) for n in np.unique(labels) if n]
    if known is not None:
        return [n for n in numbers if n in known]
    return [n for n in numbers if n != _VOID or len(numbers) == 1]


def _deeper(folder: Path) -> Path:
    inner = [folder / name for name in _RESOLUTIONS if (folder / name).is_dir()]
    return inner[0] if inner else folder


def _meta(file: Path) -> dict[str, frozenset[int]]:
    """Objects by clip, where the set says so; a damaged file is named and says nothing."""
    if not file.is_file():
        return {}
    try:
        videos: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))["videos"]
        return {name: frozenset(int(number) for number in v["objects"]) for name, v in videos.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        _log.warning("%s is not used: %s", file, error)
        return {}
