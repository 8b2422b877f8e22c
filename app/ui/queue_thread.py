"""The queue's lane: jobs are run one after the other, each in a process of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject

from app.engine.queue.jobs import Job
from app.engine.queue.runner import QueueRunner
from app.engine.queue.store import QueueStore
from app.engine.requests import Finished
from app.ui.lane import Lane


@dataclass(frozen=True)
class RunQueue:
    """Run what waits until nothing does."""

    id: int


@dataclass(frozen=True)
class JobChanged:
    """A job began, went on or ended."""

    request_id: int
    job: Job


class QueueThread(Lane):
    """Takes `RunQueue`; replies JobChanged, then `requests.Finished` or `requests.Failed`."""

    def __init__(self, store: QueueStore, parent: QObject | None = None) -> None:
        def handle(request: RunQueue, cancel: threading.Event) -> Iterator[object]:
            for job in QueueRunner(store).run(cancel, until_empty=True):
                yield JobChanged(request.id, job)
            yield Finished(request.id)

        super().__init__("queue", lambda: handle, parent=parent)
