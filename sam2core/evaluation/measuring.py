"""Whole data sets measured: progress while it goes on, a report at its end.

Every function yields (done, of how many) often enough to be stopped in between, and raises DatasetError where
nothing of the data can be used.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from itertools import count
from typing import TypeVar

from sam2core.evaluation.clicks import First
from sam2core.evaluation.dataset import Dataset, DatasetError, Skipped, UnreadableError
from sam2core.evaluation.dataset import Sequence as Video
from sam2core.evaluation.interactive import Interaction, InteractiveScore, score_interactive
from sam2core.evaluation.report import InteractiveReport, StillsReport, VosReport
from sam2core.evaluation.scores import SequenceScore
from sam2core.evaluation.stills import Still, score_stills
from sam2core.evaluation.vos import Start, score_vos
from sam2core.model.sam2 import Sam2

T = TypeVar("T")
Progress = tuple[int, int]  # frames or pictures done, of how many
Task = tuple[Video, int, Generator[None, None, T]]  # a video, its steps, and what takes them


def measure_vos(
    model: Sam2, name: str, dataset: Dataset, start: Start, *, policy: str = ""
) -> Generator[Progress, None, VosReport]:
    """J and F of every video from its first frame."""
    tasks: list[Task[SequenceScore]] = [
        (s, len(s), score_vos(model, s, start=start, policy=policy)) for s in dataset.sequences
    ]
    scores, skipped = yield from _each(tasks)
    skipped = (*dataset.skipped, *(bad for s in scores for bad in s.skipped), *skipped)
    _need(scores, skipped)
    return VosReport(name, str(start), tuple(scores), skipped, _by_name(dataset))


def measure_interactive(
    model: Sam2, name: str, dataset: Dataset, interaction: Interaction
) -> Generator[Progress, None, InteractiveReport]:
    """Every object of every video, clicked where it goes wrong."""
    rounds = interaction.frames if interaction.mode == "offline" else 1
    pairs, bad = _objects(dataset)
    tasks: list[Task[InteractiveScore]] = [
        (s, rounds * len(s), score_interactive(model, s, label, interaction)) for s, label in pairs
    ]
    scores, skipped = yield from _each(tasks)
    unscored = (s for one in scores for s in one.final.skipped)
    skipped = (*dataset.skipped, *bad, *unscored, *skipped)
    _need(scores, skipped)
    mode, clicks = interaction.mode, interaction.clicks
    return InteractiveReport(name, mode, clicks, tuple(scores), skipped, _by_name(dataset))


def measure_stills(
    model: Sam2, name: str, stills: Sequence[Still], *, clicks: int, first: First, least: float
) -> Generator[Progress, None, StillsReport]:
    """Every object of every picture, clicked."""
    steps = score_stills(model, stills, clicks=clicks, first=first, least=least)
    done = 0
    while True:
        try:
            next(steps)
        except StopIteration as end:
            scores = end.value
            break
        done += 1
        yield done, len(stills)
    _need(scores.objects, scores.skipped)
    return StillsReport(name, first, scores)


def spread(items: Sequence[T], most: int | None) -> list[T]:
    """At most so many of them, evenly spread over all; None is no limit."""
    if most is None or most >= len(items):
        return list(items)
    return [items[n * len(items) // most] for n in range(most)]


def _each(tasks: list[Task[T]]) -> Generator[Progress, None, tuple[list[T], tuple[Skipped, ...]]]:
    """Run one after the other; what cannot be read is skipped."""
    total = sum(steps for _, steps, _ in tasks)
    before = 0
    scores: list[T] = []
    skipped: list[Skipped] = []
    for video, steps, task in tasks:
        try:
            for done in count(1):
                next(task)
                yield before + min(done, steps), total
        except StopIteration as end:
            scores.append(end.value)
        except UnreadableError as error:
            skipped.append(Skipped(video.name, str(error)))
        before += steps
    return scores, tuple(skipped)


def _objects(dataset: Dataset) -> tuple[list[tuple[Video, int]], list[Skipped]]:
    pairs: list[tuple[Video, int]] = []
    bad: list[Skipped] = []
    for video in dataset.sequences:
        try:
            pairs += [(video, label) for label in video.objects()]
        except UnreadableError as error:
            bad.append(Skipped(video.name, str(error)))
    return pairs, bad


def _need(scores: Sequence[object], skipped: Sequence[Skipped]) -> None:
    if not scores:
        why = f": {skipped[0].name}: {skipped[0].reason}" if skipped else ""
        raise DatasetError(f"There is nothing to measure{why}.")


def _by_name(dataset: Dataset) -> dict[str, Video]:
    return {s.name: s for s in dataset.sequences}
