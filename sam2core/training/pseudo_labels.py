"""The data engine: a model's own tracks of what it finds, kept where forward and backward tracking agree.

The objects of a stretch's middle frame, found without prompts, are tracked to both ends. From an end a track
goes back to the middle: one that lost its object does not find its way back to it. Then a nearer end
is tried. A track that jumps ends before the jump.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sam2core.model.sam2 import Sam2
from sam2core.regions import largest_part, mask_iou
from sam2core.training.labelled import useful
from sam2core.video_predictor import Frames, VideoPredictor

Mask = NDArray[np.bool_]
_POLICY = "distractor"  # of memory: the one that loses least
_CACHE_BYTES = 1 << 30  # every frame is looked at several times
# What is larger, lies along more of the border or in several parts is more often background than a thing.
_LARGEST = 0.35  # of the picture
_MOST_BORDER = 0.15  # of it
_ONE_PART = 0.9  # of the mask is its largest part
_MOST_SHARED = 0.1  # of the smaller of two objects


@dataclass(frozen=True)
class PseudoOptions:
    """What is looked for and what is kept."""

    agreement: float = 0.8  # least IoU of the way there and the way back, on every kept frame
    objects: int = 4  # of a stretch at most, the surest
    least_frames: int = 8


@dataclass(frozen=True)
class PseudoTrack:
    """One object from frame `first` of the stretch on, without a gap."""

    first: int
    masks: tuple[Mask, ...]  # (H, W) each; empty where the object is hidden
    agreement: float  # the lowest over the frames, in [0, 1]
    seed: int  # the frame that it was found on


@dataclass(frozen=True)
class PseudoLabels:
    """What was kept of a stretch, of how many objects that were found."""

    tracks: tuple[PseudoTrack, ...]
    found: int


def pseudo_labels(
    model: Sam2, frames: Frames, options: PseudoOptions | None = None
) -> Generator[None, None, PseudoLabels]:
    """Label a stretch of one shot; yields after each frame that is tracked."""
    engine = _Engine(model, frames, options or PseudoOptions())
    return (yield from engine.run())


class _Engine:
    def __init__(self, model: Sam2, frames: Frames, options: PseudoOptions) -> None:
        self._options = options
        self._count = len(frames)
        self._seed = len(frames) // 2
        self._predictor = VideoPredictor(model, cache_bytes=_CACHE_BYTES)
        self._predictor.start(frames, classic=False)

    def run(self) -> Generator[None, None, PseudoLabels]:
        seeds = self._seeds()
        if not seeds or self._count < self._options.least_frames:
            return PseudoLabels((), len(seeds))
        tracks = yield from self._track(seeds)
        kept: list[PseudoTrack] = []
        for masks in tracks:
            after, agreed_after = yield from self._reach(masks, self._count - 1)
            before, agreed_before = yield from self._reach(masks, 0)
            if after - before + 1 >= self._options.least_frames:
                run = tuple(masks[frame] for frame in range(before, after + 1))
                kept.append(PseudoTrack(before, run, min(agreed_after, agreed_before), self._seed))
        return PseudoLabels(tuple(kept), len(seeds))

    def _seeds(self) -> list[Mask]:
        """The surest things of the middle frame that hardly share a pixel."""
        seeds: list[Mask] = []
        for mask in useful([m.mask for m in self._predictor.everything(self._seed)]):
            if len(seeds) == self._options.objects:
                break
            if _is_a_thing(mask) and not any(_shared(mask, s) > _MOST_SHARED for s in seeds):
                seeds.append(mask)
        return seeds

    def _track(self, seeds: list[Mask]) -> Generator[None, None, list[dict[int, Mask]]]:
        """Every object's masks on all frames."""
        tracks: list[dict[int, Mask]] = [{} for _ in seeds]
        for number, mask in enumerate(seeds):
            self._give(number, self._seed, mask)
        for backward in (False, True):
            for frame, answers in self._predictor.propagate(self._seed, backward=backward):
                for number, answer in answers.items():
                    tracks[number][frame] = (answer.logits > 0).cpu().numpy()
                yield
        self._forget()
        return tracks

    def _reach(self, masks: dict[int, Mask], end: int) -> Generator[None, None, tuple[int, float]]:
        """The frame up to which a track is believed, towards `end`, and the lowest agreement on the way."""
        side = 1 if end > self._seed else -1
        length = self._steady(masks, end)
        while length:
            last = self._seed + side * length
            if masks[last].any():
                agreed = yield from self._return(masks, last)
                if agreed >= self._options.agreement:
                    return last, agreed
                length //= 2
            else:
                length -= 1  # hidden: there is nothing to go back with
        return self._seed, 1.0

    def _steady(self, masks: dict[int, Mask], end: int) -> int:
        """How many frames a track goes without a jump: the same object shares pixels with itself."""
        side = 1 if end > self._seed else -1
        for length in range(abs(end - self._seed)):
            here, there = masks[self._seed + side * length], masks[self._seed + side * (length + 1)]
            if here.any() and there.any() and not (here & there).any():
                return length
        return abs(end - self._seed)

    def _return(self, masks: dict[int, Mask], start: int) -> Generator[None, None, float]:
        """The lowest IoU of a track with the one that goes back from its frame `start` to the middle."""
        self._give(0, start, masks[start])
        agreed = 1.0
        backward = start > self._seed
        for frame, answers in self._predictor.propagate(start, self._seed, backward=backward):
            agreed = min(agreed, mask_iou((answers[0].logits > 0).cpu().numpy(), masks[frame]))
            yield
            if agreed < self._options.agreement:
                break
        self._forget()
        return agreed

    def _give(self, number: int, frame: int, mask: Mask) -> None:
        self._predictor.follow(number, _POLICY)
        self._predictor.add_mask(frame, number, mask)

    def _forget(self) -> None:
        for number in self._predictor.objects:
            self._predictor.remove(number)


def _is_a_thing(mask: Mask) -> bool:
    border = np.concatenate([mask[0], mask[-1], mask[1:-1, 0], mask[1:-1, -1]])
    if mask.mean() > _LARGEST or border.mean() > _MOST_BORDER:
        return False
    return bool(largest_part(mask).sum() >= _ONE_PART * mask.sum())


def _shared(one: Mask, other: Mask) -> float:
    """The share of the smaller that lies in the larger."""
    return float((one & other).sum() / min(one.sum(), other.sum()))
