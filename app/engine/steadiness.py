"""How steadily a masklet moves: each mask against its neighbour's, moved along the picture's own motion.

A mask that jumps although the picture does not is a problem that neither presence nor the model's own
estimate tells of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.document.sample import Sample
from app.engine.flow import dense_flow, warp
from app.engine.samples import resize_logits
from app.opencv import cv2

_LONGEST_SIDE = 128  # pixels: the motion of whole objects; more costs time and tells the same

Rgb8 = NDArray[np.uint8]


@dataclass(frozen=True)
class _Seen:
    frame: int
    picture: Rgb8  # (h, w, 3), at most 128 pixels wide and high
    samples: Mapping[int, Sample]


class SteadinessMeter:
    """Fills in `Sample.steadiness` while frames are tracked one after the other, in either direction."""

    def __init__(self, look: Callable[[int], Rgb8]) -> None:
        """`look` gives a frame of the clip, RGB uint8 (H, W, 3)."""
        self._look = look
        self._last: _Seen | None = None

    def measured(self, frame: int, samples: dict[int, Sample]) -> dict[int, Sample]:
        """The samples with their steadiness, where the frame next to this one was the last."""
        here = _Seen(frame, _small(self._look(frame)), samples)
        last, self._last = self._last, here
        if last is None or abs(last.frame - frame) != 1:
            return samples
        motion = dense_flow(here.picture, last.picture)
        size = here.picture.shape[0], here.picture.shape[1]
        measured = dict(samples)
        for masklet_id in samples.keys() & last.samples.keys():
            moved = warp(_logits(last.samples[masklet_id], size), motion) > 0
            iou = _iou(moved, _logits(samples[masklet_id], size) > 0)
            measured[masklet_id] = replace(samples[masklet_id], steadiness=iou)
        return measured


def _small(picture: Rgb8) -> Rgb8:
    lib = cv2()
    height, width = picture.shape[:2]
    scale = min(1.0, _LONGEST_SIDE / max(height, width))
    size = (max(16, round(width * scale)), max(16, round(height * scale)))
    small: Rgb8 = lib.resize(picture, size, interpolation=lib.INTER_AREA)
    return small


def _logits(sample: Sample, size: tuple[int, int]) -> NDArray[np.float32]:
    """(h, w); below 0 everywhere where the object is not there."""
    return resize_logits(sample, *size) if sample.presence > 0 else np.full(size, -1.0, np.float32)


def _iou(a: NDArray[np.bool_], b: NDArray[np.bool_]) -> float:
    """1 where both are empty."""
    union = np.count_nonzero(a | b)
    return np.count_nonzero(a & b) / union if union else 1.0
