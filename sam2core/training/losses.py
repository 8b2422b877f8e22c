"""SAM 2's losses: focal and dice for masks, L1 for the estimated IoU, cross-entropy for presence."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

_ALPHA, _GAMMA = 0.25, 2.0


def focal(logits: Tensor, target: Tensor) -> Tensor:
    """(B, K, H, W) against (B, 1, H, W) -> (B, K). Source: arXiv:1708.02002."""
    target = target.expand_as(logits)
    surprise = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
    probability = logits.sigmoid()
    miss = probability + target - 2 * probability * target
    weight = _ALPHA * target + (1 - _ALPHA) * (1 - target)
    return (weight * miss**_GAMMA * surprise).mean(dim=(-2, -1))


def entropy(logits: Tensor, target: Tensor) -> Tensor:
    """(B, K, H, W) against (B, 1, H, W) -> (B, K)."""
    each = F.binary_cross_entropy_with_logits(logits, target.expand_as(logits), reduction="none")
    return each.mean(dim=(-2, -1))


def dice(logits: Tensor, target: Tensor) -> Tensor:
    """(B, K, H, W) against (B, 1, H, W) -> (B, K), in [0, 1]."""
    probability = logits.sigmoid().flatten(-2)
    target = target.expand_as(logits).flatten(-2)
    overlap = (probability * target).sum(-1)
    return 1 - (2 * overlap + 1) / (probability.sum(-1) + target.sum(-1) + 1)


@torch.no_grad()
def iou(logits: Tensor, target: Tensor) -> Tensor:
    """(B, K, H, W) against (B, 1, H, W) -> (B, K); 1 where both are empty."""
    mask, truth = logits > 0, target.expand_as(logits) > 0.5
    union = (mask | truth).sum(dim=(-2, -1))
    return torch.where(union > 0, (mask & truth).sum(dim=(-2, -1)) / union.clamp(min=1), 1.0)


@dataclass(frozen=True)
class LossWeights:
    """How much each part counts. The defaults are SAM 2's (arXiv:2408.00714, section D).

    From random weights and with small batches the focal loss first learns that there is no object and
    stays there for hundreds of steps; plain cross-entropy in its place leaves that plateau in tens.
    """

    focal: float = 20.0
    entropy: float = 0.0
    dice: float = 1.0
    iou: float = 1.0
    presence: float = 1.0


@dataclass(frozen=True)
class Answer:
    """One decoding and what it should have been; target (B, 1, S, S)."""

    logits: Tensor  # (B, K, L, L)
    ious: Tensor  # (B, K)
    presence: Tensor  # (B, 1)
    target: Tensor


def answer_iou(answer: Answer) -> Tensor:
    """Mean IoU of the best mask of each answer, at the masks' own size."""
    target = F.interpolate(answer.target, answer.logits.shape[-2:], mode="area")
    return iou(answer.logits.float(), target).max(dim=1).values.mean()


def answer_loss(answer: Answer, weights: LossWeights) -> Tensor:
    """Only the best of several masks is taught its shape; all are taught their IoU."""
    size = answer.logits.shape[-2:]
    target = (
        F.interpolate(answer.target, size, mode="area") if answer.target.shape[-2:] != size else answer.target
    )
    logits = answer.logits.float()
    there = (answer.target.flatten(1).amax(dim=1) > 0.5).float()
    shape = shape_loss(logits, target, weights)
    estimate = (answer.ious.float() - iou(logits, target)).abs().mean(dim=1)
    presence = F.binary_cross_entropy_with_logits(answer.presence.float()[:, 0], there)
    best = shape.min(dim=1).values
    per_clip = (best + weights.iou * estimate) * there
    return per_clip.sum() / there.sum().clamp(min=1) + weights.presence * presence


def shape_loss(logits: Tensor, target: Tensor, weights: LossWeights) -> Tensor:
    """Masks (B, K, H, W) against (B, 1, H, W), true or as probabilities -> (B, K)."""
    shape = weights.dice * dice(logits, target)
    if weights.focal:
        shape = shape + weights.focal * focal(logits, target)
    if weights.entropy:
        shape = shape + weights.entropy * entropy(logits, target)
    return shape
