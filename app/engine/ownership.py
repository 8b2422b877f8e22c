"""Whose a pixel is that several masklets claim: decided where mattes are shown, never while tracking.

So an object that is added, edited or removed changes no other object's track; and the decision can be
taken back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np

from app.document.masklet import Masklet, Sample
from app.document.project import Project
from app.engine.samples import encode_sample, resize_logits

_STEP = np.float32(1 / 8)  # the smallest difference that a sample keeps


def owned(masklet: Masklet, project: Project) -> Masklet:
    """The masklet with samples that claim only what is its own; itself where the project is not exclusive."""
    if not project.exclusive or isinstance(masklet.track, _OwnedTrack):
        return masklet
    return replace(masklet, track=_OwnedTrack(masklet, project))


class _OwnedTrack(Mapping[int, Sample]):
    """A track whose samples are decided against the others' when they are asked for."""

    def __init__(self, masklet: Masklet, project: Project) -> None:
        self._track = masklet.track
        self._depth = masklet.depth
        self._others = [m for m in project.masklets if m.id != masklet.id]
        self._id = masklet.id

    def __getitem__(self, frame: int) -> Sample:
        sample = self._track[frame]
        rivals = tuple(
            (other, m.depth - self._depth, m.id < self._id)
            for m in self._others
            if (other := m.track.get(frame)) is not None and other.presence > 0
        )
        return owned_sample(sample, rivals) if rivals and sample.presence > 0 else sample

    def __iter__(self) -> Iterator[int]:
        return iter(self._track)

    def __len__(self) -> int:
        return len(self._track)


@lru_cache(maxsize=128)
def owned_sample(sample: Sample, rivals: tuple[tuple[Sample, int, bool], ...]) -> Sample:
    """The sample less what belongs to its rivals on that frame.

    A rival is its sample, how much nearer to the camera it is, and whether it wins a tie. A nearer one owns
    all of its mask, a further one nothing; at equal depth the higher logit owns the pixel. The edge between
    two masklets is the same for both, so their mattes add up to one across it.
    """
    height = max(s.height for s in (sample, *(r for r, _, _ in rivals)))
    width = max(s.width for s in (sample, *(r for r, _, _ in rivals)))
    own = resize_logits(sample, height, width)
    left = own.copy()
    for rival, nearer, wins in rivals:
        theirs = resize_logits(rival, height, width)
        if nearer > 0:
            np.minimum(left, -theirs, out=left)
        elif nearer == 0:
            lead = own - theirs
            lead[np.abs(lead) < _STEP] = -_STEP if wins else _STEP
            np.minimum(left, lead, out=left)
    return encode_sample(
        left,
        presence=sample.presence,
        iou=sample.iou,
        pointer=np.frombuffer(sample.pointer, "<f2"),
        model=sample.model,
        prompted=sample.prompted,
    )
