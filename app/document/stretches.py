"""The runs of frames between anchors: what is tracked as one, and what one changed anchor makes stale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.document.masklet import Masklet
from app.document.timing import FrameRange


@dataclass(frozen=True)
class Stretch:
    """Frames without an anchor, and the anchors right before and after them (None: a shot's end)."""

    frames: FrameRange
    left: int | None
    right: int | None


def stretches(masklet: Masklet, shots: Iterable[FrameRange]) -> Iterator[Stretch]:
    """All stretches of the masklet in order; a shot without an anchor is one without ends."""
    anchors = sorted(masklet.anchors)
    for shot in shots:
        inside = [a for a in anchors if a in shot]
        for left, right in zip([None, *inside], [*inside, None], strict=True):
            first = shot.first if left is None else left + 1
            last = shot.last if right is None else right - 1
            if first <= last:
                yield Stretch(FrameRange(first, last), left, right)


def frames_beside(masklet: Masklet, frame: int, cuts: Iterable[int] | None) -> frozenset[int]:
    """The tracked frames that lie in a stretch which begins or ends at this frame, or holds it."""
    anchors, cuts = masklet.anchors, tuple(cuts or ())
    low = max([a for a in anchors if a < frame] + [c - 1 for c in cuts if c <= frame], default=-1)
    high = min([a for a in anchors if a > frame] + [c for c in cuts if c > frame], default=None)
    return frozenset(
        f for f in masklet.track if f not in anchors and f != frame and low < f and (high is None or f < high)
    )


def runs(frames: Iterable[int]) -> Iterator[FrameRange]:
    """Consecutive frames as ranges, in order."""
    first = last = -1
    for frame in sorted(frames):
        if first >= 0 and frame == last + 1:
            last = frame
            continue
        if first >= 0:
            yield FrameRange(first, last)
        first = last = frame
    if first >= 0:
        yield FrameRange(first, last)
