"""Clicks placed as a careful user would: in the middle of the object, then of the largest error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray

from sam2core.evaluation.metrics import region_similarity
from sam2core.image_predictor import ImagePredictor
from sam2core.model.sam2 import Sam2
from sam2core.regions import bounds

if TYPE_CHECKING:
    from sam2core.video_predictor import VideoPredictor

Mask = NDArray[np.bool_]
Rgb = NDArray[np.uint8]
Click = tuple[int, int, int]  # x, y, label 1 on or 0 off the object
First = Literal["click", "box"]


@dataclass(frozen=True)
class ClickedObject:
    """One object of a picture: IoU after 1, 2, ... clicks, or after a box and 1, 2, ... clicks more."""

    ious: tuple[float, ...]
    best: float  # of the first answer's candidates, the truth choosing
    mask: Mask  # the last answer
    clicks: tuple[Click, ...]


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
    """Where to click next and with which label, 1 on or 0 off the object, which is somewhere or wrong."""
    missed, spilled = truth & ~mask, mask & ~truth
    positive = missed.sum() >= spilled.sum()
    region = missed if positive else spilled
    if not region.any():
        region, positive = truth, True
    return middle(region), int(positive)


def click_picture(
    model: Sam2, image: Rgb, truths: list[Mask], *, clicks: int = 5, first: First = "click"
) -> Iterator[ClickedObject]:
    """Every object of a picture in turn; each answer is fed back with the next click."""
    predictor = ImagePredictor(model)
    predictor.set_image(image)
    for truth in truths:
        yield _click_one(predictor, truth, clicks, first)


def _click_one(predictor: ImagePredictor, truth: Mask, clicks: int, first: First) -> ClickedObject:
    box = bounds(truth) if first == "box" else None
    mask = np.zeros_like(truth)
    made: list[Click] = []
    fed_back: NDArray[np.float32] | None = None
    scores: list[float] = []
    best = 0.0
    for number in range(clicks):
        if number or box is None:
            point, label = next_click(mask, truth)
            made.append((*point, label))
        points, labels = [c[:2] for c in made] or None, [c[2] for c in made] or None
        ambiguous = number == 0 and box is None
        masks, ious, low = predictor.predict(points, labels, box, fed_back, multimask=ambiguous)
        if number == 0:
            best = max(region_similarity(m > 0, truth) for m in masks)
        chosen = int(ious.argmax())
        mask, fed_back = masks[chosen] > 0, low[chosen][None]
        scores.append(region_similarity(mask, truth))
    return ClickedObject(tuple(scores), best, mask, tuple(made))


def click_object(
    predictor: VideoPredictor,
    masklet: int,
    truth: Mask,
    clicks: int,
    *,
    frame: int = 0,
    mask: Mask | None = None,
) -> Mask:
    """Put at most `clicks` clicks on a frame of a video, each where the answer before, `mask`, is wrong.

    Returns the last answer; there are fewer clicks only where it is right.
    """
    answer = np.zeros_like(truth) if mask is None else mask
    for number in range(clicks):
        if not (truth.any() or answer.any()):
            break  # neither there nor answered
        point, label = next_click(answer, truth)
        answers = predictor.add_points(frame, masklet, [point], [label], clear=number == 0)
        answer = (answers[masklet].logits > 0).cpu().numpy()
    return answer
