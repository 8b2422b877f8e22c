"""A small object in a 4K clip: tracked in the whole frame, and in a window that follows it.

    python -m tests.benchmarks.object_window [--frames 12] [--model NAME]

The clip is drawn: textured background that moves, and a textured object of about 100 pixels that deforms and
moves in a curve. It is tracked from a box, from a mask, and from a click as the application answers it; the
prompted frame is counted for the click alone.
"""

from __future__ import annotations

import argparse
import math
import statistics

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray

import sam2core
from app.document.prompts import Click, FramePrompts
from app.engine.following import DEFAULT_POLICY
from app.engine.model_store import ModelStore
from app.engine.predictor import Predictor, load_predictor
from app.engine.session import Answer
from sam2core import VideoPredictor, WindowPredictor
from sam2core.evaluation.metrics import region_similarity
from sam2core.model.sam2 import Sam2

HEIGHT, WIDTH, REACH = 2160, 3840, 80  # REACH: no point of the object is farther from its centre
_DRIFT = 6  # pixels a frame that the background moves


class DrawnClip:
    """RGB frames of 3840 x 2160."""

    def __init__(self, frames: int, seed: int = 5) -> None:
        self._frames = frames
        rng = np.random.default_rng(seed)
        size = (HEIGHT, WIDTH + _DRIFT * frames)
        self._ground = textured(rng, size, (70, 95, 60), (150, 140, 120), coarsest=400)
        self._skin = textured(rng, (2 * REACH, 2 * REACH), (150, 50, 30), (235, 190, 90), coarsest=40)

    def __len__(self) -> int:
        return self._frames

    def __getitem__(self, frame: int) -> NDArray[np.uint8]:
        image = self._ground[:, _DRIFT * frame : _DRIFT * frame + WIDTH].copy()
        x, y = self._corner(frame)
        part, inside = image[y : y + 2 * REACH, x : x + 2 * REACH], self._outline(frame)
        part[inside] = self._skin[inside]
        return image

    def mask(self, frame: int) -> NDArray[np.bool_]:
        x, y = self._corner(frame)
        mask = np.zeros((HEIGHT, WIDTH), bool)
        mask[y : y + 2 * REACH, x : x + 2 * REACH] = self._outline(frame)
        return mask

    def box(self, frame: int) -> tuple[float, float, float, float]:
        rows, columns = np.nonzero(self.mask(frame))
        return float(columns.min()), float(rows.min()), float(columns.max() + 1), float(rows.max() + 1)

    def _corner(self, frame: int) -> tuple[int, int]:
        return 900 + 24 * frame, 1000 + round(220 * math.sin(frame / 7)) - REACH

    def _outline(self, frame: int) -> NDArray[np.bool_]:
        """A blob with three lobes that turns and breathes."""
        rows, columns = np.mgrid[-REACH:REACH, -REACH:REACH] + 0.5
        angle = np.arctan2(rows, columns)
        radius = 52 + 5 * math.sin(frame / 5) + 12 * np.sin(3 * angle + frame / 6)
        inside: NDArray[np.bool_] = np.hypot(rows, columns) < radius
        return inside


def textured(
    rng: np.random.Generator,
    size: tuple[int, int],
    dark: tuple[int, int, int],
    light: tuple[int, int, int],
    *,
    coarsest: int,
) -> NDArray[np.uint8]:
    """Noise at several scales, from `coarsest` pixels down, between two colours: uint8 (height, width, 3)."""
    total = torch.zeros(size)
    scale, weight = float(coarsest), 1.0
    while scale >= 3:
        cells = (max(round(size[0] / scale), 2), max(round(size[1] / scale), 2))
        noise = torch.from_numpy(rng.random((1, 1, *cells), np.float32)) - 0.5
        total += weight * F.interpolate(noise, size, mode="bicubic")[0, 0]
        scale, weight = scale / 2.5, weight * 0.7
    share = (0.5 + total / 2).clamp(0, 1).numpy()[..., None]
    mixed = np.array(dark, np.float32) * (1 - share) + np.array(light, np.float32) * share
    return mixed.astype(np.uint8)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--frames", type=int, default=12)
    parser.add_argument("--model", default="")
    args = parser.parse_args()
    entry = ModelStore().require(args.model)
    predictor = load_predictor(entry, "cpu")
    model = sam2core.build_model(entry.architecture)
    sam2core.load_checkpoint(model, entry.path)
    clip = DrawnClip(args.frames)
    for prompt in ("box", "mask"):
        for name, track in (("whole frame", whole), ("window", windowed)):
            show(name, prompt, track(model, clip, prompt), first=1)
    for name, windows in (("whole frame", False), ("window", True)):
        show(name, "click", clicked(predictor, clip, windows=windows), first=0)


def show(name: str, prompt: str, scores: list[float], *, first: int) -> None:
    each = " ".join(f"{s:.2f}" for s in scores)
    print(f"{name}, from a {prompt}: mean IoU {statistics.fmean(scores[first:]):.3f}  ({each})", flush=True)


def whole(model: Sam2, clip: DrawnClip, prompt: str) -> list[float]:
    video = VideoPredictor(model)
    video.start(clip, classic=False)
    return scores_of(video, clip, prompt)


def windowed(model: Sam2, clip: DrawnClip, prompt: str) -> list[float]:
    video = WindowPredictor(model, clip)
    video.aim(0, clip.box(0))
    return scores_of(video, clip, prompt)


def scores_of(video: VideoPredictor | WindowPredictor, clip: DrawnClip, prompt: str) -> list[float]:
    video.follow(1, DEFAULT_POLICY)
    if prompt == "box":
        video.add_box(0, 1, clip.box(0))
    else:
        video.add_mask(0, 1, clip.mask(0))
    answers = video.propagate(0, len(clip) - 1)
    return [region_similarity((a[1].logits > 0).cpu().numpy(), clip.mask(f)) for f, a in answers]


def clicked(predictor: Predictor, clip: DrawnClip, *, windows: bool, off: float = 20) -> list[float]:
    """From one click, `off` pixels beside the object's middle, as the application answers and tracks it."""
    session = predictor.open(clip)
    session.allow_windows(frozenset({1} if windows else ()))
    session.follow(1, DEFAULT_POLICY)
    x0, y0, x1, y1 = clip.box(0)
    session.prompt(0, 1, FramePrompts(clicks=(Click((x0 + x1) / 2 + off, (y0 + y1) / 2),)))
    answers = session.propagate(0, len(clip) - 1, backward=False)
    return [region_similarity(_at_full_size(a[1]), clip.mask(f)) for f, a in answers]


def _at_full_size(answer: Answer) -> NDArray[np.bool_]:
    logits = torch.from_numpy(answer.logits)[None, None]
    mask: NDArray[np.bool_] = (F.interpolate(logits, (HEIGHT, WIDTH), mode="bilinear")[0, 0] > 0).numpy()
    return mask


if __name__ == "__main__":
    main()
