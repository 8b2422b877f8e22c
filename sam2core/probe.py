"""Which device and which number format a model should use on this computer, found by a quick try."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import torch
import torch.nn.functional as F

_GAIN = 1.2  # below that the loss of digits buys nothing
_REPEATS = (
    16  # of each format; the shortest counts, and a few milliseconds pass undisturbed on a busy computer
)


@dataclass(frozen=True)
class Precision:
    """The number format that a model's matrix products should be computed in, and why."""

    name: str  # "float32" or "bfloat16"
    reason: str

    @property
    def autocast(self) -> torch.dtype | None:
        """As `VideoPredictor` takes it."""
        return torch.bfloat16 if self.name == "bfloat16" else None


def available_devices() -> tuple[str, ...]:
    """The devices that can be chosen here, best first: some of "cuda", "mps" and "cpu"."""
    found = [("cuda", torch.cuda.is_available()), ("mps", torch.backends.mps.is_available()), ("cpu", True)]
    return tuple(name for name, there in found if there)


@cache
def choose_precision(device: str) -> Precision:
    """bfloat16 where it is faster than float32. On a CPU both are tried, once (about 0.1 s)."""
    if device == "cuda":
        if torch.cuda.is_bf16_supported(including_emulation=False):
            return Precision("bfloat16", "this graphics card computes it natively")
        return Precision("float32", "this graphics card has no bfloat16")
    if device == "mps":
        return Precision("float32", "the exact choice on Apple graphics")
    return decide(*cpu_seconds())


@cache
def products_per_second(precision: str) -> float:
    """Multiplications and additions a second of all threads of torch together, in "float32" or "bfloat16".

    On the CPU, tried once (about 0.1 s). A model comes near it where matrix products are most of its work.
    """
    exact_s, short_s = cpu_seconds()
    return torch.get_num_threads() * _OPERATIONS / (short_s if precision == "bfloat16" else exact_s)


def decide(exact_s: float, short_s: float) -> Precision:
    """From the times that the same work takes in float32 and in bfloat16."""
    gain = exact_s / short_s
    if gain > _GAIN:
        return Precision("bfloat16", f"{gain:.1f} times as fast as float32 on this processor")
    if gain < 1:
        return Precision("float32", f"bfloat16 takes {1 / gain:.1f} times as long on this processor")
    return Precision("float32", f"bfloat16 is {gain:.1f} times as fast on this processor")


def cpu_seconds() -> tuple[float, float]:
    """The best times of a small convolution and matrix product on one core, in float32 and in bfloat16.

    One thread, since several wait for each other where other programs run, and one format beside the other,
    so that a busy moment meets both.
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with torch.inference_mode():
            work = _work()
            times = [(_seconds(work, half=False), _seconds(work, half=True)) for _ in range(_REPEATS)]
    finally:
        torch.set_num_threads(threads)
    return min(exact for exact, _ in times), min(short for _, short in times)


_OPERATIONS = 2 * (48 * 48 * 64 * 64 * 9 + 512 * 256 * 512)  # of the following


def _work() -> Callable[[], None]:
    image, kernel = torch.ones(1, 64, 48, 48), torch.ones(64, 64, 3, 3)
    tokens, weights = torch.ones(512, 256), torch.ones(256, 512)

    def work() -> None:
        F.conv2d(image, kernel, padding=1)
        torch.mm(tokens, weights)

    return work


def _seconds(work: Callable[[], None], *, half: bool) -> float:
    # Windows counts a thread's own time in steps of 16 ms; elsewhere other programs do not count.
    clock = time.perf_counter if sys.platform == "win32" else time.thread_time
    with torch.autocast("cpu", torch.bfloat16, enabled=half):
        begun = clock()
        work()
        return max(clock() - begun, 1e-9)
