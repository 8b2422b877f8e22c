"""The tracker's lane: prompts are answered and masklets followed on a QThread of their own."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from typing import Protocol

from PySide6.QtCore import QObject

from app.engine.requests import Reply, Request, SegmentRequest, TrackRequest
from app.ui.lane import Lane

PREVIEW_ID = 0  # of the masklet of a preview; the project's begin at 1
_ids = itertools.count(1)


class TrackerLike(Protocol):
    """What the lane needs of `engine.tracker.Tracker`; tests hand in one that follows a moving square."""

    def handle(self, request: Request, cancel: threading.Event) -> Iterator[Reply]: ...


def next_request_id() -> int:
    """Request ids are unique among all lanes of the process."""
    return next(_ids)


def supersedes(newer: Request, older: Request) -> bool:
    """A prompt goes before all that answers older prompts.

    The newest prompts of a masklet on a frame are the only ones that matter; and who clicks while a
    propagation runs is correcting it, so it stops and keeps what is done. A preview gives way to all.
    """
    if isinstance(older, SegmentRequest) and older.masklet.id == PREVIEW_ID:
        return True
    if not isinstance(newer, SegmentRequest) or newer.masklet.id == PREVIEW_ID:
        return False
    if isinstance(older, SegmentRequest):
        return older.masklet.id == newer.masklet.id and older.frame == newer.frame
    return isinstance(older, TrackRequest)


class TrackerThread(Lane):
    """`submit(request)`, `cancel()`, `replied(reply)`. The tracker is made in the worker."""

    def __init__(self, make_tracker: Callable[[], TrackerLike], parent: QObject | None = None) -> None:
        super().__init__("tracker", lambda: make_tracker().handle, supersedes, parent)
