"""A small object in a large frame, prompted and tracked in a window that follows it (see `object_window`).

The model is shown the window in place of the frame, so that it sees the object at the source's resolution.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import ArrayLike, NDArray
from torch import Tensor

from sam2core.errors import PromptError
from sam2core.model.sam2 import Sam2
from sam2core.object_window import Follower, Window, is_large, is_worth_it, window_around
from sam2core.policies import MemoryPolicy
from sam2core.prediction import Prediction
from sam2core.prompts import corners, picture, places
from sam2core.regions import Box, as_mask, bounds, largest_part
from sam2core.video_predictor import Frames, VideoPredictor

_CACHE_BYTES = 64 << 20  # each object has encodings of its own: it is the only one in its windows
_OUTSIDE = -16.0  # logits: outside the window the object is not
_LOOKED_BACK = 3  # known frames from which the object's speed is taken


class WindowPredictor:
    """A `VideoPredictor` for one object: the same calls, with `aim` before a frame is prompted.

    All places are in pixels of the frame, all logits on a square grid over the whole frame,
    as fine as those of the window.
    """

    def __init__(
        self,
        model: Sam2,
        frames: Frames,
        *,
        autocast: torch.dtype | None = None,
        cache_bytes: int = _CACHE_BYTES,
    ) -> None:
        self._size = picture(frames[0]).shape[:2]
        self._least = model.config.low_res  # of a window's side: nothing is shown enlarged
        self.cells = frame_cells(model, self._size)
        self._windows: dict[int, Window] = {}
        self._aimed: dict[int, Box | None] = {}  # the object's box in cells; None: not to be seen there
        self._whole = Window(0, 0, self.cells)
        self._last = len(frames) - 1
        self._video = VideoPredictor(model, autocast=autocast, cache_bytes=cache_bytes)
        self._video.start(_Cropped(frames, self), classic=False)

    def is_worth_it(self, box: Box) -> bool:
        """Whether the object is small enough, and the frame large enough, for a window to be of use."""
        return is_worth_it(self._in_cells(box), self.cells, self._least)

    def aim(self, frame: int, box: Box | None) -> None:
        """Put the frame's window around the object; None: the whole frame, the object is not in it."""
        self._aim(frame, None if box is None else self._in_cells(box))

    def window(self, frame: int) -> Window:
        """In cells; the whole frame where no window was put."""
        return self._windows.get(frame, self._whole)

    def shown(self, frame: int) -> Box:
        """The window in pixels of the frame."""
        rows, columns = self.crop(frame, *self._size)
        return columns.start, rows.start, columns.stop, rows.stop

    def holds(self, frame: int, x: float, y: float) -> bool:
        """Whether a place is in the frame's window."""
        left, top, _, _ = self._in_cells((x, y, x, y))
        return self.window(frame).holds(left, top)

    def follow(self, masklet_id: int, policy: str | MemoryPolicy) -> None:
        self._video.follow(masklet_id, policy)

    def remove(self, masklet_id: int) -> None:
        """Prompts and answers go; encodings stay for when the same windows are wanted again."""
        self._aimed.clear()
        with suppress(PromptError):  # aimed at, but never prompted
            self._video.remove(masklet_id)

    def add_points(
        self, frame: int, masklet_id: int, points: ArrayLike, labels: ArrayLike, *, clear: bool = True
    ) -> dict[int, Prediction]:
        self._check(masklet_id)
        shown = self._in_window(frame, places(points))
        return self._on_frame(frame, self._video.add_points(frame, masklet_id, shown, labels, clear=clear))

    def add_box(self, frame: int, masklet_id: int, box: ArrayLike) -> dict[int, Prediction]:
        self._check(masklet_id)
        shown = self._in_window(frame, corners(box))
        return self._on_frame(frame, self._video.add_box(frame, masklet_id, shown))

    def add_mask(self, frame: int, masklet_id: int, mask: NDArray[np.bool_]) -> dict[int, Prediction]:
        """A mask of any size over the whole frame."""
        self._check(masklet_id)
        part = mask[self.crop(frame, *mask.shape)]
        return self._on_frame(frame, self._video.add_mask(frame, masklet_id, part))

    def choose(self, frame: int, masklet_id: int, level: int) -> dict[int, Prediction]:
        return self._on_frame(frame, self._video.choose(frame, masklet_id, level))

    def candidates(self, frame: int, masklet_id: int) -> list[Prediction]:
        return [self._pasted(frame, p) for p in self._video.candidates(frame, masklet_id)]

    def restore(
        self,
        frame: int,
        masklet_id: int,
        logits: NDArray[np.float32],
        *,
        presence: float,
        iou: float,
        pointer: ArrayLike,
    ) -> None:
        """Logits of any size over the whole frame; the window is put around what they show."""
        box = bounds(largest_part(logits > 0)) if presence > 0 else None
        if box is not None:
            across, down = self.cells / logits.shape[1], self.cells / logits.shape[0]
            self._aim(frame, (box[0] * across, box[1] * down, box[2] * across, box[3] * down))
        part = logits[self.crop(frame, *logits.shape)]
        self._video.restore(frame, masklet_id, part, presence=presence, iou=iou, pointer=pointer)

    def propagate(
        self, start: int, stop: int, backward: bool = False
    ) -> Iterator[tuple[int, dict[int, Prediction]]]:
        """Follow the object from `start`, a known frame or one beside it, to `stop`, both included.

        It may be prompted between two frames; when it is removed, tracking ends.
        """
        step = -1 if backward else 1
        follower = self._follower(start, step)
        for frame in range(start, max(stop, 0) - 1 if backward else min(stop, self._last) + 1, step):
            if frame != start and not self._video.objects:
                return
            if frame not in self._aimed:
                self._show(frame, follower.next())
            ((_, answers),) = self._video.propagate(frame, frame, backward=backward)
            window = self.window(frame)
            (answer,) = answers.values()
            follower.see(window, _found(window, answer))
            yield frame, self._on_frame(frame, answers)

    def crop(self, frame: int, height: int, width: int) -> tuple[slice, slice]:
        """The frame's window in an array (height, width) over the whole frame: rows, columns."""
        window, cells = self.window(frame), self.cells
        rows = slice(round(window.y * height / cells), round((window.y + window.side) * height / cells))
        columns = slice(round(window.x * width / cells), round((window.x + window.side) * width / cells))
        return rows, columns

    def _check(self, masklet_id: int) -> None:
        if self._video.objects not in {(), (masklet_id,)}:
            raise PromptError(
                f"This window follows object {self._video.objects[0]}; make another for another."
            )

    def _aim(self, frame: int, box: Box | None) -> None:
        known = [f for f, b in self._aimed.items() if b is not None]
        like = self.window(min(known, key=lambda f: abs(f - frame))) if known else None
        window = self._whole if box is None else window_around(box, self.cells, self._least, like)
        self._show(frame, window)
        self._aimed[frame] = box

    def _follower(self, start: int, step: int) -> Follower:
        """One that has seen the known frames right before `start`, or else the nearest there is."""
        boxes = {f: b for f, b in self._aimed.items() if b is not None}
        if not boxes:
            return Follower(self.cells, self._least, self._whole, (0.0, 0.0, self.cells, self.cells))
        run = [min(boxes, key=lambda f: ((start - f) * step < 0, abs(start - f)))]
        while len(run) < _LOOKED_BACK and run[-1] - step in boxes:
            run.append(run[-1] - step)
        oldest = run.pop()
        follower = Follower(self.cells, self._least, self.window(oldest), boxes[oldest])
        for frame in reversed(run):
            follower.see(self.window(frame), boxes[frame])
        return follower

    def _show(self, frame: int, window: Window) -> None:
        if self.window(frame) != window:
            self._video.frame_changed(frame)
        self._windows[frame] = window

    def _in_cells(self, box: Box) -> Box:
        across, down = self.cells / self._size[1], self.cells / self._size[0]
        return box[0] * across, box[1] * down, box[2] * across, box[3] * down

    def _in_window(self, frame: int, points: NDArray[np.float32]) -> NDArray[np.float32]:
        """The video predictor takes the window for a whole frame: places are stretched accordingly."""
        rows, columns = self.crop(frame, *self._size)
        origin = np.array([columns.start, rows.start], np.float32)
        shown = np.array([columns.stop - columns.start, rows.stop - rows.start], np.float32)
        return (points - origin) * np.array(self._size[::-1], np.float32) / shown

    def _on_frame(self, frame: int, answers: Mapping[int, Prediction]) -> dict[int, Prediction]:
        return {number: self._pasted(frame, answer) for number, answer in answers.items()}

    def _pasted(self, frame: int, answer: Prediction) -> Prediction:
        return replace(answer, low_res_logits=on_frame(answer.low_res_logits, self.window(frame), self.cells))


def frame_cells(model: Sam2, size: tuple[int, int]) -> int:
    """To each side of a frame (height, width), so that the smallest window shows its pixels one to one."""
    return round(model.config.low_res * max(max(size) / model.config.image_size, 1.0))


def is_large_frame(model: Sam2, size: tuple[int, int]) -> bool:
    """Whether a frame (height, width) is so much larger than the model's input that windows are of use."""
    return is_large(frame_cells(model, size), model.config.low_res)


def on_frame(logits: Tensor, window: Window, cells: int) -> Tensor:
    """A window's logits (L, L) on a grid over the whole frame, (n, n), about as fine as they are."""
    count = cells // max(window.side // logits.shape[-1], 1)
    places = (torch.arange(count, device=logits.device) + 0.5) * (cells / count)
    columns, rows = ((places - start) / window.side * 2 - 1 for start in (window.x, window.y))
    across, down = columns.abs() < 1, rows.abs() < 1
    where = torch.stack(torch.meshgrid(columns[across], rows[down], indexing="xy"), dim=-1)[None]
    part = F.grid_sample(logits[None, None].float(), where, padding_mode="border", align_corners=False)[0, 0]
    grid = part.new_full((count, count), _OUTSIDE)
    grid[down.nonzero(), across.nonzero()[:, 0]] = part
    return grid


def _found(window: Window, answer: Prediction) -> Box | None:
    """The object's box in cells of the frame."""
    box = bounds(largest_part(as_mask(answer.low_res_logits))) if answer.presence > 0 else None
    if box is None:
        return None
    size = window.side / answer.low_res_logits.shape[-1]
    x0, y0, x1, y1 = (side * size for side in box)
    return window.x + x0, window.y + y0, window.x + x1, window.y + y1


class _Cropped:
    """A video as it is seen through the windows."""

    def __init__(self, frames: Frames, predictor: WindowPredictor) -> None:
        self._frames = frames
        self._predictor = predictor

    def __len__(self) -> int:
        return len(self._frames)

    def __getitem__(self, frame: int) -> NDArray[np.uint8]:
        image = self._frames[frame]
        height, width = image.shape[:2]
        return image[self._predictor.crop(frame, height, width)]
