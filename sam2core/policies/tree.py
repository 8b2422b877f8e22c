"""Several accounts at once (SAM2Long, arXiv:2410.16268): the best over all frames wins, not on each."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sam2core.memory_bank import Remembered
from sam2core.model.sam2 import Masks
from sam2core.policies.base import MemoryPolicy, Past

if TYPE_CHECKING:
    from sam2core.object_tracker import Memory

_LEAST_IOU = 0.3  # of a remembered answer; the paper's
_ABSENT_IOU = 0.5  # what an answer without the object counts as: better than an unsure one, worse than a sure


class Tree(MemoryPolicy):
    """Each account has memories of its own and adds up the logarithms of its estimated IoUs.

    Unlike the paper's, accounts that agree on a frame become one, so that clear frames cost no more than
    with one account; and the answer of a frame is that of the account which is best by then.
    """

    name = "tree"
    paths = 3

    def scores(self, past: Past, masks: Masks) -> list[float]:
        if float(masks.presence[0, 0]) <= 0:
            return [math.log(_ABSENT_IOU)] * masks.candidate_ious.shape[1]
        return [math.log(min(max(iou, 1e-3), 1.0)) for iou in masks.candidate_ious[0].tolist()]

    def remembers(self, past: Past, masks: Masks) -> bool:
        return super().remembers(past, masks) and float(masks.iou[0]) >= _LEAST_IOU

    def recall(self, past: Past, memories: int) -> list[Remembered[Memory]]:
        return past.bank.recall_latest(past.frame, backward=past.backward, memories=memories)
