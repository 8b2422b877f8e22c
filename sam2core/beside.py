"""Work that is done beside the caller's, where there are cores to spare."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

import torch

T = TypeVar("T")


class Begin(Protocol):
    """Begins a piece of work and returns what waits for its result."""

    def __call__(self, work: Callable[[], T], /) -> Callable[[], T]: ...


def later(work: Callable[[], T], /) -> Callable[[], T]:
    """Nothing is done beside anything: the work is done when its result is asked for."""
    return work


class SecondThread:
    """One thread that works in inference mode and in the given precision, as its caller does.

    `autocast` is as in `VideoPredictor`. The thread ends with its last owner.
    """

    def __init__(self, device: torch.device, autocast: torch.dtype | None) -> None:
        self._device = device.type
        self._autocast = autocast
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sam2core-beside")

    def begin(self, work: Callable[[], T], /) -> Callable[[], T]:
        """What the work raises, is raised where its result is asked for."""
        return self._thread.submit(self._do, work).result

    def _do(self, work: Callable[[], T]) -> T:
        enabled, half = self._autocast is not None, self._autocast or torch.bfloat16
        with torch.inference_mode(), torch.autocast(self._device, dtype=half, enabled=enabled):
            return work()
