"""Time: frame numbers, ranges of frames, frame rates and timecode.

A frame is an `int`, counted from 0 at the first decoded frame of the source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, order=True)
class FrameRange:
    """Frames from `first` to `last`, both ends included."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if self.first < 0 or self.last < self.first:
            raise ValueError(f"not a range of frames: {self.first}..{self.last}")

    def __len__(self) -> int:
        return self.last - self.first + 1

    def __contains__(self, frame: object) -> bool:
        return isinstance(frame, int) and self.first <= frame <= self.last

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.first, self.last + 1))

    def clip(self, frame: int) -> int:
        """The frame of this range that is nearest to `frame`."""
        return min(max(frame, self.first), self.last)


@dataclass(frozen=True)
class FrameRate:
    """Frames per second as an exact fraction: 24000/1001, not 23.976."""

    fps: Fraction

    def __post_init__(self) -> None:
        if self.fps <= 0:
            raise ValueError(f"not a frame rate: {self.fps}")

    def seconds(self, frame: int) -> float:
        return float(frame / self.fps)

    def frame_at(self, seconds: float) -> int:
        return int(Fraction(seconds) * self.fps)

    def timecode(self, frame: int) -> str:
        """Non-drop timecode HH:MM:SS:FF, counted with the rounded-up whole rate (29.97 counts 30)."""
        whole = max(1, -(-self.fps.numerator // self.fps.denominator))
        seconds, frames = divmod(frame, whole)
        minutes, seconds = divmod(seconds, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours:02d}:{minutes:02d}:{seconds:02d}:{frames:02d}"
