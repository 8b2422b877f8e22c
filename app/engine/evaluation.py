"""The door to measuring: a model and a data set in, tables of scores out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.engine.model_store import ModelEntry
from app.errors import UserFacingError

if TYPE_CHECKING:
    from collections.abc import Generator

    from sam2core.evaluation.dataset import Sequence
    from sam2core.model.sam2 import Sam2

_CLICKS = 5


@dataclass(frozen=True)
class Measured:
    """The scores so far: of `done` of `total` videos or objects. Tables of the last one are complete."""

    done: int
    total: int
    markdown: str
    json: str


def measure_vos(dataset: Path, entry: ModelEntry, device: str, *, policy: str = "") -> Iterator[Measured]:
    """J, F and J&F of each video, from the true masks of its first frame (the DAVIS 2017 protocol).

    With a memory `policy` tracked as the application does with it, else as the public predictor does.
    Raises UserFacingError where the data set or the model cannot be used.
    """
    with _sentences():
        from sam2core.evaluation.report import VosReport
        from sam2core.evaluation.vos import SequenceScore, evaluate_vos

        sequences = _sequences(dataset)
        model = _model(entry, device)
        scores: list[SequenceScore] = []
        for score in evaluate_vos(model, sequences, policy=policy):
            scores.append(score)
            report = VosReport(entry.name, "mask", tuple(scores))
            yield Measured(len(scores), len(sequences), report.to_markdown(), report.to_json())


def measure_clicks(dataset: Path, entry: ModelEntry, device: str) -> Iterator[Measured]:
    """Mean IoU after 1 to 5 clicks on every object of every video's first frame.

    Raises UserFacingError where the data set or the model cannot be used.
    """
    with _sentences():
        from sam2core.evaluation.clicks import evaluate_clicks

        objects = [(s, label) for s in _sequences(dataset) for label in s.objects()]
        model = _model(entry, device)
        totals = [0.0] * _CLICKS
        for done, (sequence, label) in enumerate(objects, 1):
            one = evaluate_clicks(model, [(sequence[0], sequence.labels(0) == label)], _CLICKS)
            totals = [t + iou for t, iou in zip(totals, one.ious, strict=True)]
            means = tuple(t / done for t in totals)
            yield Measured(done, len(objects), _clicks_markdown(means), _clicks_json(entry, done, means))


def _sequences(dataset: Path) -> list[Sequence]:
    from sam2core.evaluation.dataset import read_sequences

    sequences = read_sequences(dataset)
    if not sequences:
        raise UserFacingError(f"There is no video in {dataset}.", _FORM)
    return sequences


_FORM = "A data set has JPEGImages/NAME/*.jpg and Annotations/NAME/*.png, as DAVIS has."


def _model(entry: ModelEntry, device: str) -> Sam2:
    """In float32 whatever is fastest here, so that scores do not depend on the computer."""
    import sam2core
    from app.engine.predictor import choose_device

    model = sam2core.build_model(entry.architecture, device=choose_device(device))
    sam2core.load_checkpoint(model, entry.path)
    return model


@contextmanager
def _sentences() -> Generator[None]:
    from sam2core.errors import Sam2Error

    try:
        yield
    except Sam2Error as error:
        raise UserFacingError(str(error), _FORM) from error


def _clicks_markdown(ious: tuple[float, ...]) -> str:
    rows = [f"| {number} | {iou:.3f} |" for number, iou in enumerate(ious, 1)]
    return "\n".join(["| clicks | mean IoU |", "|---|---|", *rows, ""])


def _clicks_json(entry: ModelEntry, objects: int, ious: tuple[float, ...]) -> str:
    return json.dumps({"model": entry.name, "objects": objects, "mean_iou_after_clicks": ious}, indent=2)
