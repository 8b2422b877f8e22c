"""Objects followed through a video from prompts on any frame."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import Protocol

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import ArrayLike, NDArray
from torch import Tensor

from sam2core.automatic_masks import AutomaticMask, AutomaticOptions, masks_of
from sam2core.beside import Begin, SecondThread, later
from sam2core.candidates import at_level, by_size
from sam2core.encoding_store import EncodingStore
from sam2core.errors import PromptError
from sam2core.feature_cache import FeatureCache
from sam2core.frame_step import FrameStep
from sam2core.look_ahead import LookAhead
from sam2core.model.image_encoder import Encoding
from sam2core.model.sam2 import ABSENT_LOGIT, Masks, Sam2
from sam2core.object_tracker import ObjectTracker
from sam2core.policies import Classic, MemoryPolicy, find_policy
from sam2core.policies.recent import Recent
from sam2core.prediction import Prediction
from sam2core.preprocess import preprocess
from sam2core.prompts import logits_tensor, mask_tensor, numbers, picture, point_tensors

_CACHE_BYTES = 256 << 20
_LOOK_AHEAD = 2  # frames that are read before they are needed


class Frames(Protocol):
    """A video: RGB uint8 arrays (H, W, 3), all of one size, by number.

    Never read by two threads at once, but while objects are tracked by another than the caller's.
    """

    def __len__(self) -> int: ...
    def __getitem__(self, frame: int, /) -> NDArray[np.uint8]: ...


class VideoPredictor:
    """Wraps a model; holds one video's prompts, answers and memories.

    `autocast` names the type that matrix products are computed in (None: the weights' own).
    `objects_per_pass` objects share a pass through the model, which is filled up where there are fewer: what
    an object's numbers are never depends on how many others are tracked with it. One is meant for
    a CPU; a graphics card may like more (not measured).
    `look_ahead` frames are read and resized on another thread while tracking: 0 where what a frame looks
    like depends on the answers before it. With `overlap` that thread encodes them too, and a third makes
    first guesses beside the attention to memory, which pays on a CPU that has cores to spare beside torch's
    own threads.
    """

    def __init__(
        self,
        model: Sam2,
        *,
        autocast: torch.dtype | None = None,
        cache_bytes: int = _CACHE_BYTES,
        objects_per_pass: int = 1,
        look_ahead: int = _LOOK_AHEAD,
        overlap: bool = False,
    ) -> None:
        self._model = model
        self._config = model.config
        self._device = model.no_mem_embed.device
        self._autocast = autocast
        self._cache_bytes = cache_bytes
        self._objects_per_pass = objects_per_pass
        self._look_ahead = look_ahead
        self._overlap = overlap
        self._begin: Begin = SecondThread(self._device, autocast).begin if overlap else later
        self._reading = Lock()
        self._ahead: LookAhead[Tensor] | LookAhead[Encoding] | None = None
        self._seen: dict[int, Tensor] = {}  # what frames that are encoded ahead have seen of themselves
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
        Encodings that memory has no room for go to `store`. Raises PromptError where there is no frame, or
        one that is not RGB uint8.
        """
        if len(frames) == 0:
            raise PromptError("The video has no frames.")
        self._size = picture(frames[0]).shape[:2]
        self._stop_looking_ahead()
        self._frames = frames
        self._count = len(frames)
        self._classic = classic
        self._policy = Classic() if classic else Recent()
        self._objects = {}
        self._features = FeatureCache(self._encode, self._cache_bytes, self._device, store)
        self._step = FrameStep(
            self._model, self._features, self._count, self._objects_per_pass, self._look, self._begin
        )

    def add_points(
        self, frame: int, masklet_id: int, points: ArrayLike, labels: ArrayLike, *, clear: bool = True
    ) -> dict[int, Prediction]:
        """Clicks (N, 2) in pixels of the video, labels 1 on and 0 off the object, which may be new.

        Without `clear` they are added to the earlier ones of this object on this frame. Returns every
        object's mask on this frame. While `propagate` runs, as any prompt they count from the next frame on;
        with `classic`, those of an object that is being tracked wait for the next `propagate`.
        """
        return self._prompt_points(frame, masklet_id, points, labels, box=None, clear=clear)

    def add_box(self, frame: int, masklet_id: int, box: ArrayLike) -> dict[int, Prediction]:
        """A box x0, y0, x1, y1 in pixels of the video; it replaces earlier prompts on this frame."""
        return self._prompt_points(frame, masklet_id, None, None, box=box, clear=True)

    @torch.inference_mode()
    def add_mask(self, frame: int, masklet_id: int, mask: ArrayLike | Tensor) -> dict[int, Prediction]:
        """A mask (H, W), true on the object, of any size over the whole frame; it becomes the answer."""
        self._check(frame)
        given = mask_tensor(mask, self._device)
        tracker = self._object(masklet_id)
        tracker.points.pop(frame, None)
        side = self._config.image_size
        if given.shape[-2:] != (side, side):
            given = F.interpolate(given, (side, side), mode="bilinear", antialias=True)
        with self._precision():
            masks = self._model.adopt_mask(self._features[frame], (given >= 0.5).float())
        return self._prompted(tracker, frame, masks)

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
        if level < 0:
            raise PromptError(f"There is no level {level}: they are counted from 0, the smallest part.")
        tracker.level = level
        masks, prompted = tracker.pending[frame]
        with self._precision():
            tracker.pending[frame] = (self._model.choose(masks, at_level(masks, level)), prompted)
        return self._answers(frame)

    def follow(self, masklet_id: int, policy: str | MemoryPolicy) -> None:
        """How this object, known already or not, is remembered while it is tracked (see `policies`).

        Without it `Recent` is used, and with `classic` what the public predictor does.
        """
        self._check_started()
        found = find_policy(policy) if isinstance(policy, str) else policy
        self._object(masklet_id).policy = found

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
        given, width = numbers(pointer, "A pointer"), self._config.dim
        if given.shape != (width,):
            raise PromptError(f"This model's pointers are {width} numbers, not {given.shape}.")
        masks = self._model.recollect(
            logits_tensor(logits, self._device),
            torch.tensor(given, device=self._device),
            presence=presence,
            iou=iou,
        )
        self._object(masklet_id).restore(frame, masks)

    @property
    def objects(self) -> tuple[int, ...]:
        """Those that are known, in the order in which they became so."""
        return tuple(self._objects)

    def remove(self, masklet_id: int) -> None:
        """Forget an object; the others do not notice. An unknown one is an error."""
        if masklet_id not in self._objects:
            raise PromptError(f"There is no object {masklet_id}.")
        del self._objects[masklet_id]

    def frame_changed(self, frame: int) -> None:
        """The video shows something else on a frame than it did: its encoding is made anew."""
        self._check_started()
        self._features.discard(frame)

    def propagate(
        self,
        start: int | None = None,
        stop: int | None = None,
        backward: bool = False,
    ) -> Iterator[tuple[int, dict[int, Prediction]]]:
        """Track all objects from `start` to `stop`, both included, yielding each frame's answers.

        By default from the first prompted frame to the end, or to the beginning when `backward`. Between
        two frames objects may be prompted, added and removed; without any object left it ends. Raises
        PromptError where there is nothing to track, or no frame `start`.
        """
        self._check_started()
        if not self._objects:
            raise PromptError("There is nothing to track: add a prompt first.")
        first = self._first_prompted() if start is None else start
        self._check(first)
        if backward:
            last = 0 if stop is None else max(stop, 0)
            return self._propagated(range(first, last - 1, -1) if first or not self._classic else range(0))
        last = self._count - 1 if stop is None else min(stop, self._count - 1)
        return self._propagated(range(first, last + 1))

    @torch.inference_mode()
    def _propagated(self, way: range) -> Generator[tuple[int, dict[int, Prediction]]]:
        step = self._step
        with self._precision():
            step.settle(self._objects.values())
        with self._looking_ahead() as ahead:
            for done, frame in enumerate(way):
                if self._step is not step:
                    raise PromptError("While this was tracked, another video was started.")
                if not self._objects:
                    return
                coming = way[done : done + 1 + self._look_ahead] if self._look_ahead else ()
                ahead.ask(f for f in coming if f not in self._features)
                with self._precision():
                    step.settle(t for t in self._objects.values() if not (self._classic and t.visited))
                    step.track(frame, list(self._objects.values()), backward=way.step < 0)
                self._seen.pop(frame, None)
                tracked = {number: t.settled_answer(frame) for number, t in self._objects.items()}
                yield frame, {number: self._prediction(masks) for number, masks in tracked.items()}

    @torch.inference_mode()
    def _prompt_points(
        self,
        frame: int,
        masklet_id: int,
        points: ArrayLike | None,
        labels: ArrayLike | None,
        *,
        box: ArrayLike | None,
        clear: bool,
    ) -> dict[int, Prediction]:
        self._check(frame)
        side = self._config.image_size
        scale = (side / self._size[1], side / self._size[0])
        tensors = point_tensors(points, labels, box, scale, self._device)
        if tensors is None:
            raise PromptError("Give at least one point.")
        tracker = self._object(masklet_id)
        earlier = None if clear else tracker.points.get(frame)
        if earlier is not None:
            tensors = (torch.cat([earlier[0], tensors[0]], dim=1), torch.cat([earlier[1], tensors[1]], dim=1))
        tracker.points[frame] = tensors
        with self._precision():
            masks = self._step.correct(tracker, frame, *tensors)
            if tracker.level is not None:
                masks = self._model.choose(masks, at_level(masks, tracker.level))
        return self._prompted(tracker, frame, masks)

    def _prompted(self, tracker: ObjectTracker, frame: int, masks: Masks) -> dict[int, Prediction]:
        """Keep the answer to prompts. Returns all objects' answers on the frame.

        The public predictor does not find other objects' prompts where theirs are the frame's first and
        these a correction, or the other way round.
        """
        prompted = not self._classic or frame not in tracker.visited
        tracker.pending[frame] = (masks, prompted)
        return self._answers(frame, prompted if self._classic else None)

    def _object(self, masklet_id: int) -> ObjectTracker:
        """That of a known object, or a new one's."""
        return self._objects.setdefault(masklet_id, ObjectTracker(self._policy))

    def _encode(self, frame: int) -> Encoding:
        ready = self._read(frame) if self._ahead is None else self._ahead.take(frame)
        return ready if isinstance(ready, Encoding) else self._encoded(ready)

    def _encoded(self, image: Tensor) -> Encoding:
        with torch.inference_mode(), self._precision():  # neither is known to another thread
            return Encoding(*(t.contiguous() for t in self._model.encode(image).parts))

    def _encode_ahead(self, frame: int) -> Encoding:
        encoding = self._encoded(self._read(frame))
        with torch.inference_mode(), self._precision():
            self._seen[frame] = self._model.look_at_itself(encoding.features)
        return encoding

    def _look(self, frame: int) -> Tensor:
        features = self._features[frame].features  # waits for it where it is being encoded
        seen = self._seen.pop(frame, None)
        return self._model.look_at_itself(features) if seen is None else seen

    def _read(self, frame: int) -> Tensor:
        """A frame as the model takes it, on the device."""
        assert self._frames is not None
        with self._reading:
            image = self._frames[frame]
        return preprocess(image, self._config.image_size, self._device)

    @contextmanager
    def _looking_ahead(self) -> Generator[LookAhead[Tensor] | LookAhead[Encoding]]:
        """Only one at a time: tracking that was begun earlier and left without an end loses its own."""
        self._stop_looking_ahead()
        encode, read, device = self._encode_ahead, self._read, self._device
        ahead = LookAhead(encode, device) if self._overlap else LookAhead(read, device)
        self._ahead = ahead
        try:
            yield ahead
        finally:
            if self._ahead is ahead:
                self._stop_looking_ahead()

    def _stop_looking_ahead(self) -> None:
        if self._ahead is not None:
            self._ahead.close()
            self._ahead = None
            self._seen.clear()

    def _answers(self, frame: int, prompted: bool | None = None) -> dict[int, Prediction]:
        return {n: self._prediction(t.answer(frame, prompted=prompted)) for n, t in self._objects.items()}

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

    def _check_started(self) -> None:
        if self._frames is None:
            raise PromptError("Call start first.")

    def _check(self, frame: int) -> None:
        self._check_started()
        if not 0 <= frame < self._count:
            raise PromptError(f"There is no frame {frame}: the video has {self._count}, counted from 0.")

    def _precision(self) -> torch.autocast:
        enabled = self._autocast is not None
        return torch.autocast(self._device.type, dtype=self._autocast or torch.bfloat16, enabled=enabled)
