"""What the window looks at, and is not part of the project: playhead, selection, look."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from app.document.masklet import Masklet
from app.document.matte import ShapeKind
from app.document.project import Project
from app.engine.view_look import Look, ViewMode
from app.ui.document import OpenDocument
from app.ui.prompt_marks import PromptRef


class EditorState(QObject):
    """Never saved, never undone. The selection follows the document: a masklet that went is not selected."""

    playhead_changed = Signal(int)
    selection_changed = Signal(int)  # masklet id, 0 for none
    look_changed = Signal(object)  # Look
    prompt_chosen = Signal(object)  # PromptRef of the playhead's frame, or None
    shape_changed = Signal()  # another shape is chosen, or another kind for the next one

    def __init__(self, document: OpenDocument, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._playhead = 0
        self._selected = 0
        self._look = Look()
        self._chosen_prompt: PromptRef | None = None
        self._chosen_shape = 0
        self._shape_kind: ShapeKind = "garbage"
        document.project_changed.connect(self._follow)

    @property
    def playhead(self) -> int:
        return self._playhead

    @property
    def look(self) -> Look:
        """How the viewer shows the playhead's frame."""
        return self._look

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
            self.choose_prompt(None)
            self.playhead_changed.emit(frame)

    @Slot(int)
    def select(self, masklet_id: int) -> None:
        if masklet_id != self._selected:
            self._selected = masklet_id
            self.choose_prompt(None)
            self.selection_changed.emit(masklet_id)

    @property
    def chosen_prompt(self) -> PromptRef | None:
        """The prompt on the playhead's frame that Delete removes."""
        return self._chosen_prompt

    @Slot(object)
    def choose_prompt(self, ref: PromptRef | None) -> None:
        if ref != self._chosen_prompt:
            self._chosen_prompt = ref
            self.prompt_chosen.emit(ref)

    @property
    def chosen_shape(self) -> int:
        """The id of the matte's shape whose points are worked on; 0 for none."""
        return self._chosen_shape

    @property
    def shape_kind(self) -> ShapeKind:
        """What the next shape that is drawn will be."""
        return self._shape_kind

    def choose_shape(self, shape_id: int) -> None:
        if shape_id != self._chosen_shape:
            self._chosen_shape = shape_id
            self.shape_changed.emit()

    def set_shape_kind(self, kind: ShapeKind) -> None:
        if kind != self._shape_kind:
            self._shape_kind = kind
            self.shape_changed.emit()

    def set_look(self, look: Look) -> None:
        if look != self._look:
            self._look = look
            self.look_changed.emit(look)

    def set_view_mode(self, mode: ViewMode) -> None:
        self.set_look(replace(self._look, mode=mode))

    @Slot(object)
    def _follow(self, project: Project) -> None:
        ids = [masklet.id for masklet in project.masklets]
        if self._selected not in ids:
            self.select(ids[-1] if ids else 0)
        self.go_to(self._playhead)
