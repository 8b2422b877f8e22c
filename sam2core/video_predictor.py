"""Objects followed through a video from prompts on any frame."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from threading import Lock
from typing import Any, Protocol, TypeVar

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import ArrayLike, NDArray
from torch import Tensor

from sam2core.automatic_masks import AutomaticMask, AutomaticOptions, masks_of
from sam2core.candidates import at_level, by_size
from sam2core.encoding_store import EncodingStore
from sam2core.errors import PromptError
from sam2core.feature_cache import FeatureCache
from sam2core.image_predictor import prompt_tensors
from sam2core.look_ahead import LookAhead
from sam2core.model.image_encoder import Encoding
from sam2core.model.sam2 import ABSENT_LOGIT, Masks, Recalled, Sam2
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
from sam2core.policies import Classic, MemoryPolicy, find_policy
from sam2core.policies.recent import Recent
from sam2core.preprocess import preprocess

_LOGIT_LIMIT = 32.0  # of an earlier answer that is fed back with new clicks; the public predictor's
_CACHE_BYTES = 256 << 20
_LOOK_AHEAD = 2  # frames that are read before they are needed
_T = TypeVar("_T")


class Frames(Protocol):
    """A video: RGB uint8 arrays (H, W, 3), all of one size, by number.

    Never read by two threads at once, but while objects are tracked by another than the caller's.
    """

    def __len__(self) -> int: ...
    def __getitem__(self, frame: int, /) -> NDArray[np.uint8]: ...


@dataclass(frozen=True)
class Prediction:
    """One object on one frame."""

    low_res_logits: Tensor  # (L, L); the mask is where they are > 0
    presence: float  # a logit: > 0 means that the object is there
    iou: float  # the model's estimate of its mask's IoU
    pointer: Tensor  # (C,)
    size: tuple[int, int]  # height and width of the video
    candidates: Tensor  # (K, L, L) logits the mask was chosen from; `candidates.by_size` orders them
    candidate_ious: Tensor  # (K,)

    @property
    def logits(self) -> Tensor:
        """(H, W) at the video's size, interpolated anew at each call."""
        return F.interpolate(self.low_res_logits[None, None], self.size, mode="bilinear")[0, 0]


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


class VideoPredictor:
    """Wraps a model; holds one video's prompts, answers and memories.

    `autocast` names the type that matrix products are computed in (None: the weights' own).
    `objects_per_pass` objects share a pass through the model, which is filled up where there are fewer: what
    an object's numbers are never depends on how many others are tracked with it. One is meant for
    a CPU; a graphics card may like more (not measured).
    `look_ahead` frames are read and resized on another thread while tracking: 0 where what a frame looks
    like depends on the answers before it.
    """

    def __init__(
        self,
        model: Sam2,
        *,
        autocast: torch.dtype | None = None,
        cache_bytes: int = _CACHE_BYTES,
        objects_per_pass: int = 1,
        look_ahead: int = _LOOK_AHEAD,
    ) -> None:
        self._model = model
        self._config = model.config
        self._device = model.no_mem_embed.device
        self._autocast = autocast
        self._cache_bytes = cache_bytes
        self._objects_per_pass = objects_per_pass
        self._look_ahead = look_ahead
        self._reading = Lock()
        self._ahead: LookAhead | None = None
        self._frames: Frames | None = None
        self._objects: dict[int, ObjectTracker] = {}

    def start(
        self,
        frames: Frames | Sequence[NDArray[np.uint8]],
        *,
        classic: bool = True,
        store: EncodingStore | None = None,
    ) -> None:
        """Begin with a video and no objects.

        With `classic` each step is the public predictor's, so a click on a frame that was tracked before is
        lost when that frame is tracked again. Without it every prompted frame stays as it was answered.
        Encodings that memory has no room for go to `store`.
        """
        if len(frames) == 0:
            raise PromptError("The video has no frames.")
        self._stop_looking_ahead()
        self._frames = frames
        self._count = len(frames)
        first = frames[0]
        self._size = (int(first.shape[0]), int(first.shape[1]))
        self._classic = classic
        self._policy = Classic() if classic else Recent()
        self._objects = {}
        self._features = FeatureCache(self._encode, self._cache_bytes, self._device, store)

    def add_points(
        self, frame: int, masklet_id: int, points: ArrayLike, labels: ArrayLike, *, clear: bool = True
    ) -> dict[int, Prediction]:
        """Clicks (N, 2) in pixels of the video, labels 1 on and 0 off the object.

        Without `clear` they are added to the earlier ones of this object on this frame. Returns every
        object's mask on this frame.
        """
        return self._prompt_points(frame, masklet_id, points, labels, box=None, clear=clear)

    def add_box(self, frame: int, masklet_id: int, box: ArrayLike) -> dict[int, Prediction]:
        """A box x0, y0, x1, y1 in pixels of the video; it replaces earlier prompts on this frame."""
        corners = np.asarray(box, np.float32)
        if corners.shape != (4,):
            raise PromptError(f"A box is four numbers, not an array of shape {corners.shape}.")
        return self._prompt_points(frame, masklet_id, None, None, box=corners, clear=True)

    @torch.inference_mode()
    def add_mask(self, frame: int, masklet_id: int, mask: ArrayLike | Tensor) -> dict[int, Prediction]:
        """A mask (H, W), true on the object, of any size over the whole frame; it becomes the answer."""
        self._check(frame)
        tracker = self._object(masklet_id)
        tracker.points.pop(frame, None)
        given = torch.as_tensor(np.asarray(mask, bool), device=self._device)[None, None].float()
        side = self._config.image_size
        if given.shape[-2:] != (side, side):
            given = F.interpolate(given, (side, side), mode="bilinear", antialias=True)
        with self._precision():
            masks = self._model.adopt_mask(self._features[frame], (given >= 0.5).float())
        prompted = not self._classic or frame not in tracker.visited
        tracker.pending[frame] = (masks, prompted)
        return self._answers(frame)

    def everything(self, frame: int, options: AutomaticOptions | None = None) -> list[AutomaticMask]:
        """The objects that are to be seen on a frame, without any prompt; no object becomes known by it."""
        self._check(frame)
        with torch.inference_mode(), self._precision():
            return masks_of(self._model, self._features[frame], self._size, options)

    @torch.inference_mode()
    def candidates(self, frame: int, masklet_id: int) -> list[Prediction]:
        """What the newest prompts on this frame may mean, from the smallest part to the whole.

        One where they are clear, and where the frame has no fresh prompt none.
        """
        tracker = self._objects.get(masklet_id)
        if tracker is None or frame not in tracker.pending:
            return []
        masks, _ = tracker.pending[frame]
        order = by_size(masks.candidates)
        with self._precision():
            return [self._prediction(self._model.choose(masks, order[:, i])) for i in range(order.shape[1])]

    @torch.inference_mode()
    def choose(self, frame: int, masklet_id: int, level: int) -> dict[int, Prediction]:
        """Take another candidate of the newest answer to prompts on this frame: 0 is the smallest part.

        From now on that level is taken wherever this object's answer has candidates. An answer that has
        only one stays.
        """
        tracker = self._objects.get(masklet_id)
        if tracker is None or frame not in tracker.pending:
            raise PromptError(f"Object {masklet_id} has no fresh prompt on frame {frame}.")
        tracker.level = level
        masks, prompted = tracker.pending[frame]
        with self._precision():
            tracker.pending[frame] = (self._model.choose(masks, at_level(masks, level)), prompted)
        return self._answers(frame)

    def follow(self, masklet_id: int, policy: str | MemoryPolicy) -> None:
        """How this object, known already or not, is remembered while it is tracked (see `policies`).

        Without it `Recent` is used, and with `classic` what the public predictor does.
        """
        self._object(masklet_id).policy = find_policy(policy) if isinstance(policy, str) else policy

    @torch.inference_mode()
    def restore(
        self,
        frame: int,
        masklet_id: int,
        logits: ArrayLike | Tensor,
        *,
        presence: float,
        iou: float,
        pointer: ArrayLike | Tensor,
    ) -> None:
        """Take up a tracked answer of an earlier session, so that tracking goes on where it ended.

        `logits` (h, w) of any size over the whole frame, `pointer` (C,), the others as in `Prediction`. Give
        the frames that the next one may look back on, up to `config.max_pointers - 1` or more after a long
        absence; what is not recalled costs nothing: a memory is made when it is first looked at.
        """
        self._check(frame)
        tracker = self._object(masklet_id)
        masks = self._model.recollect(
            torch.as_tensor(logits, dtype=torch.float32, device=self._device),
            torch.as_tensor(pointer, dtype=torch.float32, device=self._device),
            presence=presence,
            iou=iou,
        )
        tracker.restore(frame, masks)

    def remove(self, masklet_id: int) -> None:
        """Forget an object; the others do not notice. An unknown one is an error."""
        if masklet_id not in self._objects:
            raise PromptError(f"There is no object {masklet_id}.")
        del self._objects[masklet_id]

    def frame_changed(self, frame: int) -> None:
        """The video shows something else on a frame than it did: its encoding is made anew."""
        self._features.discard(frame)

    @torch.inference_mode()
    def propagate(
        self,
        start: int | None = None,
        stop: int | None = None,
        backward: bool = False,
    ) -> Iterator[tuple[int, dict[int, Prediction]]]:
        """Track all objects from `start` to `stop`, both included, yielding each frame's answers.

        By default from the first prompted frame to the end, or to the beginning when `backward`.
        """
        if not self._objects:
            raise PromptError("There is nothing to track: add a prompt first.")
        first = self._first_prompted() if start is None else start
        self._check(first)
        self._settle()
        last = (0 if backward else self._count - 1) if stop is None else stop
        step = -1 if backward else 1
        last = min(max(last, 0), self._count - 1)
        if backward and self._classic and first == 0:
            return
        way = range(first, last + step, step)
        with self._looking_ahead() as ahead:
            for done, frame in enumerate(way):
                coming = way[done : done + 1 + self._look_ahead] if self._look_ahead else ()
                ahead.ask(f for f in coming if f not in self._features)
                with self._precision():
                    self._track(frame, backward=backward)
                yield frame, self._answers(frame)

    @torch.inference_mode()
    def _prompt_points(
        self,
        frame: int,
        masklet_id: int,
        points: ArrayLike | None,
        labels: ArrayLike | None,
        *,
        box: NDArray[np.float32] | None,
        clear: bool,
    ) -> dict[int, Prediction]:
        self._check(frame)
        side = self._config.image_size
        scale = (side / self._size[1], side / self._size[0])
        tensors = prompt_tensors(points, labels, box, scale, self._device)
        if tensors is None:
            raise PromptError("Give at least one point.")
        tracker = self._object(masklet_id)
        earlier = None if clear else tracker.points.get(frame)
        if earlier is not None:
            tensors = (torch.cat([earlier[0], tensors[0]], dim=1), torch.cat([earlier[1], tensors[1]], dim=1))
        tracker.points[frame] = tensors
        with self._precision():
            masks = self._segment(tracker, frame, *tensors)
            if tracker.level is not None:
                masks = self._model.choose(masks, at_level(masks, tracker.level))
        tracker.pending[frame] = (masks, not self._classic or frame not in tracker.visited)
        return self._answers(frame)

    def _segment(self, tracker: ObjectTracker, frame: int, points: Tensor, labels: Tensor) -> Masks:
        """A frame that was tracked before is corrected in the light of its memories and its former answer."""
        encoding = self._features[frame]
        before = tracker.answer(frame)
        mask = None if before is None else before.low_res.clamp(-_LOGIT_LIMIT, _LOGIT_LIMIT)
        if frame in tracker.visited:
            path, backward = tracker.paths[0], tracker.visited[frame]
            recalled = tracker.recall(path, frame, self._count, self._config, backward=backward)
            features = self._model.condition(encoding.features, recalled)
        else:
            features = self._model.without_memory(encoding.features)
        return self._model.decode(
            features, encoding, points=points, labels=labels, mask=mask, multimask=labels.shape[1] <= 1
        )

    def _object(self, masklet_id: int) -> ObjectTracker:
        """That of a known object, or a new one's."""
        return self._objects.setdefault(masklet_id, ObjectTracker(self._policy))

    def _settle(self) -> None:
        """Turn answers to prompts into memories, as late as possible: a frame may be clicked many times."""
        for tracker in self._objects.values():
            for frame, (masks, prompted) in tracker.pending.items():
                with self._precision():
                    spatial = self._memorise(self._features[frame], masks, binary=True)
                tracker.remember(frame, Memory(masks, spatial), prompted=prompted)
            tracker.pending.clear()

    def _track(self, frame: int, *, backward: bool) -> None:
        """Answer for every object that has no prompt on this frame."""
        free: list[ObjectTracker] = []
        for tracker in self._objects.values():
            tracker.visited[frame] = backward
            if frame not in tracker.bank.prompted:
                free.append(tracker)
        runs = [self._run(t, path, frame, backward=backward) for t in free for path in t.paths]
        found = iter(self._decode(frame, runs))
        taken: list[_Taken] = []
        for tracker in free:
            answers = [next(found) for _ in tracker.paths]
            choices = tracker.advance(frame, answers, backward=backward)
            taken += [self._take(tracker, c, frame, backward=backward) for c in choices]
        self._keep(frame, taken)

    def _passes(self, work: list[_T]) -> Iterator[tuple[list[_T], list[_T]]]:
        """Parts of the work, and each filled up to one length: a result must not tell what was beside it."""
        size = self._objects_per_pass
        for first in range(0, len(work), size):
            part = work[first : first + size]
            yield part, part + part[:1] * (size - len(part))

    def _run(self, tracker: ObjectTracker, path: Path, frame: int, *, backward: bool) -> _Run:
        past = path.past(frame, backward=backward)
        for before in path.unmade & tracker.recalled_frames(past, self._config):
            masks = path.answers[before]
            spatial = self._memorise(self._features[before], masks, binary=False)
            path.bank.tracked[before] = Memory(masks, spatial)
            path.unmade.discard(before)
        recalled = tracker.recall(path, frame, self._count, self._config, backward=backward)
        return _Run(recalled, past.answer(1))

    def _decode(self, frame: int, runs: list[_Run]) -> list[Masks]:
        """One answer for each run, those of a kind in passes of equal size."""
        groups: dict[Any, list[int]] = {}
        itself: Tensor | None = None
        if any(run.recalled.memories for run in runs):
            itself = self._model.look_at_itself(self._features[frame].features)
        for number, run in enumerate(runs):
            groups.setdefault(run.kind, []).append(number)
        answers: dict[int, Masks] = {}
        for numbers, filled in chain.from_iterable(self._passes(group) for group in groups.values()):
            masks = self._decode_batch(frame, [runs[n] for n in filled], itself)
            answers |= dict(zip(numbers, split_masks(masks), strict=False))
        return [answers[number] for number in range(len(runs))]

    def _decode_batch(self, frame: int, group: list[_Run], itself: Tensor | None) -> Masks:
        encoding = _repeat(self._features[frame], len(group))
        recalled = batch_recalled([r.recalled for r in group])
        features = self._model.condition(encoding.features, recalled, itself)
        before = [r.before.low_res.clamp(-_LOGIT_LIMIT, _LOGIT_LIMIT) for r in group if r.before is not None]
        guess = self._model.guess(encoding.features, recalled, torch.cat(before) if before else None)
        return self._model.decode(features, encoding, mask=guess, multimask=self._config.ambiguous_tracking)

    def _take(self, tracker: ObjectTracker, choice: Choice, frame: int, *, backward: bool) -> _Taken:
        masks = choice.masks
        if choice.candidate != int(masks.candidate_ious[0].argmax()):
            index = torch.tensor([choice.candidate], device=self._device)
            masks = self._model.choose(masks, index)
        past = choice.path.past(frame, backward=backward)
        remembered = tracker.policy.remembers(past, masks)
        resolves = remembered and tracker.policy.resolves(past, masks)
        return _Taken(tracker, choice.path, masks, remembered, resolves)

    def _keep(self, frame: int, taken: list[_Taken]) -> None:
        """Make memories of those answers that are to be remembered, in passes of equal size."""
        spatial: dict[int, Tensor] = {}
        for some, filled in self._passes([t for t in taken if t.remembered]):
            encoding = _repeat(self._features[frame], len(filled))
            made = self._memorise(encoding, join_masks([t.masks for t in filled]), binary=False)
            spatial |= {id(t): m for t, m in zip(some, made.split(1), strict=False)}
        for t in taken:
            t.tracker.keep(t.path, frame, Memory(t.masks, spatial.get(id(t))), resolves=t.resolves)

    def _memorise(self, encoding: Encoding, masks: Masks, *, binary: bool) -> Tensor:
        return self._model.memorise(encoding.features, masks, binary=binary).to(torch.bfloat16)

    def _encode(self, frame: int) -> Encoding:
        image = self._read(frame) if self._ahead is None else self._ahead.take(frame)
        with self._precision():
            return self._model.encode(image)

    def _read(self, frame: int) -> Tensor:
        """A frame as the model takes it, on the device."""
        if self._frames is None:
            raise PromptError("Call start first.")
        with self._reading:
            picture = self._frames[frame]
        return preprocess(picture, self._config.image_size, self._device)

    @contextmanager
    def _looking_ahead(self) -> Generator[LookAhead]:
        """Only one at a time: tracking that was begun earlier and left without an end loses its own."""
        self._stop_looking_ahead()
        ahead = self._ahead = LookAhead(self._read, self._device)
        try:
            yield ahead
        finally:
            ahead.close()
            if self._ahead is ahead:
                self._ahead = None

    def _stop_looking_ahead(self) -> None:
        if self._ahead is not None:
            self._ahead.close()
            self._ahead = None

    def _answers(self, frame: int) -> dict[int, Prediction]:
        return {number: self._prediction(t.answer(frame)) for number, t in self._objects.items()}

    def _prediction(self, masks: Masks | None) -> Prediction:
        if masks is None:  # no answer on this frame yet
            side = self._config.low_res
            nothing = torch.full((1, side, side), ABSENT_LOGIT, device=self._device)
            pointer = self._model.no_obj_ptr[0].detach()
            return Prediction(nothing[0], ABSENT_LOGIT, 0.0, pointer, self._size, nothing, torch.zeros(1))
        return Prediction(
            masks.low_res[0, 0].float(),
            float(masks.presence[0, 0]),
            float(masks.iou[0]),
            masks.pointer[0].float(),
            self._size,
            masks.candidates[0].float(),
            masks.candidate_ious[0].float(),
        )

    def _first_prompted(self) -> int:
        firsts = [f for t in self._objects.values() if (f := t.first_prompted()) is not None]
        if not firsts:
            raise PromptError("There is nothing to track: add a prompt first.")
        return min(firsts)

    def _check(self, frame: int) -> None:
        if self._frames is None:
            raise PromptError("Call start first.")
        if not 0 <= frame < self._count:
            raise PromptError(f"There is no frame {frame}: the video has {self._count}, counted from 0.")

    def _precision(self) -> torch.autocast:
        enabled = self._autocast is not None
        return torch.autocast(self._device.type, dtype=self._autocast or torch.bfloat16, enabled=enabled)


def _repeat(encoding: Encoding, count: int) -> Encoding:
    """The same frame for each object of a batch, without copying it."""
    if count == 1:
        return encoding
    parts = (t.expand(count, *t.shape[1:]) for t in (encoding.features, encoding.fine, encoding.middle))
    return Encoding(*parts)
