"""A masklet's frames as runs: what the timeline draws instead of ten thousand single frames."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.document.masklet import Masklet
from app.ui.timeline_scale import PAD_PX, TimelineScale
from app.ui.words import tr

_CLOSED_GAP_PX = 2.5  # where many frames share a pixel

Runs = NDArray[np.int64]  # (n, 2): first and last frame, both included, ascending, apart from each other


@dataclass(frozen=True, eq=False)
class LaneRuns:
    """What a lane shows. Absent frames were tracked, and the object was not there."""

    present: Runs
    absent: Runs
    stale: Runs
    prompted: NDArray[np.int64]  # (n,) frames, ascending
    locked: Runs
    reviewed: Runs
    painted: Runs  # by hand


def runs_of(frames: Iterable[int]) -> Runs:
    """Runs of neighbouring frames; any order, no frame twice."""
    return _runs(np.fromiter(frames, np.int64))


def lane_runs(masklet: Masklet) -> LaneRuns:
    count = len(masklet.track)
    frames = np.fromiter(masklet.track.keys(), np.int64, count)
    present = np.fromiter((s.presence > 0 for s in masklet.track.values()), np.bool_, count)
    return LaneRuns(
        present=_runs(frames[present]),
        absent=_runs(frames[~present]),
        stale=runs_of(masklet.stale),
        locked=runs_of(masklet.locked),
        reviewed=runs_of(masklet.reviewed - masklet.locked),
        painted=runs_of(masklet.hand),
        prompted=np.sort(np.fromiter(masklet.prompts.keys(), np.int64, len(masklet.prompts))),
    )


class LaneRunsCache:
    """Runs by masklet, worked out again only when its prompts or its track are others."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Masklet, LaneRuns]] = {}

    def get(self, masklet: Masklet) -> LaneRuns:
        known = self._known.get(masklet.id)
        if known is None or not _same_frames(known[0], masklet):
            known = (masklet, lane_runs(masklet))
            self._known[masklet.id] = known
        return known[1]

    def keep_only(self, masklets: Iterable[Masklet]) -> None:
        ids = {masklet.id for masklet in masklets}
        self._known = {key: value for key, value in self._known.items() if key in ids}


class LiveRuns:
    """The frames that tracking has passed, in the order it passed them: it may turn round or jump."""

    def __init__(self) -> None:
        self._runs: list[list[int]] = []
        self.masklet_ids: frozenset[int] = frozenset()
        self.frame: int | None = None

    def add(self, masklet_ids: Iterable[int], frame: int) -> None:
        ids = frozenset(masklet_ids)
        if ids != self.masklet_ids:
            self.clear()
            self.masklet_ids = ids
        self.frame = frame
        run = self._runs[-1] if self._runs else None
        if run is not None and run[0] - 1 <= frame <= run[1] + 1:
            run[0], run[1] = min(run[0], frame), max(run[1], frame)
        else:
            self._runs.append([frame, frame])

    def clear(self) -> None:
        self._runs = []
        self.masklet_ids = frozenset()
        self.frame = None

    def runs(self) -> Runs:
        return np.array(sorted(self._runs), np.int64).reshape(-1, 2)


def state_words(masklet: Masklet, frame: int) -> str:
    """What is known of the masklet on this frame."""
    words = _tracked_words(masklet, frame)
    return f"{words}, {tr('painted by hand')}" if frame in masklet.hand else words


def _tracked_words(masklet: Masklet, frame: int) -> str:
    if frame in masklet.prompts:
        return tr("prompted, locked") if frame in masklet.locked else tr("prompted")
    sample = masklet.track.get(frame)
    if sample is None:
        return tr("not tracked")
    words = [tr("tracked") if sample.presence > 0 else tr("absent")]
    if frame in masklet.stale:
        words.append(tr("stale: a prompt changed since"))
    if frame in masklet.locked:
        words.append(tr("locked: nothing changes it"))
    elif frame in masklet.reviewed:
        words.append(tr("reviewed"))
    return ", ".join(words)


def spans(runs: Runs, scale: TimelineScale, min_px: float = 1.0) -> list[tuple[float, float]]:
    """Runs in sight as (x, width), never thinner than `min_px`; gaps that the eye would not see are closed.

    So a lane costs a few hundred rectangles at most, however many runs it has.
    """
    if runs.size == 0:
        return []
    start = scale.x(0) + runs[:, 0] * scale.px_per_frame
    end = np.maximum(scale.x(0) + (runs[:, 1] + 1) * scale.px_per_frame, start + min_px)
    low, high = scale.left - PAD_PX, scale.left + scale.width + PAD_PX
    seen = (end > low) & (start < high)
    start, end = start[seen], end[seen]
    if start.size == 0:
        return []
    gaps = start[1:] - end[:-1] > (0.5 if scale.px_per_frame >= 1 else _CLOSED_GAP_PX)
    firsts = np.concatenate([[True], gaps])
    lasts = np.concatenate([gaps, [True]])
    left, right = np.maximum(start[firsts], low), np.minimum(end[lasts], high)
    return [(float(a), float(b - a)) for a, b in zip(left, right, strict=True)]


def _runs(frames: NDArray[np.int64]) -> Runs:
    if frames.size == 0:
        return np.zeros((0, 2), np.int64)
    ordered = np.sort(frames)
    cuts = np.flatnonzero(np.diff(ordered) > 1)
    firsts = ordered[np.concatenate([[0], cuts + 1])]
    lasts = ordered[np.concatenate([cuts, [ordered.size - 1]])]
    return np.stack([firsts, lasts], axis=1)


def _same_frames(a: Masklet, b: Masklet) -> bool:
    same_marks = a.stale is b.stale and a.locked is b.locked and a.reviewed is b.reviewed
    return a.track is b.track and a.prompts is b.prompts and a.hand is b.hand and same_marks
