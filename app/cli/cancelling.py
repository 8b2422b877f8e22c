"""Ctrl-C as a wish that work looks at between frames, not as an exception in the middle of one."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType

from app.cli.progress import message, style


class Interrupted(Exception):  # noqa: N818  (the user's wish, not an error)
    """Work was cancelled and has put its results in order."""


@contextmanager
def cancellable() -> Generator[threading.Event]:
    """An event that Ctrl-C (or SIGTERM, from a render farm) sets. A second Ctrl-C stops at once."""
    cancel = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        if cancel.is_set():
            raise KeyboardInterrupt
        cancel.set()
        if style() == "text":
            print(file=sys.stderr)  # the line that is being rewritten stays readable
        print(message("Stopping after this frame. Press Ctrl-C again to stop at once."), file=sys.stderr)

    if threading.current_thread() is not threading.main_thread():
        yield cancel  # only the main thread may take signals
        return
    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield cancel
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
