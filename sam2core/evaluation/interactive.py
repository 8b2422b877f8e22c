"""The promptable protocols for video (arXiv:2408.00714, section F.1): clicks where the answer is worst.

Offline, the whole video is looked at after each round and its worst frame is clicked next. Online, the video
passes once and is stopped at each frame that is not good enough.
"""

from __future__ import annotations

import statistics
from collections.abc import Generator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sam2core.evaluation.clicks import click_object
from sam2core.evaluation.dataset import Sequence
from sam2core.evaluation.scores import Scorer, SequenceScore
from sam2core.model.sam2 import Sam2
from sam2core.prediction import Prediction
from sam2core.video_predictor import VideoPredictor

Mask = NDArray[np.bool_]
Mode = Literal["offline", "online"]


@dataclass(frozen=True)
class Interaction:
    """How often a user may click. The defaults are the paper's."""

    mode: Mode = "offline"
    frames: int = 8  # that are clicked at most, the first among them
    clicks: int = 3  # on each
    bar: float = 0.75  # online: a frame whose J is below is clicked


@dataclass(frozen=True)
class InteractiveScore:
    """One object of a video: the frames that were clicked, and the scores after each round.

    Online there is one round. All annotated frames count, the first too: it is not given.
    """

    sequence: str
    label: int
    clicked: tuple[int, ...]
    rounds: tuple[SequenceScore, ...]

    @property
    def final(self) -> SequenceScore:
        return self.rounds[-1]

    @property
    def mean(self) -> float:
        """J&F, the mean over the rounds, as the paper reports it."""
        return statistics.fmean(r.both for r in self.rounds)


def score_interactive(
    model: Sam2, sequence: Sequence, label: int, interaction: Interaction
) -> Generator[None, None, InteractiveScore]:
    """Click one object through a video; yields after each frame. Raises UnreadableError."""
    user = _User(model, sequence, label, interaction)
    return (yield from (user.offline() if interaction.mode == "offline" else user.online()))


class _User:
    """Clicks on what is wrong in one object's masks."""

    def __init__(self, model: Sam2, sequence: Sequence, label: int, interaction: Interaction) -> None:
        self._sequence = sequence
        self._label = label
        self._interaction = interaction
        self._clicked: list[int] = []
        self._predictor = VideoPredictor(model)
        self._predictor.start(sequence, classic=False)

    def offline(self) -> Generator[None, None, InteractiveScore]:
        rounds: list[SequenceScore] = []
        worst: int | None = 0
        masks: dict[int, Mask] = {0: np.zeros(self._sequence.size, bool)}
        while worst is not None and len(rounds) < self._interaction.frames:
            self._click(worst, masks[worst])
            scorer = self._scorer()
            for frame, answers in self._predictor.propagate(start=0):
                masks[frame] = self._mask(answers[self._label])
                scorer.add(frame, {self._label: masks[frame]})
                yield
            rounds.append(scorer.score())
            worst = self._worst(scorer)
        rounds += rounds[-1:] * (self._interaction.frames - len(rounds))  # nothing is left to correct
        return InteractiveScore(self._sequence.name, self._label, tuple(self._clicked), tuple(rounds))

    def online(self) -> Generator[None, None, InteractiveScore]:
        scorer = self._scorer()
        self._click(0, np.zeros(self._sequence.size, bool))
        for frame, answers in self._predictor.propagate(start=0):
            mask = self._mask(answers[self._label])
            scorer.add(frame, {self._label: mask})
            region = scorer.region(frame)
            if region is not None and region < self._interaction.bar and self._may_click(frame):
                scorer.add(frame, {self._label: self._click(frame, mask)})
            yield
        return InteractiveScore(self._sequence.name, self._label, tuple(self._clicked), (scorer.score(),))

    def _scorer(self) -> Scorer:
        return Scorer(self._sequence, (self._label,), self._sequence.annotated)

    def _may_click(self, frame: int) -> bool:
        return frame not in self._clicked and len(self._clicked) < self._interaction.frames

    def _worst(self, scorer: Scorer) -> int | None:
        """The frame of the lowest J that was not clicked; None where all others are perfect."""
        regions = {f: r for f in self._sequence.annotated if (r := scorer.region(f)) is not None}
        open_ = {f: r for f, r in regions.items() if r < 1.0 and f not in self._clicked}
        return min(open_, key=lambda f: open_[f], default=None)

    def _click(self, frame: int, mask: Mask) -> Mask:
        self._clicked.append(frame)
        truth = self._sequence.labels(frame) == self._label
        return click_object(
            self._predictor, self._label, truth, self._interaction.clicks, frame=frame, mask=mask
        )

    def _mask(self, answer: Prediction) -> Mask:
        return (answer.logits > 0).cpu().numpy()
