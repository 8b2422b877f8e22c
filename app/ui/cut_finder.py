"""Looks for the cuts of the clip on a lane of its own; what it finds is one step that can be undone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from app.document import edits
from app.document.media import Media
from app.engine.requests import Cancelled, Failed, Finished
from app.engine.shots import ShotsFound, find_cuts
from app.ui.document import OpenDocument
from app.ui.frame_maker import OpenReader
from app.ui.lane import Handler, Lane
from app.ui.tracker_thread import next_request_id
from app.ui.words import tr


@dataclass(frozen=True)
class FindCuts:
    """Decode the whole clip once and look for cuts."""

    id: int
    media: Media


@dataclass(frozen=True)
class CutsProgress:
    """How far it is, and at the end what was found."""

    request_id: int
    found: ShotsFound


class CutFinder(QObject):
    """One search at a time; another clip ends it."""

    told = Signal(str)
    failed = Signal(str, str)  # message, hint

    def __init__(
        self, document: OpenDocument, open_reader: OpenReader, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._running: FindCuts | None = None
        self.lane = Lane("cuts", lambda: _handler(open_reader), lambda newer, older: True, self)
        self.lane.replied.connect(self._take_reply)

    def find(self) -> None:
        """Search the open clip."""
        media = self._document.project.media
        if media is not None:
            self._running = FindCuts(next_request_id(), media)
            self.lane.submit(self._running)

    @Slot(object)
    def _take_reply(self, reply: object) -> None:
        running = self._running
        if running is None or getattr(reply, "request_id", None) != running.id:
            return
        if isinstance(reply, Failed):
            self.failed.emit(reply.message, reply.hint)
        elif isinstance(reply, CutsProgress) and self._document.project.media == running.media:
            self._take(reply.found)

    def _take(self, found: ShotsFound) -> None:
        if found.done < found.total:
            self.told.emit(
                tr("Looking for cuts: {done} of {total} frames", done=found.done, total=found.total)
            )
            return
        self._document.edit(tr("Find cuts"), lambda p: edits.set_cuts(p, found.cuts))
        self.told.emit(tr("{count} cuts found", count=len(found.cuts)))


def _handler(open_reader: OpenReader) -> Handler:
    def handle(request: FindCuts, cancel: threading.Event) -> Iterator[object]:
        with open_reader(request.media.path) as reader:
            for found in find_cuts(reader, request.media.frames, cancel):
                yield CutsProgress(request.id, found)
        yield Cancelled(request.id) if cancel.is_set() else Finished(request.id)

    return handle
