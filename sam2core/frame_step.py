"""One step of tracking: every object's answer on the next frame, and what is remembered of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, TypeVar

import torch
from torch import Tensor

from sam2core.beside import Begin
from sam2core.feature_cache import FeatureCache
from sam2core.model.image_encoder import Encoding
from sam2core.model.sam2 import Masks, Recalled, Sam2
from sam2core.object_tracker import (
    Choice,
    Memory,
    ObjectTracker,
    Path,
    batch_recalled,
    join_masks,
    signature,
    split_masks,
)

LOGIT_LIMIT = 32.0  # of an earlier answer that is fed back; the public predictor's
_T = TypeVar("_T")


@dataclass(frozen=True)
class _Run:
    """One account of one object on the frame that is being tracked."""

    recalled: Recalled
    before: Masks | None  # its answer on the frame before

    @property
    def kind(self) -> Any:
        """Runs of one kind can be answered in one batch."""
        return signature(self.recalled), self.before is None


@dataclass(frozen=True)
class _Taken:
    """An answer that was chosen for an account, and what becomes of it."""

    tracker: ObjectTracker
    path: Path
    masks: Masks
    remembered: bool
    resolves: bool


class FrameStep:
    """Works on the trackers that it is given; holds a video's encodings and no object.

    `objects_per_pass` objects share a pass through the model, which is filled up where there are fewer.
    `look` gives what `Sam2.look_at_itself` does for a frame. `begin` may make first guesses beside the
    attention to memory, since neither needs the other.
    """

    def __init__(
        self,
        model: Sam2,
        features: FeatureCache,
        frames: int,
        objects_per_pass: int,
        look: Callable[[int], Tensor],
        begin: Begin,
    ) -> None:
        self._model = model
        self._features = features
        self._frames = frames
        self._objects_per_pass = objects_per_pass
        self._look = look
        self._begin = begin

    def settle(self, trackers: Iterable[ObjectTracker]) -> None:
        """Turn answers to prompts into memories, as late as possible: a frame may be clicked many times."""
        for tracker in trackers:
            for frame, (masks, prompted) in tracker.pending.items():
                spatial = self._memorise(self._features[frame], masks, binary=True)
                tracker.remember(frame, Memory(masks, spatial, binary=True), prompted=prompted)
            tracker.pending.clear()

    def track(self, frame: int, trackers: Sequence[ObjectTracker], *, backward: bool) -> None:
        """Answer for every object that has no prompt on this frame, and that something is known of."""
        free: list[tuple[ObjectTracker, list[_Run]]] = []
        for tracker in trackers:
            if frame not in tracker.bank.prompted:
                runs = [self._run(tracker, path, frame, backward=backward) for path in tracker.paths]
                if all(run.recalled.memories for run in runs):
                    free.append((tracker, runs))
        found = iter(self._decode(frame, [run for _, runs in free for run in runs]))
        taken: list[_Taken] = []
        for tracker, runs in free:
            choices = tracker.advance(frame, [next(found) for _ in runs], backward=backward)
            taken += [self._take(tracker, c, frame, backward=backward) for c in choices]
        self._keep(frame, taken)
        for tracker in trackers:
            tracker.visited[frame] = backward

    def correct(self, tracker: ObjectTracker, frame: int, points: Tensor, labels: Tensor) -> Masks:
        """The answer to clicks; on a frame that was tracked, in the light of its memories too."""
        encoding = self._features[frame]
        before = tracker.answer(frame)
        mask = None if before is None else before.low_res.clamp(-LOGIT_LIMIT, LOGIT_LIMIT)
        if frame in tracker.visited:
            recalled = self._recall(tracker, tracker.paths[0], frame, backward=tracker.visited[frame])
            features = self._model.condition(encoding.features, recalled)
        else:
            features = self._model.without_memory(encoding.features)
        return self._model.decode(
            features, encoding, points=points, labels=labels, mask=mask, multimask=labels.shape[1] <= 1
        )

    def _passes(self, work: list[_T]) -> Iterator[tuple[list[_T], list[_T]]]:
        """Parts of the work, and each filled up to one length: a result must not tell what was beside it."""
        size = self._objects_per_pass
        for first in range(0, len(work), size):
            part = work[first : first + size]
            yield part, part + part[:1] * (size - len(part))

    def _run(self, tracker: ObjectTracker, path: Path, frame: int, *, backward: bool) -> _Run:
        before = path.past(frame, backward=backward).answer(1)
        return _Run(self._recall(tracker, path, frame, backward=backward), before)

    def _recall(self, tracker: ObjectTracker, path: Path, frame: int, *, backward: bool) -> Recalled:
        past = path.past(frame, backward=backward)
        for before in path.unmade & tracker.recalled_frames(past, self._model.config):
            memory = path.bank.tracked[before]
            spatial = self._memorise(self._features[before], memory.masks, binary=memory.binary)
            path.bank.tracked[before] = replace(memory, spatial=spatial)
            path.unmade.discard(before)
        return tracker.recall(path, frame, self._frames, self._model.config, backward=backward)

    def _decode(self, frame: int, runs: list[_Run]) -> list[Masks]:
        """One answer for each run, those of a kind in passes of equal size."""
        groups: dict[Any, list[int]] = {}
        itself = self._look(frame) if runs else None
        for number, run in enumerate(runs):
            groups.setdefault(run.kind, []).append(number)
        answers: dict[int, Masks] = {}
        for numbers, filled in chain.from_iterable(self._passes(group) for group in groups.values()):
            masks = self._decode_batch(frame, [runs[n] for n in filled], itself)
            answers |= dict(zip(numbers, split_masks(masks), strict=False))
        return [answers[number] for number in range(len(runs))]

    def _decode_batch(self, frame: int, group: list[_Run], itself: Tensor | None) -> Masks:
        encoding = self._features[frame].repeated(len(group))
        recalled = batch_recalled([r.recalled for r in group])
        answers = [r.before.low_res.clamp(-LOGIT_LIMIT, LOGIT_LIMIT) for r in group if r.before is not None]
        before = torch.cat(answers) if answers else None
        guess = self._begin(lambda: self._model.guess(encoding.features, recalled, before))
        features = self._model.condition(encoding.features, recalled, itself)
        multimask = self._model.config.ambiguous_tracking
        return self._model.decode(features, encoding, mask=guess(), multimask=multimask)

    def _take(self, tracker: ObjectTracker, choice: Choice, frame: int, *, backward: bool) -> _Taken:
        masks = choice.masks
        if choice.candidate != int(masks.candidate_ious[0].argmax()):
            index = torch.tensor([choice.candidate], device=masks.low_res.device)
            masks = self._model.choose(masks, index)
        past = choice.path.past(frame, backward=backward)
        remembered = tracker.policy.remembers(past, masks)
        resolves = remembered and tracker.policy.resolves(past, masks)
        return _Taken(tracker, choice.path, masks, remembered, resolves)

    def _keep(self, frame: int, taken: list[_Taken]) -> None:
        """Make memories of those answers that are to be remembered, in passes of equal size."""
        spatial: dict[int, Tensor] = {}
        for some, filled in self._passes([t for t in taken if t.remembered]):
            encoding = self._features[frame].repeated(len(filled))
            made = self._memorise(encoding, join_masks([t.masks for t in filled]), binary=False)
            spatial |= {id(t): m for t, m in zip(some, made.split(1), strict=False)}
        for t in taken:
            t.tracker.keep(t.path, frame, Memory(t.masks, spatial.get(id(t))), resolves=t.resolves)

    def _memorise(self, encoding: Encoding, masks: Masks, *, binary: bool) -> Tensor:
        return self._model.memorise(encoding.features, masks, binary=binary).to(torch.bfloat16)
