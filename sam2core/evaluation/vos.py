"""Video object segmentation: objects are given on the first frame, all other frames are scored."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from sam2core.evaluation.clicks import click_object
from sam2core.evaluation.dataset import Sequence
from sam2core.evaluation.metrics import boundary_accuracy, region_similarity
from sam2core.model.sam2 import Sam2
from sam2core.video_predictor import Frames, VideoPredictor

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class SequenceScore:
    """Means over the objects and frames of one video, the first frame left out; each in [0, 1]."""

    name: str
    frames: int
    region: float  # J
    boundary: float  # F

    @property
    def both(self) -> float:
        """J&F."""
        return (self.region + self.boundary) / 2


def evaluate_vos(
    model: Sam2,
    sequences: list[Sequence],
    *,
    clicks: int = 0,
    autocast: torch.dtype | None = None,
    policy: str = "",
) -> Iterator[SequenceScore]:
    """Score each video from the true mask of its first frame or, with `clicks`, from clicks on it.

    Without a memory `policy` as the public predictor does it.
    """
    for sequence in sequences:
        predictor = VideoPredictor(model, autocast=autocast)
        predictor.start(sequence, classic=not policy)
        labels = sequence.labels(0)
        for label in sequence.objects():
            if policy:
                predictor.follow(label, policy)
            if clicks:
                click_object(predictor, label, labels == label, clicks)
            else:
                predictor.add_mask(0, label, labels == label)
        yield _score(predictor, sequence)


def _score(predictor: VideoPredictor, sequence: Sequence) -> SequenceScore:
    regions: list[float] = []
    boundaries: list[float] = []
    for frame, answers in predictor.propagate(start=0):
        if frame == 0:
            continue
        labels = sequence.labels(frame)
        for label, answer in answers.items():
            mask, truth = (answer.logits > 0).cpu().numpy(), labels == label
            regions.append(region_similarity(mask, truth))
            boundaries.append(boundary_accuracy(mask, truth))
    return SequenceScore(
        sequence.name, len(sequence), statistics.fmean(regions), statistics.fmean(boundaries)
    )


def mean_region(model: Sam2, frames: Frames, truth: Callable[[int], Mask]) -> float:
    """Mean J of one object over frames 1 to the last, from its true mask on frame 0."""
    predictor = VideoPredictor(model)
    predictor.start(frames)
    predictor.add_mask(0, 1, truth(0))
    return statistics.fmean(
        region_similarity((answers[1].logits > 0).cpu().numpy(), truth(frame))
        for frame, answers in predictor.propagate()
        if frame > 0
    )
