"""Which effects are at work, and since when: so that one that hangs can be named."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator
from contextlib import contextmanager

from app.effect_api import Effect

_lock = threading.Lock()
_running: dict[int, tuple[Effect, float]] = {}  # thread -> (effect, when it began)


@contextmanager
def watched(effect: Effect) -> Generator[None]:
    """Around the call of an effect. A thread is in one effect at a time."""
    thread = threading.get_ident()
    with _lock:
        _running[thread] = (effect, time.monotonic())
    try:
        yield
    finally:
        with _lock:
            _running.pop(thread, None)


def slow_effects(seconds: float) -> tuple[Effect, ...]:
    """The effects that have been at work on one frame for longer, without repeats, by title."""
    since = time.monotonic() - seconds
    with _lock:
        slow = {effect.id: effect for effect, began in _running.values() if began <= since}
    return tuple(sorted(slow.values(), key=lambda effect: effect.title))
