"""Looks for the selected masklet's object on this frame, which another shot or an occlusion has cut off."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from app.document import edits
from app.document.project import Project
from app.engine.requests import Cancelled, Failed, Finished, ReacquireRequest, Segmented
from app.ui.document import OpenDocument
from app.ui.editor_state import EditorState
from app.ui.lane import Lane
from app.ui.tracker_thread import next_request_id
from app.ui.words import tr


class Reacquiring(QObject):
    """What is found becomes a mask prompt, in one step; the object that is not there is told."""

    told = Signal(str)
    failed = Signal(str, str)  # message, hint

    def __init__(self, document: OpenDocument, state: EditorState, lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._state = state
        self._lane = lane
        self._asked: ReacquireRequest | None = None
        lane.replied.connect(self._take_reply)

    def find_here(self) -> None:
        """Ask the tracker; one question at a time."""
        project, masklet, frame = self._document.project, self._state.selected, self._state.playhead
        if project.media is None or masklet is None:
            return
        if frame in masklet.anchors:
            self.told.emit(tr("{name} is known on this frame already", name=masklet.name))
            return
        self._asked = ReacquireRequest(next_request_id(), project.media, masklet, frame, project.model)
        self.told.emit(tr("Looking for {name} on this frame…", name=masklet.name))
        self._lane.submit(self._asked)

    @Slot(object)
    def _take_reply(self, reply: object) -> None:
        asked = self._asked
        if asked is None or getattr(reply, "request_id", None) != asked.id:
            return
        if isinstance(reply, Segmented):
            self._take(asked, reply)
        elif isinstance(reply, Failed | Finished | Cancelled):
            self._asked = None
            if isinstance(reply, Failed):
                self.told.emit("")
                self.failed.emit(reply.message, reply.hint)

    def _take(self, asked: ReacquireRequest, found: Segmented) -> None:
        """Unless the project has changed meanwhile: another clip, or a prompt where there was none."""
        project, id_, frame = self._document.project, found.masklet_id, found.frame
        here = next((m for m in project.masklets if m.id == id_), None)
        if project.media != asked.media or here is None or frame in here.anchors:
            return

        def change(before: Project) -> Project:
            prompted = edits.set_prompts(before, id_, frame, found.prompts)
            return edits.add_samples(prompted, id_, {frame: found.sample})

        self._document.edit(tr("Find again"), change)
        self.told.emit(tr("{name} is found. Track goes on from here", name=here.name))
