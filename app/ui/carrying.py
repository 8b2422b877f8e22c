"""Carries the hand paint of a frame through the work area, along the picture's motion, as one step."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from app.document import hand
from app.document.media import Media
from app.document.project import Project
from app.document.strokes import Strokes
from app.document.timing import FrameRange
from app.engine.carrying import carried_both_ways
from app.engine.frame_cache import FrameCache
from app.engine.requests import Cancelled, Failed, Finished
from app.engine.view_transform import viewed
from app.ui.document import LiveStep, OpenDocument
from app.ui.editor_state import EditorState
from app.ui.frame_maker import OpenReader
from app.ui.lane import Handler, Lane
from app.ui.tracker_thread import next_request_id
from app.ui.words import tr

_CACHE_BYTES = 384 << 20  # going back through a long group of pictures decodes it once


@dataclass(frozen=True)
class CarryPaint:
    """Carry these strokes from the frame through the area, which has no cut in it."""

    id: int
    media: Media
    masklet_id: int
    strokes: Strokes
    frame: int
    area: FrameRange


@dataclass(frozen=True)
class PaintCarried:
    """Where the strokes are on one more frame."""

    request_id: int
    frame: int
    strokes: Strokes


class Carrying(QObject):
    """One at a time. Locked frames are passed over; what had been painted on the others is replaced."""

    told = Signal(str)
    failed = Signal(str, str)  # message, hint
    running_changed = Signal(bool)

    def __init__(
        self, document: OpenDocument, state: EditorState, open_reader: OpenReader, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._state = state
        self._running: CarryPaint | None = None
        self._step: LiveStep | None = None
        self._done = 0
        self.lane = Lane("carrying", lambda: _handler(open_reader), parent=self)
        self.lane.replied.connect(self._take_reply)

    @property
    def is_running(self) -> bool:
        return self._running is not None

    def carry(self) -> None:
        """From the playhead to the ends of its shot and of the work area."""
        project, masklet, frame = self._document.project, self._state.selected, self._state.playhead
        if project.media is None or masklet is None or self.is_running:
            return
        strokes = masklet.hand.get(frame, ())
        if not strokes:
            self.told.emit(tr("There is no hand paint of {name} on this frame", name=masklet.name))
            return
        self._running = CarryPaint(
            next_request_id(), project.media, masklet.id, strokes, frame, _around(project, frame)
        )
        self._step = self._document.begin(tr("Carry hand paint"))
        self._done = 0
        self.lane.submit(self._running)
        self.running_changed.emit(True)

    def cancel(self) -> None:
        """Stop; what is carried so far stays."""
        self.lane.cancel()

    @Slot(object)
    def _take_reply(self, reply: object) -> None:
        running = self._running
        if running is None or getattr(reply, "request_id", None) != running.id:
            return
        if isinstance(reply, PaintCarried):
            self._take(running, reply)
        elif isinstance(reply, Failed | Finished | Cancelled):
            self._running = self._step = None
            self.running_changed.emit(False)
            self.told.emit(tr("Hand paint was carried to {count} frames", count=self._done))
            if isinstance(reply, Failed):
                self.failed.emit(reply.message, reply.hint)

    def _take(self, running: CarryPaint, carried: PaintCarried) -> None:
        step = self._step
        if self._document.project.media != running.media or step is None:
            self.cancel()
            return

        def change(project: Project) -> Project:
            masklet = next((m for m in project.masklets if m.id == running.masklet_id), None)
            if masklet is None or carried.frame in masklet.locked:
                return project
            return hand.set_hand(project, running.masklet_id, {carried.frame: carried.strokes})

        if not step.grow(change):  # it was undone
            self.cancel()
            return
        self._done += 1


def _around(project: Project, frame: int) -> FrameRange:
    """The part of the playhead's shot that lies in the work area; the frame alone where it lies outside."""
    area = project.work_area
    shot = next(s for s in project.shots if frame in s)
    if frame not in area:
        return FrameRange(frame, frame)
    return FrameRange(max(area.first, shot.first), min(area.last, shot.last))


def _handler(open_reader: OpenReader) -> Handler:
    def handle(request: CarryPaint, cancel: threading.Event) -> Iterator[object]:
        with viewed(open_reader(request.media.path), request.media.input_space) as reader:
            frames = FrameCache(reader, _CACHE_BYTES)
            carried = carried_both_ways(frames, request.strokes, request.frame, request.area, cancel)
            for frame, strokes in carried:
                yield PaintCarried(request.id, frame, strokes)
        yield Cancelled(request.id) if cancel.is_set() else Finished(request.id)

    return handle
