"""J and F of the objects of a video, frame by frame, with the frames that went worst."""

from __future__ import annotations

import heapq
import statistics
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sam2core.evaluation.dataset import Labels, Sequence, Skipped, UnreadableError
from sam2core.evaluation.metrics import Statistics, boundary_accuracy, region_similarity, statistics_of

Mask = NDArray[np.bool_]
_WORST = 3  # frames of a video that are kept to be looked at


@dataclass(frozen=True)
class ObjectScore:
    """One object over the frames that count; scores in [0, 1]."""

    label: int
    regions: tuple[float, ...]  # J of each frame
    boundaries: tuple[float, ...]  # F of each frame

    @property
    def region(self) -> Statistics:
        return statistics_of(self.regions)

    @property
    def boundary(self) -> Statistics:
        return statistics_of(self.boundaries)

    @property
    def both(self) -> float:
        """J&F."""
        return (self.region.mean + self.boundary.mean) / 2


@dataclass(frozen=True, order=True)
class WorstFrame:
    """A frame of low J&F, the mean over its objects, and what was answered there."""

    score: float
    frame: int
    labels: Labels = field(compare=False)  # (H, W)


@dataclass(frozen=True)
class SequenceScore:
    """The objects of one video; means are over them."""

    name: str
    frames: int  # of the video, whether they count or not
    objects: tuple[ObjectScore, ...]
    worst: tuple[WorstFrame, ...] = ()  # the worst first
    skipped: tuple[Skipped, ...] = ()  # annotations that cannot be used

    @property
    def region(self) -> float:
        """J."""
        return statistics.fmean(o.region.mean for o in self.objects)

    @property
    def boundary(self) -> float:
        """F."""
        return statistics.fmean(o.boundary.mean for o in self.objects)

    @property
    def both(self) -> float:
        """J&F."""
        return (self.region + self.boundary) / 2


class Scorer:
    """Compares answers with a video's annotations as they come."""

    def __init__(self, sequence: Sequence, labels: tuple[int, ...], frames: tuple[int, ...]) -> None:
        self._sequence = sequence
        self._labels = labels
        self._counting = frozenset(frames)
        self._regions: dict[int, dict[int, float]] = {label: {} for label in labels}
        self._boundaries: dict[int, dict[int, float]] = {label: {} for label in labels}
        self._worst: dict[int, WorstFrame] = {}
        self._skipped: dict[int, Skipped] = {}

    def add(self, frame: int, masks: Mapping[int, Mask]) -> None:
        """Masks (H, W) by label; a frame that was added before is replaced."""
        truth = self._truth(frame)
        if truth is None:
            return
        for label, mask in masks.items():
            self._regions[label][frame] = region_similarity(mask, truth == label)
            self._boundaries[label][frame] = boundary_accuracy(mask, truth == label)
        scores = [kind[label][frame] for kind in (self._regions, self._boundaries) for label in masks]
        self._worst[frame] = WorstFrame(statistics.fmean(scores), frame, _painted(masks, truth.shape))
        kept = heapq.nsmallest(_WORST, self._worst.values())
        self._worst = {w.frame: w for w in kept}

    def region(self, frame: int) -> float | None:
        """The lowest J of a frame's objects; None where it is not scored."""
        found = [scores[frame] for scores in self._regions.values() if frame in scores]
        return min(found, default=None)

    def score(self) -> SequenceScore:
        """Raises UnreadableError where there was nothing to compare with."""
        if not all(self._regions.values()):
            raise UnreadableError("none of its annotations after the first can be used")
        objects = tuple(
            ObjectScore(label, _in_order(self._regions[label]), _in_order(self._boundaries[label]))
            for label in self._labels
        )
        skipped = tuple(self._skipped.values())
        worst = tuple(sorted(self._worst.values()))
        return SequenceScore(self._sequence.name, len(self._sequence), objects, worst, skipped)

    def _truth(self, frame: int) -> Labels | None:
        if frame not in self._counting:
            return None
        try:
            return self._sequence.labels(frame)
        except UnreadableError as error:
            self._skipped[frame] = Skipped(f"{self._sequence.name}, frame {frame}", str(error))
            return None


def _in_order(scores: Mapping[int, float]) -> tuple[float, ...]:
    return tuple(scores[frame] for frame in sorted(scores))


def _painted(masks: Mapping[int, Mask], size: tuple[int, ...]) -> Labels:
    labels = np.zeros(size, np.uint8)
    for label, mask in masks.items():
        labels[mask] = label
    return labels
