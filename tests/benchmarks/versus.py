"""What is measured of a video predictor, whoever made it. Needs torch and numpy, nothing of ours.

A `Side` is a predictor behind five verbs. Both sides get the same weights, frames and clicks.

A frame costs most once the memory is full. To get there at real cost would take minutes on a CPU, so both
sides are given the prompted frame's memory in place of the first tracked ones: what is in a memory does not
change the time that reading it takes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import torch

CLICK = (180.0, 150.0)
FULL = 16  # the first frame that looks back on six tracked memories and fifteen pointers


@dataclass(frozen=True)
class Order:
    """What one process is to measure."""

    model: str = "sam2.1_hiera_t"
    image_size: int = 1024
    precision: str = "float32"  # or "bfloat16"
    device: str = "cpu"
    threads: int = 2
    objects: int = 1
    frames: int = 3  # tracked with a full memory; the fastest counts
    folder: str = ""  # of JPEG frames
    retrack: bool = False
    clicks: bool = False
    marks: tuple[int, ...] = ()  # all frames are tracked, and at these the resident memory is read
    compiled: bool = False


class Side(Protocol):
    """A predictor that is being measured."""

    def open(self, folder: Path) -> None:
        """Begin with a video and no objects."""
        ...

    def click(self, frame: int, masklet: int, point: tuple[float, float]) -> None: ...

    def fill(self, frames: int) -> None:
        """Remember frame 0, where all objects are prompted, as if frames 1 to `frames - 1` were tracked."""
        ...

    def propagate(self, start: int, stop: int) -> Iterator[None]:
        """Track to frame `stop - 1`, a step for each frame."""
        ...


def measure(side: Side, order: Order) -> dict[str, object]:
    """Seconds and megabytes by name."""
    folder = Path(order.folder)
    found: dict[str, object] = {}
    if order.clicks:
        side.open(folder)
        side.click(0, 1, CLICK)  # what is done once for a process
        found["first_click_s"] = _seconds(lambda: side.click(1, 1, CLICK), order.device)
        found["next_click_s"] = _seconds(lambda: side.click(1, 1, (CLICK[0] + 9, CLICK[1])), order.device)
    side.open(folder)
    for masklet in range(order.objects):
        side.click(0, masklet, (CLICK[0] + 5 * masklet, CLICK[1]))
    if order.marks:
        found["resident_mb"] = _resident(side, order.marks)
    else:
        side.fill(FULL)
        found |= _pass(side, order)
    if order.retrack:
        side.click(0, 0, (CLICK[0] + 3, CLICK[1] + 3))
        side.fill(FULL)
        found |= {f"retrack_{name}": value for name, value in _pass(side, order).items()}
    found["peak_mb"] = _status_mb("VmHWM")
    return found


def _pass(side: Side, order: Order) -> dict[str, object]:
    """The fastest frame: what other programs do only makes one slower."""
    steps: list[float] = []
    work: list[float] = []
    last, worked = time.perf_counter(), time.process_time()
    for _ in side.propagate(FULL, FULL + order.frames):
        _finish(order.device)
        now = time.perf_counter()
        steps.append(now - last)
        work.append(time.process_time() - worked)
        last, worked = now, time.process_time()
    return {"frame_s": min(steps), "frame_cpu_s": min(work)}


def _resident(side: Side, marks: tuple[int, ...]) -> dict[int, float]:
    found: dict[int, float] = {}
    for frame, _ in enumerate(side.propagate(0, max(marks) + 1)):
        if frame in marks:
            found[frame] = _status_mb("VmRSS")
    return found


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
