"""Masks made from other masks: held through an occlusion, united, and paint carried along by the picture."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from app.document.masklet import Masklet
from app.document.repair import BY_HAND
from app.document.sample import Sample
from app.document.strokes import Point, Strokes, stroke_at
from app.document.timing import FrameRange
from app.engine.flow import Flow, dense_flow
from app.engine.media_reader import MediaReader
from app.engine.samples import decode_logits, encode_sample, resize_logits
from app.errors import UserFacingError
from app.opencv import cv2


def held(masklet: Masklet, frames: FrameRange) -> dict[int, Sample]:
    """Masks for frames on which the object is hidden: the one before, moved on towards the one after.

    For `repair.set_by_hand`. Raises UserFacingError where there is a mask neither before nor after.
    """
    before, after = (_there(masklet, f) for f in (frames.first - 1, frames.last + 1))
    start = before or after
    if start is None:
        raise UserFacingError(
            f"{masklet.name} has no mask right before or after these frames.",
            "Track it up to where it is hidden.",
        )
    logits = decode_logits(start)
    way = _centre(decode_logits(after)) - _centre(logits) if before and after else np.zeros(2)
    if before and after and after.height != before.height:
        way *= before.height / after.height
    steps = len(frames) + 1
    return {f: _moved(start, logits, way * (n / steps)) for n, f in enumerate(frames, start=1)}


def united(first: Masklet, second: Masklet) -> dict[int, Sample]:
    """For every frame that one of them is tracked on, the mask of both. For `repair.merge`."""
    return {f: _union(first.track.get(f), second.track.get(f)) for f in first.track.keys() | second.track}


def carried(reader: MediaReader, strokes: Strokes, start: int, end: int) -> Iterator[tuple[int, Strokes]]:
    """The strokes of frame `start` moved along with the picture, frame by frame up to `end`, either way.

    For `hand.set_hand`. Where the picture under a stroke moves in different ways, its points follow each
    their own neighbourhood.
    """
    step = 1 if end >= start else -1
    before = reader.read_rgb8(start)
    for frame in range(start + step, end + step, step):
        after = reader.read_rgb8(frame)
        motion = dense_flow(before, after)
        strokes = tuple(stroke_at(s, tuple(_carried(p, motion) for p in s.points)) for s in strokes)
        yield frame, strokes
        before = after


def _carried(point: Point, motion: Flow) -> Point:
    """The median of the motion around the point, so that a pixel of noise does not tear it away."""
    height, width = motion.shape[:2]
    reach = max(2, round(min(height, width) / 200))
    x, y = min(max(int(point[0]), 0), width - 1), min(max(int(point[1]), 0), height - 1)
    around = motion[max(y - reach, 0) : y + reach + 1, max(x - reach, 0) : x + reach + 1].reshape(-1, 2)
    dx, dy = np.median(around, axis=0)
    return point[0] + float(dx), point[1] + float(dy)


def _there(masklet: Masklet, frame: int) -> Sample | None:
    sample = masklet.track.get(frame)
    return sample if sample is not None and sample.presence > 0 else None


def _centre(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    """x, y of the mask's centre on its grid."""
    rows, columns = np.nonzero(logits > 0)
    return np.array([columns.mean(), rows.mean()]) if rows.size else np.zeros(2)


def _moved(sample: Sample, logits: NDArray[np.float32], way: NDArray[np.float64]) -> Sample:
    lib = cv2()
    shift = np.array([[1, 0, way[0]], [0, 1, way[1]]], np.float64)
    size = (sample.width, sample.height)
    moved = lib.warpAffine(logits, shift, size, borderMode=lib.BORDER_CONSTANT, borderValue=-16)
    return _by_hand(moved, sample.presence)


def _union(first: Sample | None, second: Sample | None) -> Sample:
    there = [s for s in (first, second) if s is not None and s.presence > 0]
    if len(there) < 2:
        only = next(iter(there), first or second)
        assert only is not None
        return only
    height, width = max(s.height for s in there), max(s.width for s in there)
    both = np.maximum(*(resize_logits(s, height, width) for s in there))
    return _by_hand(both, max(s.presence for s in there))


def _by_hand(logits: NDArray[np.float32], presence: float) -> Sample:
    none = np.zeros(0, np.float32)
    return encode_sample(logits, presence=presence, iou=1.0, pointer=none, model=BY_HAND, prompted=False)
