"""How likely it is that a tracked mask is wrong: a score per frame, from what the tracker itself let see.

No ground truth and no decoding is needed: the signs are in the samples. How they are weighed is checked
against true errors (tests/benchmarks/problem_score.py).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from app.document.masklet import Masklet
from app.document.sample import Sample
from app.engine.blending import sample_iou
from app.engine.samples import decode_logits

PROBLEM = 0.5  # from this score on a frame is worth a look
_WINDOW = 3  # frames to either side that a mask's area is compared with
_UNSURE = 2.0  # logits below this are undecided


@dataclass(frozen=True)
class Facts:
    """What one mask says by itself."""

    area: float  # share of the frame
    unsure: float  # undecided cells against the mask's cells
    present: bool


@dataclass(frozen=True)
class Signs:
    """What speaks against a tracked mask, each from 0 (nothing) up."""

    absence: float  # how unsure it is that the object is there
    doubt: float  # 1 - the model's own estimate of its IoU
    unsure: float
    area_jump: float  # |log| of the area against its neighbours'
    change: float  # 1 - IoU with the neighbour's mask
    disagreement: float  # 1 - IoU of what the two ends of the stretch gave
    unsteady: float  # 1 - IoU with the neighbour's mask moved along the flow

    def vector(self) -> NDArray[np.float64]:
        return np.array([*vars(self).values()])


# Logistic weights, in the order of `Signs`, and the constant.
_WEIGHTS = np.array([1.5, 3.0, 2.0, 1.0, 1.5, 4.0, 3.0])
_CONSTANT = -2.0

_facts: WeakKeyDictionary[Sample, Facts] = WeakKeyDictionary()


def problem_scores(masklet: Masklet) -> dict[int, float]:
    """For each tracked frame how much it needs eyes, in [0, 1]. Answers to prompts and locked frames: 0."""
    return {
        frame: 0.0 if frame in masklet.anchors else problem_score(signs(masklet, frame))
        for frame in sorted(masklet.track)
    }


def problem_score(found: Signs) -> float:
    """A score in [0, 1] for these signs."""
    return float(1 / (1 + math.exp(-float(_WEIGHTS @ found.vector() + _CONSTANT))))


def next_problem(
    masklets: Iterable[Masklet], frame: int, *, backward: bool = False
) -> tuple[int, int] | None:
    """Masklet and frame of the next peak of trouble that nobody has looked at; None where all is well.

    The worst frame of each run of unreviewed frames with a score of `PROBLEM` or more is a peak.
    """
    return nearest_peak(
        [(m.id, f) for m in masklets for f in peaks(m, problem_scores(m))], frame, backward=backward
    )


def nearest_peak(
    found: Iterable[tuple[int, int]], frame: int, *, backward: bool = False
) -> tuple[int, int] | None:
    """Of (masklet, frame) the first after this frame, or the last before it."""
    ordered = sorted(((f, i) for i, f in found), reverse=backward)
    beyond = ((i, f) for f, i in ordered if (f < frame if backward else f > frame))
    return next(beyond, None)


def reviewed_share(masklet: Masklet) -> float:
    """How much of what is tracked was looked at, in [0, 1]."""
    return len(masklet.seen & masklet.track.keys()) / len(masklet.track) if masklet.track else 0.0


def signs(masklet: Masklet, frame: int) -> Signs:
    """What speaks against the mask of a tracked frame."""
    track = masklet.track
    sample = track[frame]
    here = facts(sample)
    near = [facts(track[f]).area for f in range(frame - _WINDOW, frame + _WINDOW + 1) if f in track]
    usual = float(np.median(near))
    jump = abs(math.log((here.area + 1e-4) / (usual + 1e-4)))
    beside = [track[f] for f in (frame - 1, frame + 1) if f in track]
    change = max((1 - sample_iou(sample, other) for other in beside), default=0.0)
    return Signs(
        absence=1 / (1 + math.exp(min(max(sample.presence, -30.0), 30.0))) if here.present else 0.5,
        doubt=1 - min(max(sample.iou, 0.0), 1.0),
        unsure=min(here.unsure, 2.0),
        area_jump=min(jump, 2.0),
        change=change,
        disagreement=0.0 if sample.agreement is None else 1 - sample.agreement,
        unsteady=0.0 if sample.steadiness is None else 1 - sample.steadiness,
    )


def facts(sample: Sample) -> Facts:
    """Kept for as long as the sample lives: a lane of ten thousand frames is drawn again and again."""
    known = _facts.get(sample)
    if known is None:
        logits = decode_logits(sample)
        inside = int(np.count_nonzero(logits > 0))
        edge = int(np.count_nonzero(np.abs(logits) < _UNSURE))
        present = sample.presence > 0
        known = Facts(inside / logits.size if present else 0.0, edge / max(inside, 1), present)
        _facts[sample] = known
    return known


def peaks(masklet: Masklet, scores: Mapping[int, float]) -> list[int]:
    """The worst frame of each run of problems that nobody has looked at."""
    found: list[int] = []
    run: dict[int, float] = {}
    for frame, score in scores.items():
        if score >= PROBLEM and frame not in masklet.seen:
            if run and frame - 1 not in run:
                found.append(_worst(run))
                run = {}
            run[frame] = score
    return [*found, _worst(run)] if run else found


def _worst(run: Mapping[int, float]) -> int:
    return max(run, key=lambda f: run[f])
