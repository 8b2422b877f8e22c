"""Motion has a vote (SAMURAI, arXiv:2411.11922): for what moves among its likes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sam2core.memory_bank import Remembered
from sam2core.model.sam2 import Masks
from sam2core.policies.base import MemoryPolicy, Past
from sam2core.policies.kalman import predict
from sam2core.regions import Box, as_mask, bounds, box_iou

if TYPE_CHECKING:
    from sam2core.object_tracker import Memory

# The paper's: its share of the vote, and what a remembered answer must reach.
_MOTION_SHARE = 0.15
_LEAST_IOU = 0.5
_HISTORY = 16  # frames that the motion is estimated from
_STABLE = 3  # frames in a row with the object, before motion has a vote


class MotionAware(MemoryPolicy):
    """Candidates near where the object should be by now are preferred; only sure answers are remembered.

    The latest good memories are recalled however long ago they are: an occlusion does not use them up.
    """

    name = "motion"

    def scores(self, past: Past, masks: Masks) -> list[float]:
        ious: list[float] = masks.candidate_ious[0].tolist()
        expected = _expected(past)
        if expected is None:
            return ious
        near = [_nearness(masks, k, expected) for k in range(len(ious))]
        return [_MOTION_SHARE * n + (1 - _MOTION_SHARE) * iou for n, iou in zip(near, ious, strict=True)]

    def remembers(self, past: Past, masks: Masks) -> bool:
        if not super().remembers(past, masks) or float(masks.iou[0]) < _LEAST_IOU:
            return False
        expected, found = _expected(past), bounds(as_mask(masks.low_res[0]))
        return expected is None or (found is not None and box_iou(found, expected) > 0)

    def recall(self, past: Past, memories: int) -> list[Remembered[Memory]]:
        return past.bank.recall_latest(past.frame, backward=past.backward, memories=memories)


def _expected(past: Past) -> Box | None:
    """Where the object should be, once it has been seen moving for some frames."""
    boxes: list[Box | None] = []
    for steps in range(_HISTORY, 0, -1):
        answer = past.answer(steps)
        seen = answer is not None and float(answer.presence[0, 0]) > 0
        boxes.append(bounds(as_mask(answer.low_res[0])) if answer is not None and seen else None)
    if any(b is None for b in boxes[-_STABLE:]):
        return None
    return predict(boxes)


def _nearness(masks: Masks, candidate: int, expected: Box) -> float:
    box = bounds(as_mask(masks.candidates[0, candidate]))
    return 0.0 if box is None else box_iou(box, expected)
