"""Autosave while something is unsaved, and the offer of what a crash left."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.document.project import Project
from app.engine.autosave import Autosave, Recovery, drop, recoverable
from app.engine.requests import Failed, Finished
from app.ui import messages
from app.ui.document import OpenDocument
from app.ui.lane import Lane
from app.ui.tracker_thread import next_request_id
from app.ui.wording import duration
from app.ui.words import tr


@dataclass(frozen=True)
class KeepWork:
    """Write this project beside the user's own file."""

    id: int
    project: Project
    original: Path | None


@dataclass(frozen=True)
class ForgetWork:
    """Nothing is unsaved any more."""

    id: int


class Autosaving(QObject):
    """Looks every few seconds whether the project changed. Writing happens on a lane of its own."""

    kept = Signal()  # what is open now would survive a crash
    failed = Signal(str, str)  # message, hint

    def __init__(
        self, document: OpenDocument, every_s: Callable[[], int], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._every_s = every_s
        self._document = document
        self._asked: Project | None = None  # the project that was last given to the lane
        self._recovered: Recovery | None = None  # open again, and not yet kept anew
        self._told = False  # that it cannot be written: once is enough
        self._autosave = Autosave()
        self.lane = Lane("autosave", lambda: self._handle, _supersedes, self)
        self.lane.replied.connect(self._take_reply)
        document.modified_changed.connect(self._forget_saved)
        self._timer = QTimer(self, interval=every_s() * 1000)
        self._timer.timeout.connect(self.keep)
        self._timer.start()

    @Slot()
    def keep(self) -> None:
        """Write what is unsaved, unless that very state was written."""
        self._timer.setInterval(self._every_s() * 1000)  # it may have been changed meanwhile
        project = self._document.project
        if self._document.is_modified and project is not self._asked:
            self._asked = project
            self.lane.submit(KeepWork(next_request_id(), project, self._document.path))

    @Slot(object)
    def take_over(self, recovery: Recovery) -> None:
        """Recovered work is open: keep it under this program's care, and only then drop what was left."""
        self._recovered = recovery
        self.keep()

    @Slot(bool)
    def _forget_saved(self, is_modified: bool) -> None:
        if not is_modified:
            self._asked = None
            self.lane.submit(ForgetWork(next_request_id()))

    def end(self) -> None:
        """The window closes, and the user has saved or does not want to."""
        self._timer.stop()
        self.lane.stop()
        self._autosave.discard()

    @Slot(object)
    def _take_reply(self, reply: object) -> None:
        if isinstance(reply, Finished) and self._asked is not None:
            if self._recovered is not None:
                drop(self._recovered)
                self._recovered = None
            self.kept.emit()
        elif isinstance(reply, Failed) and not self._told:
            self._told = True
            self.failed.emit(reply.message, reply.hint)

    def _handle(self, request: KeepWork | ForgetWork, cancel: threading.Event) -> Iterator[object]:
        del cancel  # written whole
        if isinstance(request, KeepWork):
            self._autosave.keep(request.project, request.original)
        else:
            self._autosave.discard()
        yield Finished(request.id)


def ask_recovery(window: QWidget) -> Recovery | None:
    """The newest work that a crash left, where the user wants it back; dropped where it is not wanted."""
    found = recoverable()
    if not found:
        return None
    newest = found[0]
    name = newest.name or tr("a project that was never saved")
    ago = duration(max(0.0, time.time() - newest.saved_at))
    question = tr(
        "Masklet ended without closing “{name}”. The work up to {time} ago was kept.", name=name, time=ago
    )
    answer = messages.ask_to_recover(window, question)
    if answer is messages.Recover.DISCARD:
        drop(newest)
    return newest if answer is messages.Recover.NOW else None


def _supersedes(newer: object, older: object) -> bool:
    """Only the newest state is worth writing."""
    del newer
    return isinstance(older, KeepWork)
