"""What a tracked object remembers, and which of it a frame may look back on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Remembered(Generic[T]):
    """A memory as a frame sees it: `steps` back (0: prompted frame) and the signed `distance` in frames."""

    steps: int
    distance: int
    memory: T


@dataclass
class MemoryBank(Generic[T]):
    """Memories of one object by frame.

    Prompted ones stay; of the tracked ones only those near the present frame are ever recalled, so
    `forget` drops the rest and the bank's size is bounded. `resolving` is a second bank for tracked frames
    that are worth more than their neighbours; they are recalled as prompted ones are.
    """

    prompted: dict[int, T] = field(default_factory=dict)
    tracked: dict[int, T] = field(default_factory=dict)
    resolving: dict[int, T] = field(default_factory=dict)

    def recall(self, frame: int, *, backward: bool, memories: int) -> list[Remembered[T]]:
        """Every prompted memory, then the `memories - 1` tracked frames before this one, oldest first.

        "Before" is in the direction of tracking. Source: arXiv:2408.00714, section 4.
        """
        sign = -1 if backward else 1
        found = [Remembered(0, (frame - f) * sign, m) for f, m in self.prompted.items()]
        for steps in range(memories - 1, 0, -1):
            neighbour = frame - sign * steps
            if neighbour in self.tracked:
                found.append(Remembered(steps, steps, self.tracked[neighbour]))
        return found

    def recall_latest(
        self, frame: int, *, backward: bool, memories: int, stride: int = 1
    ) -> list[Remembered[T]]:
        """As `recall`, but the latest tracked memories however long ago they are.

        Their steps say only their order: the latest is one step back. With a `stride` the latest one is
        followed by those at least that many frames apart.
        """
        sign = -1 if backward else 1
        found = [Remembered(0, (frame - f) * sign, m) for f, m in self.prompted.items()]
        recent: list[Remembered[T]] = []
        for distance, before in sorted(((frame - f) * sign, f) for f in self.tracked):
            if distance <= 0 or len(recent) == memories - 1:
                continue
            if not recent or distance - recent[-1].distance >= stride:
                recent.append(Remembered(len(recent) + 1, distance, self.tracked[before]))
        return found + recent[::-1]

    def recall_resolving(self, frame: int, *, backward: bool) -> list[Remembered[T]]:
        """The second bank's memories that are not in the future."""
        sign = -1 if backward else 1
        distances = ((f, (frame - f) * sign) for f in sorted(self.resolving))
        return [Remembered(0, d, self.resolving[f]) for f, d in distances if d > 0]

    def recall_pointers(self, frame: int, *, backward: bool, reach: int, frames: int) -> list[Remembered[T]]:
        """Prompted frames that are not in the future, then the tracked ones up to `reach - 1` frames back."""
        sign = -1 if backward else 1
        past = [(f, m) for f, m in self.prompted.items() if (frame - f) * sign >= 0]
        found = [Remembered(0, (frame - f) * sign, m) for f, m in past]
        for steps in range(1, min(reach, frames)):
            neighbour = frame - sign * steps
            if neighbour in self.tracked:
                found.append(Remembered(steps, steps, self.tracked[neighbour]))
        return found

    def forget(self, frame: int, keep: int, least: int = 0) -> None:
        """Drop tracked memories further than `keep` frames from `frame`, but for the `least` nearest."""
        nearest = sorted(self.tracked, key=lambda f: abs(f - frame))
        for far in nearest[least:]:
            if abs(far - frame) > keep:
                del self.tracked[far]
