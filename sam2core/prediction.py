"""What a video predictor answers."""

from __future__ import annotations

from dataclasses import dataclass

import torch.nn.functional as F
from torch import Tensor


@dataclass(frozen=True)
class Prediction:
    """One object on one frame."""

    low_res_logits: Tensor  # (L, L); the mask is where they are > 0
    presence: float  # a logit: > 0 means that the object is there
    iou: float  # the model's estimate of its mask's IoU
    pointer: Tensor  # (C,)
    size: tuple[int, int]  # height and width of the video
    candidates: Tensor  # (K, L, L) logits the mask was chosen from; `candidates.by_size` orders them
    candidate_ious: Tensor  # (K,)

    @property
    def logits(self) -> Tensor:
        """(H, W) at the video's size, interpolated anew at each call."""
        return F.interpolate(self.low_res_logits[None, None], self.size, mode="bilinear")[0, 0]
