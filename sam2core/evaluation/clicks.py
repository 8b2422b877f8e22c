"""Clicks placed as a careful user would: in the middle of the object, then of the largest error."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray

from sam2core.evaluation.metrics import region_similarity
from sam2core.image_predictor import ImagePredictor
from sam2core.model.sam2 import Sam2

if TYPE_CHECKING:
    from sam2core.video_predictor import VideoPredictor

Mask = NDArray[np.bool_]
Rgb = NDArray[np.uint8]


@dataclass(frozen=True)
class ClickScore:
    """Mean IoU over objects after 1, 2, ... clicks."""

    objects: int
    ious: tuple[float, ...]


def middle(region: Mask) -> tuple[int, int]:
    """The pixel x, y of the region that is furthest from its outside; outside the frame counts."""
    left = torch.from_numpy(np.pad(region, 1)).float()[None, None]
    inner = left
    while True:
        left, inner = inner, -F.max_pool2d(-inner, 3, stride=1, padding=1)
        if not inner.any():
            break
    rows, columns = np.nonzero(left[0, 0].numpy())
    pick = len(rows) // 2
    return int(columns[pick]) - 1, int(rows[pick]) - 1


def next_click(mask: Mask, truth: Mask) -> tuple[tuple[int, int], int]:
    """Where to click next and with which label, 1 on or 0 off the object."""
    missed, spilled = truth & ~mask, mask & ~truth
    positive = missed.sum() >= spilled.sum()
    region = missed if positive else spilled
    if not region.any():
        region, positive = truth, True
    return middle(region), int(positive)


def evaluate_clicks(model: Sam2, objects: Iterable[tuple[Rgb, Mask]], clicks: int = 5) -> ClickScore:
    """Mean IoU after each of `clicks` clicks on a picture; each answer is fed back with the next click."""
    predictor = ImagePredictor(model)
    rows = [_click_one(predictor, image, truth, clicks) for image, truth in objects]
    means = np.mean(np.asarray(rows), axis=0) if rows else np.zeros(clicks)
    return ClickScore(len(rows), tuple(float(v) for v in means))


def _click_one(predictor: ImagePredictor, image: Rgb, truth: Mask, clicks: int) -> list[float]:
    predictor.set_image(image)
    mask = np.zeros_like(truth)
    points: list[tuple[int, int]] = []
    labels: list[int] = []
    fed_back: NDArray[np.float32] | None = None
    scores: list[float] = []
    for number in range(clicks):
        point, label = next_click(mask, truth)
        points.append(point)
        labels.append(label)
        masks, ious, low = predictor.predict(points, labels, mask_input=fed_back, multimask=number == 0)
        best = int(ious.argmax())
        mask, fed_back = masks[best] > 0, low[best][None]
        scores.append(region_similarity(mask, truth))
    return scores


def click_object(predictor: VideoPredictor, masklet: int, truth: Mask, clicks: int) -> None:
    """Put `clicks` clicks on frame 0 of a video, each where the answer before is wrong."""
    mask = np.zeros_like(truth)
    for number in range(clicks):
        point, label = next_click(mask, truth)
        answers = predictor.add_points(0, masklet, [point], [label], clear=number == 0)
        mask = (answers[masklet].logits > 0).cpu().numpy()
