"""Region similarity J and boundary accuracy F as DAVIS 2017 defines them (arXiv:1704.00675).

J is the intersection over union of two masks. F is the harmonic mean of the precision and recall of
their boundaries, where a boundary pixel counts as found if the other boundary passes within a distance
of 0.8 % of the picture's diagonal.
Over the frames of an object each has a mean, a recall and a decay (Perazzi et al., CVPR 2016).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
_BOUND = 0.008  # of the diagonal
_RECALLED = 0.5  # a frame whose score is above counts as found
_QUARTERS = 4


@dataclass(frozen=True)
class Statistics:
    """A score over the frames of an object."""

    mean: float
    recall: float  # share of the frames above 0.5
    decay: float  # mean of the first quarter of the frames, less that of the last


def statistics_of(values: Sequence[float]) -> Statistics:
    """Of scores in the order of their frames, one at least. Neighbouring quarters share a frame."""
    scores = np.asarray(values, np.float64)
    ends = np.round(np.linspace(1, len(scores), _QUARTERS + 1) + 1e-10).astype(int) - 1
    first, last = scores[: ends[1] + 1], scores[ends[-2] :]
    recall = float((scores > _RECALLED).mean())
    return Statistics(float(scores.mean()), recall, float(first.mean() - last.mean()))


def region_similarity(mask: Mask, truth: Mask) -> float:
    """J in [0, 1]; 1 where both masks are empty."""
    union = np.logical_or(mask, truth).sum()
    return float(np.logical_and(mask, truth).sum() / union) if union else 1.0


def boundary_accuracy(mask: Mask, truth: Mask) -> float:
    """F in [0, 1]; 1 where neither mask has a boundary, 0 where only one has."""
    radius = math.ceil(_BOUND * math.hypot(*mask.shape))
    ours, theirs = boundary(mask), boundary(truth)
    if not ours.any() and not theirs.any():
        return 1.0
    if not ours.any() or not theirs.any():
        return 0.0
    precision = (ours & _thicken(theirs, radius)).sum() / ours.sum()
    recall = (theirs & _thicken(ours, radius)).sum() / theirs.sum()
    total = precision + recall
    return float(2 * precision * recall / total) if total else 0.0


def boundary(mask: Mask) -> Mask:
    """Pixels that differ from their right, lower or lower right neighbour.

    The last row and column see only the neighbours they have, as in the benchmark's own code.
    """
    padded = np.pad(mask, ((0, 1), (0, 1)), mode="edge")
    here = padded[:-1, :-1]
    edges: Mask = (here != padded[:-1, 1:]) | (here != padded[1:, :-1]) | (here != padded[1:, 1:])
    edges[-1, -1] = False
    return edges


def _thicken(edges: Mask, radius: int) -> Mask:
    """Every pixel within `radius` (Euclidean) of an edge: the rows of a disk, one after the other."""
    height, width = edges.shape
    counted = np.zeros((height, width + 2 * radius + 1), np.int32)  # edges to the left, with room for a disk
    np.cumsum(edges, axis=1, out=counted[:, radius + 1 : radius + 1 + width])
    counted[:, radius + 1 + width :] = counted[:, radius + width, None]
    near = np.zeros_like(edges)
    for away in range(min(radius, height - 1) + 1):
        half = math.isqrt(radius**2 - away**2)
        first, last = radius - half, radius + half + 1
        row = counted[:, last : last + width] != counted[:, first : first + width]
        near[away:] |= row[: height - away]
        near[: height - away] |= row[away:]
    return near
