"""Masklets as the masks of data sets: DAVIS palette pictures, COCO, SA-V and YOLO."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from app.document.masklet import Masklet
from app.document.media import Media
from app.document.project import Project
from app.document.timing import FrameRange
from app.engine.interchange.going_out import Progress, chosen_of, mattes_of, media_of, placed
from app.engine.interchange.rle import area, box, encoded
from app.opencv import cv2

Mask = NDArray[np.bool_]  # (height, width)
_MOST_LABELS: Final = 255
_INSIDE: Final = 0.5
_LEAST_CORNERS: Final = 3
_OUTLINE_ERROR_PX: Final = 0.5  # of YOLO's polygons


@dataclass(frozen=True)
class Frames:
    """What a writer goes through, once: each frame's masks by masklet, all zeros where one is absent."""

    media: Media
    frames: FrameRange
    masklets: Sequence[Masklet]
    each: Iterator[tuple[int, Mapping[int, Mask]]]

    def stem(self, frame: int) -> str:
        """The name of a frame's picture, numbered as the source's frames."""
        return f"{self.media.start_frame + frame:05d}"


@dataclass(frozen=True)
class MaskSet:
    """A kind of data set: a folder of files, or one file of JSON."""

    name: str
    title: str
    is_folder: bool
    write: Callable[[Frames, Path], None]


def write_masks(
    project: Project,
    name: str,
    path: Path,
    cancel: threading.Event,
    *,
    masklets: Collection[int] | None = None,
    progress: Progress = lambda _done, _total: None,
) -> None:
    """Write the work area's masks (mattes of at least a half) as one of MASK_SETS.

    The result is there whole under its name, or not at all; a file is replaced, a folder only where it is
    empty. Raises UserFacingError, and InterchangeCancelled once `cancel` is set.
    """
    kind = MASK_SETS[name]
    chosen = chosen_of(project, masklets, _MOST_LABELS)
    media = media_of(project)
    with placed(path, is_folder=kind.is_folder) as partial:
        each = mattes_of(project, chosen, cancel, progress)
        masks = ((frame, {m: matte >= _INSIDE for m, matte in mattes.items()}) for frame, mattes in each)
        kind.write(Frames(media, project.work_area, chosen, masks), partial)


def palette() -> bytes:
    """DAVIS's (and PASCAL VOC's) 256 colours: the bits of a label, spread over red, green and blue."""
    colours = bytearray()
    for label in range(256):
        channels = [0, 0, 0]
        for place in range(8):
            bits = label >> 3 * place
            for channel in range(3):
                channels[channel] |= (bits >> channel & 1) << (7 - place)
        colours += bytes(channels)
    return bytes(colours)


def _write_davis(frames: Frames, folder: Path) -> None:
    """`00000.png`, ...: labels 1, 2, ... in the order of the masklets; later ones lie over earlier ones."""
    from PIL import Image

    folder.mkdir()
    for frame, masks in frames.each:
        labels = np.zeros((frames.media.height, frames.media.width), np.uint8)
        for label, masklet in enumerate(frames.masklets, start=1):
            labels[masks[masklet.id]] = label
        picture = Image.fromarray(labels).convert("P")
        picture.putpalette(palette())
        picture.save(folder / f"{frames.stem(frame)}.png")


def _write_coco(frames: Frames, file: Path) -> None:
    """An image for each frame, a category for each masklet, run lengths for each mask that is not empty."""
    media = frames.media
    images: list[dict[str, Any]] = []
    annotations: list[dict[str, Any]] = []
    for frame, masks in frames.each:
        image = {"id": frame, "file_name": f"{frames.stem(frame)}.png", "frame_id": frame}
        images.append({**image, "width": media.width, "height": media.height, "video_id": 1})
        for masklet, mask in masks.items():
            rle = encoded(mask)
            if area(rle):
                number = len(annotations) + 1
                where = {"image_id": frame, "category_id": masklet, "track_id": masklet, "video_id": 1}
                shape = {"segmentation": rle, "area": area(rle), "bbox": box(rle), "iscrowd": 0}
                annotations.append({"id": number, **where, **shape})
    categories = [{"id": m.id, "name": m.name} for m in frames.masklets]
    videos = [{"id": 1, "name": media.path.stem, "file_name": media.path.name, "width": media.width}]
    whole = {"videos": videos, "images": images, "annotations": annotations, "categories": categories}
    file.write_text(json.dumps(whole), encoding="utf-8")


def _write_sav(frames: Frames, file: Path) -> None:
    """As SA-V's annotations: run lengths by frame, then by masklet; an absent masklet has an empty mask."""
    media = frames.media
    masklets = [[encoded(masks[m.id]) for m in frames.masklets] for _, masks in frames.each]
    shown = [[area(rle) > 0 for rle in row] for row in zip(*masklets, strict=True)]
    whole = {
        "video_id": media.path.stem,
        "video_duration": media.rate.seconds(media.frame_count),
        "video_frame_count": float(media.frame_count),
        "video_height": float(media.height),
        "video_width": float(media.width),
        "video_resolution": float(media.height * media.width),
        "masklet_id": [m.id for m in frames.masklets],
        "masklet_name": [m.name for m in frames.masklets],
        "masklet_first_appeared_frame": [
            float(frames.frames.first + row.index(True)) if any(row) else -1.0 for row in shown
        ],
        "masklet_frame_count": [float(sum(row)) for row in shown],
        "masklet_type": "manual",
        "masklet_num": len(frames.masklets),
        "first_frame": frames.frames.first,
        "masklet": masklets,
    }
    file.write_text(json.dumps(whole), encoding="utf-8")


def _write_yolo(frames: Frames, folder: Path) -> None:
    """`labels/00000.txt`: class and polygon in parts of the picture, a line for each piece; `data.yaml`."""
    height, width = frames.media.height, frames.media.width
    (folder / "labels").mkdir(parents=True)
    for frame, masks in frames.each:
        lines = [
            f"{number} " + " ".join(f"{x / width:.6f} {y / height:.6f}" for x, y in piece)
            for number, masklet in enumerate(frames.masklets)
            for piece in pieces(masks[masklet.id])
        ]
        file = folder / "labels" / f"{frames.stem(frame)}.txt"
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    names = "".join(f"  {i}: {json.dumps(m.name)}\n" for i, m in enumerate(frames.masklets))
    (folder / "data.yaml").write_text(f"path: .\ntrain: images\nval: images\nnames:\n{names}", "utf-8")


def pieces(mask: Mask) -> list[NDArray[np.float64]]:
    """The outlines of a mask's pieces, (points, 2) as x, y of pixel centres; holes are not told."""
    lib = cv2()
    found, _ = lib.findContours(mask.astype(np.uint8), lib.RETR_EXTERNAL, lib.CHAIN_APPROX_NONE)
    simple = [lib.approxPolyDP(outline, _OUTLINE_ERROR_PX, closed=True)[:, 0] + 0.5 for outline in found]
    return [np.asarray(outline, np.float64) for outline in simple if len(outline) >= _LEAST_CORNERS]


MASK_SETS: Final[Mapping[str, MaskSet]] = MappingProxyType(
    {
        "davis": MaskSet("davis", "DAVIS palette pictures", is_folder=True, write=_write_davis),
        "coco": MaskSet("coco", "COCO, run lengths", is_folder=False, write=_write_coco),
        "sav": MaskSet("sav", "SA-V, run lengths", is_folder=False, write=_write_sav),
        "yolo": MaskSet("yolo", "YOLO polygons", is_folder=True, write=_write_yolo),
    }
)
