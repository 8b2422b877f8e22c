"""YOLO polygons as masks: those of a class on a frame are one object, since YOLO tells no objects."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import numpy as np

from app.document.media import Media
from app.engine.interchange.mask_sets import Mask
from app.errors import UserFacingError
from app.opencv import cv2

_LEAST_NUMBERS: Final = 6  # of a polygon's corners
_SHIFT: Final = 4  # bits of a pixel's fraction
_NAME: Final = re.compile(r"^\s+(\d+):\s*[\"']?(.*?)[\"']?\s*$", re.MULTILINE)


def is_yolo(folder: Path) -> bool:
    return (folder / "labels").is_dir()


def yolo_masks(folder: Path, media: Media) -> Iterator[tuple[str, str, Callable[[], Mask]]]:
    """The name of a class, the number at the end of a file's name, and the mask, drawn when called.

    Raises UserFacingError for lines that are no polygons.
    """
    sheet = folder / "data.yaml"
    names = dict(_NAME.findall(sheet.read_text("utf-8", errors="replace"))) if sheet.is_file() else {}
    for file in sorted((folder / "labels").glob("*.txt")):
        number = re.search(r"(\d+)$", file.stem)
        if number is None:
            continue
        polygons: dict[str, list[np.ndarray]] = defaultdict(list)
        for line in file.read_text("utf-8", errors="replace").splitlines():
            if line.strip():
                kind, corners = _polygon(line, file)
                polygons[kind].append(corners * (media.width, media.height))
        for kind, found in polygons.items():
            name = names.get(kind, f"class {kind}")
            yield name, number[1], lambda found=found: _drawn(found, media.height, media.width)


def _polygon(line: str, file: Path) -> tuple[str, np.ndarray]:
    kind, *words = line.split()
    try:
        corners = np.array([float(w) for w in words])
    except ValueError:
        corners = np.zeros(0)
    is_polygon = kind.isdigit() and len(corners) >= _LEAST_NUMBERS and len(corners) % 2 == 0
    if not is_polygon or not ((corners >= 0) & (corners <= 1)).all():
        raise UserFacingError(
            f"{file.name} has a line that is no polygon.", "Write segmentation labels, not boxes."
        )
    return kind, corners.reshape(-1, 2)


def _drawn(polygons: list[np.ndarray], height: int, width: int) -> Mask:
    picture = np.zeros((height, width), np.uint8)
    for corners in polygons:
        places = ((corners - 0.5) * 2**_SHIFT).round().astype(np.int32)
        cv2().fillPoly(picture, [places], 1, shift=_SHIFT)
    return picture > 0
