"""The next frames of a video, made ready on another thread while the model works on the present one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, TypeVar

import torch
from torch import Tensor

from sam2core.model.image_encoder import Encoding

_T = TypeVar("_T", Tensor, Encoding)


@dataclass(frozen=True)
class _Ready(Generic[_T]):
    made: _T
    copied: torch.cuda.Event | None  # where a stream of its own brings it to the graphics card


class LookAhead(Generic[_T]):
    """Calls `prepare` for the frames that are asked for, in order, on one thread of its own.

    On CUDA what it does there is done beside the model's work, on a second stream. An error is raised where
    its frame is taken; of a frame that nobody takes it is lost.
    """

    def __init__(self, prepare: Callable[[int], _T], device: torch.device) -> None:
        self._prepare = prepare
        self._stream = torch.cuda.Stream(device) if device.type == "cuda" else None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sam2core-look-ahead")
        self._asked: dict[int, Future[_Ready[_T]]] = {}
        self._closed = False

    def ask(self, frames: Iterable[int]) -> None:
        """Begin with these. Those asked for earlier that are not among them are given up.

        After `close` nothing is begun any more, and frames are prepared as they are taken.
        """
        wanted = [] if self._closed else list(frames)
        for frame in self._asked.keys() - set(wanted):
            self._asked.pop(frame).cancel()
        for frame in wanted:
            if frame not in self._asked:
                self._asked[frame] = self._thread.submit(self._make, frame)

    def take(self, frame: int) -> _T:
        """What `prepare` gives, waited for where it was asked for. Raises as `prepare` does."""
        asked = self._asked.pop(frame, None)
        if asked is None:
            return self._prepare(frame)
        ready = asked.result()
        if ready.copied is not None:
            parts = (ready.made,) if isinstance(ready.made, Tensor) else ready.made.parts
            present = torch.cuda.current_stream(parts[0].device)
            present.wait_event(ready.copied)
            for part in parts:
                part.record_stream(present)  # its memory is not used again before that work is done
        return ready.made

    def close(self) -> None:
        """End the thread; a frame that is being read is read to its end."""
        self._closed = True
        self._asked.clear()
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _make(self, frame: int) -> _Ready[_T]:
        if self._stream is None:
            return _Ready(self._prepare(frame), None)
        with torch.cuda.stream(self._stream):
            made = self._prepare(frame)
        copied = torch.cuda.Event()
        copied.record(self._stream)
        return _Ready(made, copied)
