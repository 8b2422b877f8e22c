"""Clicks on stills: label maps named by an `index.tsv`, or the first frames of videos."""

from __future__ import annotations

import csv
import heapq
from collections.abc import Collection, Generator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from sam2core.evaluation.clicks import Click, ClickedObject, First, Mask, click_picture
from sam2core.evaluation.dataset import (
    Dataset,
    DatasetError,
    Labels,
    Skipped,
    UnreadableError,
    object_labels,
    read_labels,
    read_rgb,
)
from sam2core.model.sam2 import Sam2

_WORST = 8  # objects of a set that are kept to be looked at


@dataclass(frozen=True)
class Still:
    """A picture and its label maps: of some pictures there are several, by different people."""

    set: str
    image: Path
    labels: tuple[Path, ...]
    void: bool = False  # 255 is an object where there is no other label


@dataclass(frozen=True)
class StillScore:
    """One object of a picture. `ious` after 1, 2, ... prompts."""

    set: str
    picture: str
    labels: str  # the name of the label map
    label: int
    area: float  # share of the picture
    ious: tuple[float, ...]
    best: float  # of the first answer's candidates, the truth choosing


@dataclass(frozen=True, order=True)
class WorstStill:
    """An object whose last answer is bad, and the answer."""

    score: float
    picture: Path = field(compare=False)
    labels: Path = field(compare=False)
    label: int = field(compare=False)
    mask: Mask = field(compare=False)
    clicks: tuple[Click, ...] = field(compare=False)


@dataclass(frozen=True)
class StillScores:
    """Every object that was clicked, the worst of each set, and what was left out."""

    objects: tuple[StillScore, ...]
    worst: dict[str, tuple[WorstStill, ...]]
    skipped: tuple[Skipped, ...]


def read_stills(folder: Path, sets: Collection[str] = ()) -> list[Still]:
    """The pictures of an index (columns set, image, labels), only of these sets. Raises DatasetError.

    Paths in the index count from the folder above, or from the folder itself.
    """
    index = folder / "index.tsv"
    maps: dict[tuple[str, str], list[Path]] = {}
    try:
        with index.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                maps.setdefault((row["set"], row["image"]), []).append(_inside(folder, row["labels"]))
    except (OSError, UnicodeDecodeError, KeyError, csv.Error) as error:
        raise DatasetError(f"{index} is not an index of stills ({error}).") from error
    known = {name for name, _ in maps}
    unknown = sorted(set(sets) - known)
    if unknown:
        raise DatasetError(f"{index} has no set {', '.join(unknown)}; it has {', '.join(sorted(known))}.")
    chosen = [key for key in maps if not sets or key[0] in sets]
    return [Still(name, _inside(folder, image), tuple(maps[name, image])) for name, image in chosen]


def first_frames(dataset: Dataset) -> list[Still]:
    """The first frames of videos, as a set without a name."""
    return [Still("", s.pictures[0], s.annotations[:1], void=True) for s in dataset.sequences]


def score_stills(
    model: Sam2,
    stills: Sequence[Still],
    *,
    clicks: int = 5,
    first: First = "click",
    least: float = 0.0,
) -> Generator[None, None, StillScores]:
    """Click on every object that takes at least the share `least` of its picture; yields after each picture.

    A picture or a label map that cannot be used is skipped.
    """
    scores: list[StillScore] = []
    worst: dict[str, list[WorstStill]] = {}
    skipped: list[Skipped] = []
    for still in stills:
        try:
            image = read_rgb(still.image)
        except UnreadableError as error:
            skipped.append(Skipped(still.image.name, str(error)))
            yield
            continue
        found, bad = _objects(still, image.shape[:2], least)
        skipped += bad
        answers = click_picture(model, image, [m for *_, m in found], clicks=clicks, first=first)
        for (file, label, truth), answer in zip(found, answers, strict=True):
            scores.append(_score(still, file, label, truth, answer))
            bads = worst.setdefault(still.set, [])
            bads.append(_worst(still, file, label, answer))
            worst[still.set] = heapq.nsmallest(_WORST, bads)
        yield
    return StillScores(tuple(scores), {name: tuple(w) for name, w in worst.items()}, tuple(skipped))


def _objects(
    still: Still, size: tuple[int, ...], least: float
) -> tuple[list[tuple[Path, int, Mask]], list[Skipped]]:
    found: list[tuple[Path, int, Mask]] = []
    skipped: list[Skipped] = []
    for file in still.labels:
        try:
            labels = _labels(file, size)
        except UnreadableError as error:
            skipped.append(Skipped(file.name, str(error)))
            continue
        masks = [(file, n, np.equal(labels, n)) for n in object_labels(labels, void=still.void)]
        found += [(f, n, m) for f, n, m in masks if m.mean() >= least]
    return found, skipped


def _labels(file: Path, size: tuple[int, ...]) -> Labels:
    labels = read_labels(file)
    if labels.shape != tuple(size):
        raise UnreadableError(f"{file.name} has another size than its picture")
    return labels


def _score(still: Still, file: Path, label: int, truth: Mask, answer: ClickedObject) -> StillScore:
    area = float(truth.mean())
    return StillScore(still.set, _name(still.image), file.name, label, area, answer.ious, answer.best)


def _worst(still: Still, file: Path, label: int, answer: ClickedObject) -> WorstStill:
    return WorstStill(answer.ious[-1], still.image, file, label, answer.mask, answer.clicks)


def _name(picture: Path) -> str:
    """With its folder: the first frames of videos all have the same name."""
    return f"{picture.parent.name}/{picture.name}"


def _inside(folder: Path, name: str) -> Path:
    return folder.parent / name if (folder.parent / name).exists() else folder / name
