"""A lane: one QThread on which requests are answered one after the other, newest wishes first."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from PySide6.QtCore import QDeadlineTimer, QObject, QThread, Signal, Slot

from app.engine.requests import Cancelled, Failed
from app.errors import UserFacingError
from app.ui.messages import unexpected

_log = logging.getLogger(__name__)

_NICENESS = 15
PATIENCE_MS = 30_000


class Request(Protocol):
    """A frozen value that carries all that its answer needs."""

    @property
    def id(self) -> int: ...


Handler = Callable[[Any, threading.Event], Iterator[object]]  # (request, cancel) -> replies
Supersedes = Callable[[Any, Any], bool]  # (newer, older) -> the older one is no longer wanted


def never(newer: object, older: object) -> bool:
    """Every request is answered."""
    return False


def give_way() -> None:
    """For a handler whose work is never urgent: all else goes first. Linux alone can say so of one thread."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)


class Mailbox:
    """Requests on their way to the worker. May be used from any thread."""

    def __init__(self, supersedes: Supersedes = never) -> None:
        self._supersedes = supersedes
        self._lock = threading.Lock()
        self._queue: list[tuple[Request, threading.Event]] = []
        self._running: tuple[Request, threading.Event] | None = None

    def put(self, request: Request) -> list[Request]:
        """Queue a request. What it supersedes is cancelled where it runs, else forgotten and returned."""
        with self._lock:
            dropped = [older for older, _ in self._queue if self._supersedes(request, older)]
            self._queue = [entry for entry in self._queue if not self._supersedes(request, entry[0])]
            self._queue.append((request, threading.Event()))
            if self._running is not None and self._supersedes(request, self._running[0]):
                self._running[1].set()
            return dropped

    def take(self) -> tuple[Request, threading.Event] | None:
        """The next request, which from now on counts as running; None where nothing waits."""
        with self._lock:
            self._running = self._queue.pop(0) if self._queue else None
            return self._running

    def cancel(self) -> list[Request]:
        """Ask what runs to stop; what waits is forgotten and returned."""
        with self._lock:
            dropped = [request for request, _ in self._queue]
            self._queue.clear()
            if self._running is not None:
                self._running[1].set()
            return dropped

    @property
    def is_empty(self) -> bool:
        with self._lock:
            return not self._queue and self._running is None


class Lane(QObject):
    """Answers requests off the GUI thread. `replied` reaches @Slot methods of QObjects in their own thread.

    `make_handler` is called once, in the worker, at the first request: what it imports and builds
    never holds up the window.
    """

    replied = Signal(object)  # a reply, as the handler yielded it
    idle = Signal()  # the last request is answered and nothing waits
    _wake = Signal()

    def __init__(
        self,
        name: str,
        make_handler: Callable[[], Handler],
        supersedes: Supersedes = never,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.is_stuck = False  # a plugin that hangs cannot be ended
        self._name = name
        self._supersedes = supersedes
        self._make_handler = make_handler
        self._left: list[tuple[QThread, _Worker]] = []  # to what hangs in them
        self._begin()

    def _begin(self) -> None:
        self._mailbox = Mailbox(self._supersedes)
        self._thread = QThread(self)
        self._thread.setObjectName(self._name)
        self._worker = _Worker(self._make_handler, self._mailbox)
        self._worker.moveToThread(self._thread)
        self._wake.connect(self._worker.work)
        self._worker.replied.connect(self.replied)
        self._worker.idle.connect(self._tell_idle)
        self._thread.start()

    def begin_anew(self) -> None:
        """Leave the thread to what hangs in it, and go on on another; what waits is forgotten."""
        self.cancel()
        self._wake.disconnect(self._worker.work)
        self._worker.replied.disconnect(self.replied)
        self._worker.idle.disconnect(self._tell_idle)
        self._thread.quit()  # should it ever come back
        self._left.append((self._thread, self._worker))
        self._begin()

    def submit(self, request: Request) -> None:
        """Every request ends in a reply; one that was superseded before it began, in `Cancelled`."""
        dropped = self._mailbox.put(request)
        self._wake.emit()
        self._tell_cancelled(dropped)

    def cancel(self) -> None:
        """Forget what waits; what runs stops at its next frame."""
        self._tell_cancelled(self._mailbox.cancel())

    def _tell_cancelled(self, requests: list[Request]) -> None:
        for request in requests:
            self.replied.emit(Cancelled(request.id))

    @property
    def is_busy(self) -> bool:
        return not self._mailbox.is_empty

    def stop(self) -> None:
        """Cancel, and wait for the thread to end (else it `is_stuck`). Nothing is answered afterwards."""
        self._mailbox.cancel()
        self._thread.quit()
        ended = self._thread.wait(QDeadlineTimer(PATIENCE_MS))
        self.is_stuck = not ended or any(thread.isRunning() for thread, _ in self._left)

    @Slot()
    def _tell_idle(self) -> None:
        if not self.is_busy:
            self.idle.emit()


class _Worker(QObject):
    """Lives on the lane's thread."""

    replied = Signal(object)
    idle = Signal()

    def __init__(self, make_handler: Callable[[], Handler], mailbox: Mailbox) -> None:
        super().__init__()
        self._make_handler = make_handler
        self._handler: Handler | None = None
        self._mailbox = mailbox

    @Slot()
    def work(self) -> None:
        """Answer all that waits. An exception becomes `Failed`: nothing waits for ever."""
        while (entry := self._mailbox.take()) is not None:
            request, cancel = entry
            try:
                self._answer(request, cancel)
            except UserFacingError as error:
                self.replied.emit(Failed(request.id, str(error), error.hint))
            except Exception as error:  # noqa: BLE001 (logged with its traceback)
                _log.exception("while answering %s", type(request).__name__)
                self.replied.emit(Failed(request.id, *unexpected(error)))
        self.idle.emit()

    def _answer(self, request: Request, cancel: threading.Event) -> None:
        if self._handler is None:
            self._handler = self._make_handler()
        for reply in self._handler(request, cancel):
            self.replied.emit(reply)
