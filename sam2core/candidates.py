"""The masks that an ambiguous prompt may mean, from part to whole."""

from __future__ import annotations

from torch import Tensor

from sam2core.model.sam2 import Masks


def by_size(candidates: Tensor) -> Tensor:
    """Logits (B, K, L, L) -> (B, K) indices, that of the smallest mask first; a level is a place in it."""
    return (candidates > 0).flatten(2).sum(dim=2).argsort(dim=1, stable=True)


def at_level(masks: Masks, level: int) -> Tensor:
    """The candidate of that level, (B,); the largest where there are fewer."""
    order = by_size(masks.candidates)
    return order[:, min(level, order.shape[1] - 1)]
