"""Meta's data sets of masks as run lengths: photos (SA-1B) and videos (SA-V)."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import numpy as np
from PIL import Image

from sam2core.rle import decode
from sam2core.training.config import ConfigError
from sam2core.training.labelled import (
    LARGEST,
    SMALLEST,
    Bytes,
    Masks,
    Packed,
    Still,
    Video,
    check_shape,
    read_picture,
    squeeze,
    useful,
)
from sam2core.training.shelf import Item

_log = logging.getLogger(__name__)
_ENTIRE = 0.9  # SA-1B: a mask that covers more is the picture, and is dropped as for training SAM 2
_STEP = 4  # SA-V: annotations are 6 a second, videos 24
_KINDS = ("manual", "auto")  # SA-V: drawn by people, or proposed by the model and accepted


def is_sa1b(folder: Path) -> bool:
    return next(folder.rglob("sa_*.json"), None) is not None


def sa1b_items(folder: Path, size: int) -> list[Item[Still]]:
    """`sa_N.jpg` with `sa_N.json`, in one folder or several."""
    return [_photo(file, size) for file in sorted(folder.rglob("sa_*.json"))]


def _photo(file: Path, size: int) -> Item[Still]:
    def read() -> Still | None:
        whole: Any = _json(file)
        with Image.open(file.with_suffix(".jpg")) as picture:
            shape = picture.size
            image = read_picture(picture, "RGB", size)
        found = [decode(a["segmentation"]) for a in whole["annotations"]]
        for mask in found:
            check_shape(file, (mask.shape[1], mask.shape[0]), shape)
        objects = useful([squeeze(mask, size) for mask in found if mask.mean() < _ENTIRE])
        return Still(image, Packed.of(objects)) if objects else None

    return Item(str(file), read)


def is_sav(folder: Path) -> bool:
    return any(next(folder.rglob(f"*_{kind}.json"), None) for kind in _KINDS)


def sav_items(folder: Path, size: int) -> list[Item[Video]]:
    """`NAME.mp4` with `NAME_manual.json`, `NAME_auto.json` or both, under the name of the video."""
    videos = sorted(folder.rglob("*.mp4"))
    return [_video(v, files, size) for v in videos if (files := _masklets_of(v))]


def _masklets_of(video: Path) -> list[Path]:
    return [f for kind in _KINDS if (f := video.with_name(f"{video.stem}_{kind}.json")).is_file()]


def _video(video: Path, files: list[Path], size: int) -> Item[Video]:
    def read() -> Video | None:
        rows: list[Masks] = []
        step = 0
        for file in files:
            whole: Any = _json(file)
            step = _step(int(whole["video_frame_count"]), len(whole["masklet"]))
            rows += _tracks(whole["masklet"], size)
        length = min((len(t) for t in rows), default=0)
        frames = np.stack([*_decoded(video, step, length, size)])
        cut = [track[: len(frames)] for track in rows]
        kept = tuple(Packed.of(t) for t in cut if SMALLEST <= t.mean(axis=(1, 2)).max() <= LARGEST)
        return Video(video.stem, frames, kept) if kept and len(frames) > 1 else None

    return Item(video.stem, read)


def _step(frames: int, annotated: int) -> int:
    """Frames from one annotation to the next."""
    return _STEP if -(-frames // _STEP) == annotated else max(1, round(frames / annotated))


def _tracks(rows: list[list[object]], size: int) -> Iterator[Masks]:
    """(T, S, S) of each object from SA-V's lists by frame, then by object; None where it is absent."""
    for number in range(len(rows[0])):
        masks = [row[number] for row in rows]
        yield np.stack(
            [np.zeros((size, size), bool) if mask is None else squeeze(decode(mask), size) for mask in masks]
        )


def _decoded(video: Path, step: int, count: int, size: int) -> Iterator[Bytes]:
    """Every `step`-th frame, `count` at most."""
    try:
        import av
        import av.error
    except ImportError:
        raise ConfigError("Videos of SA-V are read with the package av (pip install av).") from None
    try:
        with av.open(str(video)) as container:
            for number, frame in enumerate(container.decode(video=0)):
                if number % step == 0:
                    picture = Image.fromarray(cast("Bytes", frame.to_ndarray(format="rgb24")))
                    yield read_picture(picture, "RGB", size)
                if number >= step * (count - 1):
                    return
    except av.error.FFmpegError as error:
        _log.warning("%s ends early: %s", video, error)


def _json(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))
