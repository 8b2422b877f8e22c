"""Which frames a track request passes, in which direction, and where each masklet joins in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.document.masklet import Masklet
from app.document.timing import FrameRange
from app.engine.requests import Direction


@dataclass(frozen=True)
class Stretch:
    """A run of frames, `first` to `last` in the order of the pass; `joining` masklets enter at `first`."""

    first: int
    last: int
    joining: tuple[int, ...]  # masklet ids


@dataclass(frozen=True)
class TrackPass:
    """One run through the frames in one direction. A masklet that has joined stays to the end."""

    backward: bool
    stretches: tuple[Stretch, ...]

    def __len__(self) -> int:
        return sum(abs(s.last - s.first) + 1 for s in self.stretches)


def plan_track(
    masklets: Sequence[Masklet], frames: FrameRange, start: int, direction: Direction
) -> tuple[TrackPass, ...]:
    """The passes that answer a request: none, forward, backward, or forward and then backward.

    Every masklet is followed from one of its prompted frames (see `anchor`) to the end of the range that the
    direction names. One without prompts is left out, and so is one whose prompts lie beyond that end.
    """
    anchors = {m.id: anchor(m, start, direction) for m in masklets if m.prompts}
    forward: dict[int, int] = {}
    backward: dict[int, int] = {}
    if direction != "backward":
        forward = {m: max(a, frames.first) for m, a in anchors.items() if a <= frames.last}
    if direction != "forward":
        # In both directions the anchor itself is answered by the forward pass.
        entry = {m: a - 1 if m in forward else a for m, a in anchors.items()}
        backward = {m: min(e, frames.last) for m, e in entry.items() if e >= frames.first}
    passes = (
        TrackPass(False, tuple(_stretches(forward, frames.last, backward=False))),
        TrackPass(True, tuple(_stretches(backward, frames.first, backward=True))),
    )
    return tuple(p for p in passes if p.stretches)


def anchor(masklet: Masklet, start: int, direction: Direction) -> int:
    """The prompted frame to follow the masklet from when tracking is begun at `start`.

    The nearest one; of those behind `start` in the direction of tracking where there are any, so that
    what lies between is passed and nothing is left untracked.
    """
    prompted = sorted(masklet.prompts)
    behind = {
        "forward": [f for f in prompted if f <= start],
        "backward": [f for f in prompted if f >= start],
        "both": prompted,
    }[direction]
    return min(behind or prompted, key=lambda f: abs(f - start))


def _stretches(entries: dict[int, int], end: int, *, backward: bool) -> Iterator[Stretch]:
    starts = sorted(set(entries.values()), reverse=backward)
    step = -1 if backward else 1
    ends = [*(s - step for s in starts[1:]), end]
    for first, last in zip(starts, ends, strict=False):
        yield Stretch(first, last, tuple(m for m, entry in entries.items() if entry == first))
