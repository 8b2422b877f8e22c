"""Masks of data sets (DAVIS pictures, COCO, SA-V, YOLO) as masklets: as prompts or as locked tracks."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, cast

import numpy as np

from app.document import approval, edits
from app.document.masklet import Sample
from app.document.media import Media
from app.document.project import Project
from app.engine.interchange.mask_sets import Mask
from app.engine.interchange.rle import decoded
from app.engine.interchange.yolo_reading import is_yolo, yolo_masks
from app.engine.samples import encode_sample, mask_logits, pack_mask
from app.errors import UserFacingError

Way = Literal["prompts", "locked"]
Named = Mapping[str, Mapping[int, Callable[[], Mask]]]  # by name and frame; decoded when called

_NUMBER = re.compile(r"(\d+)$")


def read_masks(project: Project, path: Path, way: Way) -> Project:
    """Each object of a data set as a new masklet.

    "prompts": its mask on the first frame that has one is a prompt, to be tracked. "locked": all of its masks
    are its track, approved, so that no tracking changes them. `path` is a folder of palette pictures or of
    YOLO, or a file of COCO or SA-V. Raises UserFacingError for anything else, and for masks of another size.
    """
    media = project.media
    if media is None:
        raise UserFacingError("The project has no clip.", "Open a clip first.")
    objects = _folder(path, media) if path.is_dir() else _json(path, media)
    if not any(objects.values()):
        raise UserFacingError(f"{path.name} holds no masks.", "Choose label pictures, COCO, SA-V or YOLO.")
    for name, masks in objects.items():
        project = _added(project, name, dict(sorted(masks.items())), media, way)
    return project


def _added(
    project: Project, name: str, masks: Mapping[int, Callable[[], Mask]], media: Media, way: Way
) -> Project:
    found = ((frame, _checked(get(), name, frame, media)) for frame, get in masks.items())
    held = ((frame, mask) for frame, mask in found if mask.any())
    number = project.next_id
    if way == "prompts":
        first = next(held, None)
        if first is None:
            return project
        return edits.set_mask(edits.add_masklet(project, name), number, first[0], pack_mask(first[1]))
    samples = {frame: _sample(mask) for frame, mask in held}
    if not samples:
        return project
    tracked = edits.add_samples(edits.add_masklet(project, name), number, samples)
    return approval.lock_frames(tracked, number, samples)


def _checked(mask: Mask, name: str, frame: int, media: Media) -> Mask:
    if mask.shape != (media.height, media.width):
        found = f"{mask.shape[1]} x {mask.shape[0]}"
        raise UserFacingError(
            f"The mask of “{name}” on frame {frame} is {found} pixels, and the clip is not.",
            "Open the clip that the masks were made for.",
        )
    return mask


def _sample(mask: Mask) -> Sample:
    return encode_sample(
        mask_logits(mask),
        presence=10.0,
        iou=1.0,
        pointer=np.zeros(0, np.float32),
        model="imported",
        prompted=False,
    )


def _folder(folder: Path, media: Media) -> Named:
    if not is_yolo(folder):
        return _davis(folder, media)
    objects: dict[str, dict[int, Callable[[], Mask]]] = defaultdict(dict)
    for name, number, mask in yolo_masks(folder, media):
        objects[name][_frame(number, media)] = mask
    return objects


def _davis(folder: Path, media: Media) -> Named:
    """Label pictures by number; 0 is the background, and so is 255 where other labels are there."""
    from PIL import Image, UnidentifiedImageError

    objects: dict[str, dict[int, Callable[[], Mask]]] = defaultdict(dict)
    files = sorted(f for f in folder.iterdir() if f.suffix.lower() == ".png" and _NUMBER.search(f.stem))
    for file in files:
        frame = _frame(cast("re.Match[str]", _NUMBER.search(file.stem))[1], media)
        try:
            with Image.open(file) as picture:
                labels = np.asarray(picture)
        except (OSError, UnidentifiedImageError):
            raise UserFacingError(f"{file.name} is no picture.", "Write it again.") from None
        if labels.ndim != 2:
            raise UserFacingError(
                f"{file.name} is a picture of colours, not of labels.", "Labels are grey or palette pictures."
            )
        for label in np.unique(labels):
            if int(label):
                objects[f"object {int(label)}"][frame] = _of_label(file, int(label))
    return {name: objects[name] for name in sorted(objects, key=lambda n: int(n.split()[1]))}


def _of_label(file: Path, label: int) -> Callable[[], Mask]:
    from PIL import Image

    def read() -> Mask:
        with Image.open(file) as picture:
            return np.asarray(picture) == label

    return read


def _frame(number: str, media: Media) -> int:
    frame = int(number) - media.start_frame
    if frame not in media.frames:
        raise UserFacingError(
            f"The masks have a frame {int(number)}, which the clip has not.",
            "Open the clip that the masks were made for.",
        )
    return frame


def _json(file: Path, media: Media) -> Named:
    try:
        whole = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserFacingError(f"{file.name} cannot be read: {error.strerror}.", "Choose another.") from None
    except (ValueError, RecursionError):
        raise UserFacingError(f"{file.name} is no JSON.", "Choose a file of COCO or SA-V.") from None
    try:
        if "annotations" in whole:
            return _collected(_coco(whole), media)
        if "masklet" in whole:
            return _collected(_sav(whole), media)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        raise UserFacingError(
            f"{file.name} is damaged.", "Write it again with the program that made it."
        ) from None
    raise UserFacingError(f"{file.name} is neither COCO nor SA-V.", "Choose another file.")


def _collected(masks: Iterator[tuple[str, int, object]], media: Media) -> Named:
    objects: dict[str, dict[int, Callable[[], Mask]]] = defaultdict(dict)
    for name, frame, rle in masks:
        number = _frame(str(frame + media.start_frame), media)
        objects[name][number] = lambda rle=rle: decoded(rle)
    return objects


def _coco(whole: Any) -> Iterator[tuple[str, int, object]]:
    """Frames are `frame_id`, or the number at the end of `file_name`."""
    names = {c["id"]: str(c["name"]) for c in whole.get("categories", [])}
    frames: dict[object, int] = {}
    for image in whole["images"]:
        number = _NUMBER.search(Path(str(image["file_name"])).stem)
        frames[image["id"]] = int(image["frame_id"] if "frame_id" in image else number[1] if number else "x")
    tracks: dict[object, str] = {}
    for found in whole["annotations"]:
        name = names.get(found["category_id"], "object")
        track = (found["category_id"], found.get("track_id", found["category_id"]))
        if track not in tracks:
            tracks[track] = name if name not in tracks.values() else f"{name} {len(tracks) + 1}"
        yield tracks[track], frames[found["image_id"]], found["segmentation"]


def _sav(whole: Any) -> Iterator[tuple[str, int, object]]:
    """SA-V's own files hold every fourth frame of 24 a second; those written here hold every one."""
    ids = whole["masklet_id"]
    names = whole.get("masklet_name") or [f"object {i}" for i in ids]
    first = int(whole.get("first_frame", 0))
    count, rows = int(whole["video_frame_count"]), whole["masklet"]
    step = 1 if "first_frame" in whole else max(1, round(count / len(rows)))
    for place, row in enumerate(rows):
        for name, rle in zip(names, row, strict=True):
            yield str(name), first + place * step, rle
