"""Which effects are at work, and since when: so that one that hangs can be named."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator
from contextlib import contextmanager

_lock = threading.Lock()
_running: dict[int, tuple[str, float]] = {}  # thread -> (title, when it began)


@contextmanager
def watched(title: str) -> Generator[None]:
    """Around the call of an effect. A thread is in one effect at a time."""
    thread = threading.get_ident()
    with _lock:
        _running[thread] = (title, time.monotonic())
    try:
        yield
    finally:
        with _lock:
            _running.pop(thread, None)


def slow_effects(seconds: float) -> tuple[str, ...]:
    """Titles of the effects that have been at work on one frame for longer, without repeats, by name."""
    since = time.monotonic() - seconds
    with _lock:
        return tuple(sorted({title for title, began in _running.values() if began <= since}))
