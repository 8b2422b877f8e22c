"""Work on a row of items in stages that run at the same time: each stage a thread, short queues between."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.errors import UserFacingError

PATIENCE_S = 8.0  # with a frame that is being worked on when all is to end
_POLL_S = 0.1


class StageStuckError(UserFacingError):
    """A stage does not come back from its item: its thread goes on, and what it uses must not be closed."""


@dataclass(frozen=True)
class _Failed:
    error: BaseException


class _End:
    """What follows the last item."""


def in_stages(
    items: Iterable[Any],
    stages: Sequence[Callable[[Any], Any]],
    cancel: threading.Event | None = None,
    *,
    depth: int = 2,
) -> Generator[Any, None, None]:
    """Each item through all stages, in order. No more than `depth` results wait before each stage.

    A stage's exception is raised here, after the results before it. Closing the iterator ends the threads,
    and so does `cancel`. Raises StageStuckError where one of them does not come back from its item: it is
    left alone, and what it works with has to stay open.
    """
    stop = threading.Event()
    row: queue.Queue[Any] | Iterable[Any] = items
    threads: list[threading.Thread] = []
    for stage in stages:
        results: queue.Queue[Any] = queue.Queue(depth)
        name = f"export-{getattr(stage, '__name__', 'stage')}"
        thread = threading.Thread(target=_work, args=(row, stage, results, stop), name=name, daemon=True)
        threads.append(thread)
        row = results
    assert isinstance(row, queue.Queue), "there is at least one stage"
    for thread in threads:
        thread.start()
    try:
        yield from _results(row, cancel or threading.Event())
    finally:
        stop.set()
        patient_until = time.monotonic() + PATIENCE_S
        for thread in threads:
            thread.join(max(0.0, patient_until - time.monotonic()))
        if any(thread.is_alive() for thread in threads):
            raise StageStuckError("A frame does not come to an end.", "Turn off the effect that hangs.")


def _results(row: queue.Queue[Any], cancel: threading.Event) -> Iterator[Any]:
    """The last stage's results, until the last one or until all is cancelled."""
    while not cancel.is_set():
        try:
            item = row.get(timeout=_POLL_S)
        except queue.Empty:
            continue
        if isinstance(item, _End):
            return
        if isinstance(item, _Failed):
            raise item.error
        yield item


def _work(
    row: queue.Queue[Any] | Iterable[Any],
    stage: Callable[[Any], Any],
    results: queue.Queue[Any],
    stop: threading.Event,
) -> None:
    try:
        for item in _waiting(row, stop) if isinstance(row, queue.Queue) else row:
            if stop.is_set() or not _put(results, stage(item), stop):
                return
    except BaseException as error:  # noqa: BLE001 - it is raised again by the one who reads the results
        _put(results, _Failed(error), stop)
    else:
        _put(results, _End(), stop)


def _waiting(row: queue.Queue[Any], stop: threading.Event) -> Iterator[Any]:
    """Items of the stage before, until its end or failure (which is raised here) or until all stop."""
    while not stop.is_set():
        try:
            item = row.get(timeout=_POLL_S)
        except queue.Empty:
            continue
        if isinstance(item, _End):
            return
        if isinstance(item, _Failed):
            raise item.error
        yield item


def _put(results: queue.Queue[Any], item: Any, stop: threading.Event) -> bool:
    while not stop.is_set():
        try:
            results.put(item, timeout=_POLL_S)
        except queue.Full:
            continue
        return True
    return False
