"""Work on a row of items in stages that run at the same time: each stage a thread, short queues between."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

_POLL_S = 0.1


@dataclass(frozen=True)
class _Failed:
    error: BaseException


class _End:
    """What follows the last item."""


def in_stages(
    items: Iterable[Any], stages: Sequence[Callable[[Any], Any]], *, depth: int = 2
) -> Generator[Any, None, None]:
    """Each item through all stages, in order. No more than `depth` results wait before each stage.

    A stage's exception is raised here, after the results before it. Closing the iterator ends the threads.
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
        yield from _results(row)
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _results(row: queue.Queue[Any]) -> Iterator[Any]:
    while True:
        item = row.get()
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
