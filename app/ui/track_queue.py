"""Tracking in the queue: the open project waits there for its turn, and its answers come back into it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from app.engine.queue.tracks import copy_of, result_of, tracking_into
from app.engine.taking import with_answers
from app.errors import UserFacingError
from app.ui.file_thread import Answers, LoadAnswers, Queued, QueueTrack
from app.ui.tracker_thread import next_request_id
from app.ui.words import tr

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

_LOOK_MS = 1000  # the queue may be run by another window or command


class TrackQueue(QObject):
    """Puts the open project into the queue. Whoever tracks it writes its file; an open one takes that in."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._document = window.document
        self._project_files = window.files
        self._lane = window.file_thread
        self._store = window.services.queue
        self._waiting: frozenset[int] = frozenset()  # jobs that will change the open project's file
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        window.files.opened.connect(self._forget)
        self._lane.replied.connect(self._take_reply)

    def add(self) -> None:
        """Save the project, then let it wait for its turn. Another clip may be opened meanwhile."""
        self._project_files.save(self._submit)

    def _submit(self) -> None:
        path = self._document.path
        if path is not None:
            self._lane.submit(QueueTrack(next_request_id(), self._document.project, path, self._store))

    @Slot()
    def _forget(self) -> None:
        """Another project is open; it may be in the queue as well."""
        self._waiting = frozenset()

    @Slot()
    def _look(self) -> None:
        """Take in what was tracked by the jobs that have ended since the last look."""
        path = self._document.path
        if path is None or not self._store.path.exists():
            return
        with suppress(UserFacingError):  # the queue's own panel says what is wrong with it
            before, self._waiting = self._waiting, frozenset(j.id for j in tracking_into(path, self._store))
            for job in self._store.jobs():
                if job.id in before - self._waiting:
                    self._lane.submit(LoadAnswers(next_request_id(), copy_of(job), path.absolute()))

    def _is_open(self, path: Path) -> bool:
        here = self._document.path
        return here is not None and path == here.absolute()

    @Slot(object)
    def _take_reply(self, reply: object) -> None:
        if isinstance(reply, Queued):
            self._waiting |= {j.id for j in reply.jobs if (p := result_of(j)) and self._is_open(p)}
        elif isinstance(reply, Answers) and self._is_open(reply.path):
            answered = reply.project
            self._document.edit(tr("Tracked in the queue"), lambda project: with_answers(project, answered))
