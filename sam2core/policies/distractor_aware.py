"""A second bank for frames that tell the object from its likes (DAM4SAM, arXiv:2411.17576)."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from sam2core.memory_bank import Remembered
from sam2core.model.sam2 import Masks
from sam2core.policies.base import MemoryPolicy, Past
from sam2core.regions import as_mask, bounds, box_area, largest_part, union_box

if TYPE_CHECKING:
    from sam2core.object_tracker import Memory

# The paper's numbers.
_LEAST_IOU = 0.8
_AREA_CHANGE = 0.2  # of the median area of the last frames
_MEDIAN_FRAMES = 10
_APART = 5  # frames between two memories of either bank
_SHARED_BOX = 0.7  # below this share of the common box, a candidate sees something else besides the object
_RESOLVING = 3  # memories of the second bank that are recalled


class DistractorAware(MemoryPolicy):
    """Where candidates disagree about a sure and steady object, a look-alike is near: worth remembering.

    Recent memories are taken further apart, so that a short mistake does not fill the bank.
    """

    name = "distractor"

    def resolves(self, past: Past, masks: Masks) -> bool:
        return (
            float(masks.iou[0]) >= _LEAST_IOU
            and all(abs(past.frame - f) >= _APART for f in past.bank.resolving)
            and _is_steady(past, masks)
            and _sees_a_distractor(masks)
        )

    def recall(self, past: Past, memories: int) -> list[Remembered[Memory]]:
        resolving = past.bank.recall_resolving(past.frame, backward=past.backward)
        recent = past.bank.recall_latest(past.frame, backward=past.backward, memories=memories, stride=_APART)
        return [*resolving[-_RESOLVING:], *recent]


def _is_steady(past: Past, masks: Masks) -> bool:
    """The area is near what it was lately."""
    before = (past.answer(steps) for steps in range(1, _MEDIAN_FRAMES + 1))
    areas = [a for m in before if m is not None and (a := int((m.low_res > 0).sum()))]
    if not areas:
        return False
    usual = statistics.median(areas)
    return abs(int((masks.low_res > 0).sum()) - usual) <= _AREA_CHANGE * usual


def _sees_a_distractor(masks: Masks) -> bool:
    """A candidate reaches far beyond the answer."""
    chosen = as_mask(masks.low_res[0])
    box = bounds(chosen)
    if box is None:
        return False
    for candidate in masks.candidates[0]:
        elsewhere = bounds(largest_part(as_mask(candidate) & ~chosen))
        if elsewhere is not None and box_area(box) < _SHARED_BOX * box_area(union_box(box, elsewhere)):
            return True
    return False
