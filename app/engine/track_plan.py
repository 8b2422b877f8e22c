"""What a track request has to do: the stale and missing frames of each masklet, and who joins when.

The tracker's contract: a stretch between two anchors is tracked from these two alone, from both ends; what is
up to date is not tracked again; a cut is not crossed; a locked frame is never written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.document.masklet import Masklet
from app.document.stretches import stretches
from app.document.timing import FrameRange
from app.engine.requests import Direction


@dataclass(frozen=True)
class Run:
    """One masklet through frames of one stretch, from the anchor to the left, to the right, or both."""

    masklet_id: int
    frames: FrameRange
    left: int | None
    right: int | None

    @property
    def anchors(self) -> tuple[int, ...]:
        return tuple(a for a in (self.left, self.right) if a is not None)

    @property
    def is_two_sided(self) -> bool:
        return self.left is not None and self.right is not None


@dataclass(frozen=True)
class Leg:
    """Frames that the same masklets pass together, `first` to `last` in the order of the pass."""

    first: int
    last: int
    joining: tuple[Run, ...]  # at `first`
    leaving: tuple[int, ...]  # masklet ids, after `last`

    def __len__(self) -> int:
        return abs(self.last - self.first) + 1


def plan_runs(
    masklets: Sequence[Masklet],
    area: FrameRange,
    shots: Sequence[FrameRange],
    start: int,
    direction: Direction,
) -> tuple[Run, ...]:
    """What is to be tracked of these masklets in the area.

    Forward are the stretches that have an anchor to their left and reach `start` or lie behind it, backward
    those with an anchor to their right, in the other direction.
    """
    runs = [run for masklet in masklets for run in _runs(masklet, area, shots)]
    if direction == "forward":
        return tuple(r for r in runs if r.left is not None and r.frames.last >= start)
    if direction == "backward":
        return tuple(r for r in runs if r.right is not None and r.frames.first <= start)
    return tuple(runs)


def legs(runs: Sequence[Run], *, backward: bool) -> Iterator[Leg]:
    """The pass through all runs that have an anchor to begin at, in its direction."""
    sign = -1 if backward else 1
    mine = [r for r in runs if (r.right if backward else r.left) is not None]
    spans = {r: sorted((sign * r.frames.first, sign * r.frames.last)) for r in mine}
    edges = sorted({s[0] for s in spans.values()} | {s[1] + 1 for s in spans.values()})
    for first, after in pairwise(edges):
        if not any(s[0] <= first and s[1] >= after - 1 for s in spans.values()):
            continue
        joining = tuple(r for r, s in spans.items() if s[0] == first)
        leaving = tuple(r.masklet_id for r, s in spans.items() if s[1] == after - 1)
        yield Leg(sign * first, sign * (after - 1), joining, leaving)


def is_usable(masklet: Masklet, anchor: int) -> bool:
    """Whether the object is there, so that it can be followed from the anchor."""
    if anchor not in masklet.locked:
        return True
    sample = masklet.track.get(anchor)
    return anchor in masklet.hand or (sample is not None and sample.presence > 0)


def _runs(masklet: Masklet, area: FrameRange, shots: Sequence[FrameRange]) -> Iterator[Run]:
    usable = [a for a in sorted(masklet.anchors) if is_usable(masklet, a)]
    for stretch in stretches(masklet, shots):
        wanted = [
            f
            for f in range(max(stretch.frames.first, area.first), min(stretch.frames.last, area.last) + 1)
            if f not in masklet.track or f in masklet.stale
        ]
        shot = next(s for s in shots if stretch.frames.first in s)
        left = max((a for a in usable if shot.first <= a < stretch.frames.first), default=None)
        right = min((a for a in usable if stretch.frames.last < a <= shot.last), default=None)
        if wanted and (left is not None or right is not None):
            yield Run(masklet.id, FrameRange(wanted[0], wanted[-1]), left, right)
