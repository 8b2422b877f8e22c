"""What the user's hand does to the project: each gesture and command as one edit of the document."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from app.document import edits
from app.document.project import Project
from app.ui.document import OpenDocument
from app.ui.editor_state import EditorState
from app.ui.words import tr

Prompt = Callable[[Project, int, int], Project]  # (project, masklet id, frame)


class Editing(QObject):
    """Joins the document with what is selected and where the playhead is."""

    def __init__(self, document: OpenDocument, state: EditorState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._state = state

    def prompt(self, text: str, change: Prompt) -> None:
        """Change the selected masklet on this frame; where there is none, begin one."""
        project, frame, selected = self._document.project, self._state.playhead, self._state.selected
        if project.media is None:
            return
        if selected is None:
            new = project.next_id
            self._document.edit(text, lambda p: change(edits.add_masklet(p), new, frame))
            self._state.select(new)
        else:
            self._document.edit(text, lambda p: change(_shown(p, selected.id), selected.id, frame))

    @Slot()
    def add_masklet(self) -> None:
        new = self._document.project.next_id
        self._document.edit(tr("Add masklet"), edits.add_masklet)
        self._state.select(new)

    @Slot()
    def delete_masklet(self) -> None:
        selected = self._state.selected
        if selected is not None:
            self._document.edit(
                tr("Delete {selected}", selected=selected.name),
                lambda p: edits.remove_masklet(p, selected.id),
            )

    @Slot(int)
    def turn_effect_off(self, effect_id: int) -> None:
        """The entry stays where it is with its values, whosever it is."""
        for masklet in self._document.project.masklets:
            if any(entry.id == effect_id for entry in masklet.effects):
                self._document.edit(
                    tr("Turn effect off"),
                    lambda p, m=masklet.id: edits.enable_effect(p, m, effect_id, enabled=False),
                )

    def clear_prompts(self) -> None:
        selected, frame = self._state.selected, self._state.playhead
        if selected is not None and frame in selected.prompts:
            self._document.edit(tr("Clear prompts"), lambda p: edits.clear_prompts(p, selected.id, frame))

    def clear_track(self) -> None:
        selected = self._state.selected
        if selected is not None:
            self._document.edit(tr("Clear tracked frames"), lambda p: edits.clear_track(p, selected.id))

    def set_in_point(self) -> None:
        frame = self._state.playhead
        self._document.edit(tr("Set in point"), lambda p: edits.set_in_point(p, frame))

    def set_out_point(self) -> None:
        frame = self._state.playhead
        self._document.edit(tr("Set out point"), lambda p: edits.set_out_point(p, frame))

    @Slot(object, object)
    def set_work_area(self, first: int | None, last: int | None) -> None:
        project = self._document.project
        if (first, last) != (project.in_point, project.out_point):
            self._document.edit(tr("Change work area"), lambda p: _with_work_area(p, first, last))

    def clear_work_area(self) -> None:
        self.set_work_area(None, None)

    def go_to_prompt(self, step: int) -> None:
        """The selected masklet's next (1) or previous (-1) prompted frame; stays where there is none."""
        selected, here = self._state.selected, self._state.playhead
        frames = sorted(selected.prompts) if selected is not None else []
        beyond = [f for f in frames if (f - here) * step > 0]
        if beyond:
            self._state.go_to(min(beyond, key=lambda f: abs(f - here)))


def _shown(project: Project, masklet_id: int) -> Project:
    """Who prompts a hidden masklet wants to see it."""
    if project.masklet(masklet_id).visible:
        return project
    return edits.show_masklet(project, masklet_id, visible=True)


def _with_work_area(project: Project, first: int | None, last: int | None) -> Project:
    cleared = edits.set_in_point(edits.set_out_point(project, None), None)
    return edits.set_out_point(edits.set_in_point(cleared, first), last)
