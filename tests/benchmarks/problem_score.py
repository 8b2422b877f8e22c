"""Whether the problem score finds the frames whose mask is wrong, on clips with true masks.

    python -m tests.benchmarks.problem_score DATASET [--model NAME] [--fit]

Every object is tracked from its first true mask. A frame is wrong where the IoU of the tracked mask with the
true one is below 0.75. Printed are the area under the ROC curve and, with --fit, the weights that fit best.
"""

from __future__ import annotations

import argparse
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from app.document import edits
from app.document.masklet import Masklet
from app.document.timing import FrameRange
from app.engine.media_reader import open_media
from app.engine.model_store import ModelStore
from app.engine.quality import problem_score, signs
from app.engine.requests import Failed, Tracked, TrackRequest
from app.engine.samples import pack_mask, resize_logits
from app.engine.taking import with_tracked
from app.engine.tracker import Tracker

_WRONG = 0.75  # IoU


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("dataset", type=Path)
    parser.add_argument("--model", default="")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--most", type=int, default=99, help="sequences")
    args = parser.parse_args()
    vectors, errors, scores = [], [], []
    for folder in sorted((args.dataset / "JPEGImages").iterdir())[: args.most]:
        before = len(errors)
        for vector, score, iou in measured(folder, args.dataset / "Annotations" / folder.name, args.model):
            vectors.append(vector)
            scores.append(score)
            errors.append(1 - iou)
        print(folder.name, len(errors) - before, f"mean IoU {1 - np.mean(errors[before:]):.3f}", flush=True)
    x, e, s = np.array(vectors), np.array(errors), np.array(scores)
    wrong = e > 1 - _WRONG
    print(f"{len(e)} masks, {wrong.mean():.0%} wrong; AUC {auc(s, wrong):.3f}")
    for column in range(x.shape[1]):
        print(f"  sign {column}: AUC {auc(x[:, column], wrong):.3f}")
    if args.fit:
        print(fitted(x, wrong))


def measured(folder: Path, truths: Path, model: str) -> Iterator[tuple[NDArray[np.float64], float, float]]:
    """Signs, score and true IoU of every tracked mask of a sequence."""
    paths = sorted(truths.glob("*.png"))
    first = np.array(Image.open(paths[0]))
    with open_media(folder) as reader:
        project = edits.open_media(reader.media)
    media = project.media
    assert media is not None
    labels = [int(n) for n in np.unique(first) if n not in (0, 255)]
    for label in labels:
        project = edits.add_masklet(project, str(label))
        mask = _sized(first == label, media.height, media.width)
        project = edits.set_mask(project, project.masklets[-1].id, 0, pack_mask(mask))
    tracker = Tracker(ModelStore())
    asked = project.masklets
    request = TrackRequest(1, media, asked, FrameRange(0, len(paths) - 1), 0, "forward", model)
    for reply in tracker.handle(request, threading.Event()):
        if isinstance(reply, Failed):
            raise SystemExit(reply.message)
        if isinstance(reply, Tracked):
            project = with_tracked(project, reply, asked)
    tracker.close()
    for masklet, label in zip(project.masklets, labels, strict=True):
        for frame in range(1, len(paths)):
            truth = np.array(Image.open(paths[frame])) == label
            found = signs(masklet, frame)
            yield found.vector(), problem_score(found), _iou(masklet, frame, truth)


def _iou(masklet: Masklet, frame: int, truth: NDArray[np.bool_]) -> float:
    sample = masklet.track[frame]
    mask = (resize_logits(sample, *truth.shape) > 0) & (sample.presence > 0)
    union = np.count_nonzero(mask | truth)
    return np.count_nonzero(mask & truth) / union if union else 1.0


def _sized(mask: NDArray[np.bool_], height: int, width: int) -> NDArray[np.bool_]:
    picture = Image.fromarray(mask).resize((width, height), Image.Resampling.NEAREST)
    return np.array(picture, bool)


def auc(scores: NDArray[np.float64], wrong: NDArray[np.bool_]) -> float:
    """The chance that a wrong frame scores higher than a right one."""
    bad, good = scores[wrong], scores[~wrong]
    if not bad.size or not good.size:
        return float("nan")
    wins = (bad[:, None] > good).sum() + 0.5 * (bad[:, None] == good).sum()
    return float(wins / (bad.size * good.size))


def fitted(x: NDArray[np.float64], wrong: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Logistic weights >= 0 and the constant, by gradient descent on the mean loss of both kinds."""
    with_one = np.c_[x, np.ones(len(x))]
    weights = np.zeros(with_one.shape[1])
    balance = np.where(wrong, 0.5 / wrong.mean(), 0.5 / (1 - wrong.mean()))
    for _ in range(20_000):
        slope = 1 / (1 + np.exp(-with_one @ weights)) - wrong
        weights -= 0.5 * (with_one * (slope * balance)[:, None]).mean(axis=0)
        weights[:-1] = np.maximum(weights[:-1], 0)
    return weights.round(2)


if __name__ == "__main__":
    main()
