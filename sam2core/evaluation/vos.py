"""Video object segmentation: objects are given on the first frame, other frames are scored (DAVIS 2017)."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray

from sam2core.evaluation.clicks import click_object
from sam2core.evaluation.dataset import Sequence
from sam2core.evaluation.metrics import region_similarity
from sam2core.evaluation.scores import Scorer, SequenceScore
from sam2core.model.sam2 import Sam2
from sam2core.prediction import Prediction
from sam2core.regions import bounds
from sam2core.video_predictor import Frames, VideoPredictor

Mask = NDArray[np.bool_]
StartKind = Literal["mask", "box", "clicks"]


@dataclass(frozen=True)
class Start:
    """How objects are given on the first frame."""

    kind: StartKind = "mask"
    clicks: int = 3

    def __str__(self) -> str:
        if self.kind != "clicks":
            return self.kind
        return f"{self.clicks} click{'s' if self.clicks > 1 else ''}"

    def give(self, predictor: VideoPredictor, label: int, truth: Mask) -> None:
        """Prompt an object whose true mask (H, W) on the first frame is not empty."""
        if self.kind == "clicks":
            click_object(predictor, label, truth, self.clicks)
        elif self.kind == "box":
            box = bounds(truth)
            assert box is not None
            predictor.add_box(0, label, box)
        else:
            predictor.add_mask(0, label, truth)


def score_vos(
    model: Sam2, sequence: Sequence, *, start: Start | None = None, policy: str = ""
) -> Generator[None, None, SequenceScore]:
    """Track a video's objects from its first frame; yields after each frame.

    No pixel belongs to two objects, and the first and the last frame do not count, as in the benchmark.
    Without a memory `policy` as the public predictor does it. Raises UnreadableError.
    """
    start = start or Start()
    predictor = VideoPredictor(model)
    predictor.start(sequence, classic=not policy)
    labels = sequence.labels(0)
    scorer = Scorer(sequence, sequence.objects(), sequence.scored)
    for label in sequence.objects():
        if policy:
            predictor.follow(label, policy)
        start.give(predictor, label, labels == label)
    for frame, answers in predictor.propagate(start=0):
        scorer.add(frame, exclusive(answers))
        yield
    return scorer.score()


def exclusive(answers: Mapping[int, Prediction]) -> dict[int, Mask]:
    """Masks (H, W) of which no two share a pixel: the surest object has it."""
    logits = torch.stack([a.logits for a in answers.values()])
    owner = logits.argmax(dim=0)
    return {label: ((logits[n] > 0) & (owner == n)).cpu().numpy() for n, label in enumerate(answers)}


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
