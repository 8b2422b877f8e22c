"""Looks for the cuts of the clip on a lane of its own; what it finds is one step that can be undone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from app.document import edits
from app.document.media import Media
from app.engine.requests import Cancelled, Failed, Finished
from app.engine.shots import ShotsFound, find_cuts
from app.ui.document import OpenDocument
from app.ui.frame_maker import OpenReader
from app.ui.lane import Handler, Lane, give_way
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
    """One search at a time; another clip ends it. A clip that is new is searched at once."""

    told = Signal(str)
    failed = Signal(str, str)  # message, hint
    waiting_changed = Signal(bool)  # whether something waits for the search to end

    def __init__(
        self, document: OpenDocument, open_reader: OpenReader, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._running: FindCuts | None = None
        self._is_import = False
        self._waiting: Callable[[], object] | None = None
        self.lane = Lane("cuts", lambda: _handler(open_reader), lambda newer, older: True, self)
        self.lane.replied.connect(self._take_reply)

    def find(self) -> None:
        """Search the open clip, as a step that can be undone."""
        self._begin(is_import=False)

    def find_in_new(self) -> None:
        """Search a clip that nobody has searched or tracked yet; what is found belongs to its opening."""
        project = self._document.project
        self._running = None
        self.forget_waiting()
        if project.cuts is None and not any(m.track for m in project.masklets):
            self._begin(is_import=True)

    def then(self, go_on: Callable[[], object]) -> None:
        """Go on once it is known where the cuts are: at once, where nothing is being searched."""
        if self._running is None or self._document.project.cuts is not None:
            go_on()
        elif self._waiting is None:
            self._waiting = go_on
            self.told.emit(tr("Looking for cuts first: tracking never crosses one"))
            self.waiting_changed.emit(True)

    @property
    def is_waited_for(self) -> bool:
        """Whether something goes on when the search ends."""
        return self._waiting is not None

    def forget_waiting(self) -> None:
        """What waits does not go on."""
        if self._waiting is not None:
            self._waiting = None
            self.waiting_changed.emit(False)

    def _begin(self, *, is_import: bool) -> None:
        media = self._document.project.media
        if media is not None:
            self._is_import = is_import
            self._running = FindCuts(next_request_id(), media)
            self.lane.submit(self._running)

    @Slot(object)
    def _take_reply(self, reply: object) -> None:
        running = self._running
        if running is None or getattr(reply, "request_id", None) != running.id:
            return
        if isinstance(reply, CutsProgress) and self._document.project.media == running.media:
            self._take(reply.found)
        elif isinstance(reply, Failed | Finished | Cancelled):
            self._running = None
            if isinstance(reply, Failed) and not self._is_import:  # who looks at the bad frame is told there
                self.failed.emit(reply.message, reply.hint)
            self._go_on()

    def _go_on(self) -> None:
        waiting = self._waiting
        self.forget_waiting()
        if waiting is not None:
            waiting()

    def _take(self, found: ShotsFound) -> None:
        if found.done < found.total:
            if not self._is_import or self._waiting is not None:
                self.told.emit(
                    tr("Looking for cuts: {done} of {total} frames", done=found.done, total=found.total)
                )
            return
        if self._is_import:
            self._document.amend(lambda p: edits.set_cuts(p, found.cuts) if p.cuts is None else p)
        else:
            self._document.edit(tr("Find cuts"), lambda p: edits.set_cuts(p, found.cuts))
        if found.cuts or not self._is_import:
            self.told.emit(tr("{count} cuts found", count=len(found.cuts)))


def _handler(open_reader: OpenReader) -> Handler:
    def handle(request: FindCuts, cancel: threading.Event) -> Iterator[object]:
        give_way()
        with open_reader(request.media.path) as reader:
            for found in find_cuts(reader, request.media.frames, cancel):
                yield CutsProgress(request.id, found)
        yield Cancelled(request.id) if cancel.is_set() else Finished(request.id)

    return handle
