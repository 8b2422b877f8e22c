"""What is measured of a video predictor, whoever made it. Needs torch and numpy, nothing of ours.

A `Side` is a predictor behind four verbs. Both sides get the same weights, frames and clicks.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import torch

CLICK = (180.0, 150.0)
MEMORY_FULL = 7  # the first frame that looks back on a prompted frame and six tracked ones


@dataclass(frozen=True)
class Order:
    """What one process is to measure."""

    model: str = "sam2.1_hiera_t"
    image_size: int = 1024
    precision: str = "float32"  # or "bfloat16"
    device: str = "cpu"
    threads: int = 2
    objects: int = 1
    frames: int = 10
    folder: str = ""  # of JPEG frames
    retrack: bool = False
    clicks: bool = False
    marks: tuple[int, ...] = ()  # frames at which the resident memory is read
    compiled: bool = False


class Side(Protocol):
    """A predictor that is being measured."""

    def open(self, folder: Path) -> None:
        """Begin with a video and no objects."""
        ...

    def click(self, frame: int, masklet: int, point: tuple[float, float]) -> None: ...

    def propagate(self, start: int, frames: int) -> Iterator[None]:
        """Track to frame `frames - 1`, a step for each frame."""
        ...


def measure(side: Side, order: Order) -> dict[str, object]:
    """Seconds and megabytes by name."""
    folder = Path(order.folder)
    found: dict[str, object] = {}
    if order.clicks:
        side.open(folder)
        found["first_click_s"] = _seconds(lambda: side.click(1, 1, CLICK), order.device)
        found["next_click_s"] = _seconds(lambda: side.click(1, 1, (CLICK[0] + 9, CLICK[1])), order.device)
    side.open(folder)
    for masklet in range(order.objects):
        side.click(0, masklet, (CLICK[0] + 5 * masklet, CLICK[1]))
    found |= _pass(side, order)
    if order.retrack:
        side.click(0, 0, (CLICK[0] + 3, CLICK[1] + 3))
        found |= {f"retrack_{name}": value for name, value in _pass(side, order).items()}
    found["peak_mb"] = _status_mb("VmHWM")
    return found


def _pass(side: Side, order: Order) -> dict[str, object]:
    steps: list[float] = []
    work: list[float] = []
    resident: dict[int, float] = {}
    begun = last = time.perf_counter()
    worked = time.process_time()
    for frame, _ in enumerate(side.propagate(0, order.frames)):
        _finish(order.device)
        now = time.perf_counter()
        steps.append(now - last)
        work.append(time.process_time() - worked)
        last, worked = now, time.process_time()
        if frame in order.marks:
            resident[frame] = _status_mb("VmRSS")
    return {
        "pass_s": last - begun,
        "frame_s": statistics.median(steps[MEMORY_FULL:]),
        "frame_cpu_s": min(work[MEMORY_FULL:]),  # of the processor: what other programs do counts little
        "resident_mb": resident,
    }


def _finish(device: str) -> None:
    """A graphics card works on when a call has returned."""
    if device == "cuda":
        torch.cuda.synchronize()


def _seconds(act: Callable[[], object], device: str) -> float:
    _finish(device)
    begun = time.perf_counter()
    act()
    _finish(device)
    return time.perf_counter() - begun


def _status_mb(name: str) -> float:
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1]) / 1024
