"""What the window looks at, and is not part of the project: playhead, selection, view mode."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from app.document.masklet import Masklet
from app.document.project import Project
from app.ui.document import OpenDocument
from app.ui.frame_requests import ViewMode


class EditorState(QObject):
    """Never saved, never undone. The selection follows the document: a masklet that went is not selected."""

    playhead_changed = Signal(int)
    selection_changed = Signal(int)  # masklet id, 0 for none
    view_mode_changed = Signal(str)

    def __init__(self, document: OpenDocument, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._playhead = 0
        self._selected = 0
        self._view_mode: ViewMode = "source"
        document.project_changed.connect(self._follow)

    @property
    def playhead(self) -> int:
        return self._playhead

    @property
    def view_mode(self) -> ViewMode:
        return self._view_mode

    @property
    def selected(self) -> Masklet | None:
        """The masklet that clicks and effects go to."""
        return next((m for m in self._document.project.masklets if m.id == self._selected), None)

    @Slot(int)
    def go_to(self, frame: int) -> None:
        """Move the playhead; outside the clip, to the nearest frame of it."""
        media = self._document.project.media
        frame = media.frames.clip(frame) if media is not None else 0
        if frame != self._playhead:
            self._playhead = frame
            self.playhead_changed.emit(frame)

    @Slot(int)
    def select(self, masklet_id: int) -> None:
        if masklet_id != self._selected:
            self._selected = masklet_id
            self.selection_changed.emit(masklet_id)

    def set_view_mode(self, mode: ViewMode) -> None:
        if mode != self._view_mode:
            self._view_mode = mode
            self.view_mode_changed.emit(mode)

    @Slot(object)
    def _follow(self, project: Project) -> None:
        ids = [masklet.id for masklet in project.masklets]
        if self._selected not in ids:
            self.select(ids[-1] if ids else 0)
        self.go_to(self._playhead)
