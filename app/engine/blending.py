"""Two answers for one frame, tracked from either end of a stretch, made one by distance and score."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from app.document.sample import Sample
from app.engine.samples import encode_logits, resize_logits

_ALIKE = 0.5  # IoU below which the two show different things: then one is taken, for a mixture is neither


def blended(forward: Sample, backward: Sample, part: float) -> Sample:
    """One sample of two; `part` is how far the frame lies from the forward pass's beginning, 0 to 1.

    Near an end its own pass counts most, and everywhere the one that is surer of itself.
    """
    ahead, back = (1 - part) * _score(forward), part * _score(backward)
    share = back / max(ahead + back, 1e-9)
    heavier = backward if share > 0.5 else forward
    agreement = sample_iou(forward, backward)
    mixed = replace(
        heavier,
        prompted=False,
        agreement=agreement,
        presence=forward.presence + (backward.presence - forward.presence) * share,
        iou=forward.iou + (backward.iou - forward.iou) * share,
    )
    if agreement < _ALIKE or (mixed.presence > 0) != (heavier.presence > 0):
        return replace(mixed, presence=heavier.presence, iou=heavier.iou)
    height, width = _finer(forward, backward)
    first, second = (resize_logits(s, height, width) for s in (forward, backward))
    return replace(
        mixed,
        height=height,
        width=width,
        logits=encode_logits(first + (second - first) * np.float32(share)),
    )


def sample_iou(a: Sample, b: Sample) -> float:
    """Intersection over union of two masks; 1 where both are empty or absent."""
    size = _finer(a, b)
    first, second = (resize_logits(s, *size) > 0 if s.presence > 0 else np.zeros(size, bool) for s in (a, b))
    union = np.count_nonzero(first | second)
    return np.count_nonzero(first & second) / union if union else 1.0


def _finer(a: Sample, b: Sample) -> tuple[int, int]:
    """A grid that loses nothing of either; that of a window is finer than that of the whole frame."""
    return max(a.height, b.height), max(a.width, b.width)


def _score(sample: Sample) -> float:
    return sample.iou / (1 + math.exp(-max(min(sample.presence, 30.0), -30.0))) + 1e-3
