"""What is done with prompts in viewer and list: put on the frame, moved, deleted, taken from a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from app.document import edits, hand
from app.document.project import Project
from app.document.prompts import Box, Click, MaskPrompt
from app.document.strokes import Lasso, Stroke
from app.engine.answering import anchor_mask
from app.engine.mask_file import read_mask
from app.engine.samples import pack_mask
from app.errors import UserFacingError
from app.ui.document import OpenDocument
from app.ui.editing import Editing
from app.ui.editor_state import EditorState
from app.ui.prompt_marks import PromptMark, PromptRef, Shape
from app.ui.viewer import Viewer
from app.ui.words import tr


class Prompting(QObject):
    """Every gesture is one edit. Who prompts looks: playback stops."""

    interrupts = Signal()  # playback is to stop
    failed = Signal(str, str)  # message, hint

    def __init__(
        self,
        document: OpenDocument,
        state: EditorState,
        editing: Editing,
        viewer: Viewer,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._state = state
        self._editing = editing
        self._paints_range = False
        viewer.clicked.connect(self._click)
        viewer.box_drawn.connect(self._box)
        viewer.stroke_drawn.connect(self._stroke)
        viewer.paint_drawn.connect(self._paint)
        viewer.prompt_chosen.connect(state.choose_prompt)
        viewer.prompt_moved.connect(self.move)
        viewer.prompt_deleted.connect(self.delete)

    def paint_on_range(self, *, on: bool) -> None:
        """Whether hand paint goes on the whole work area, or on the frame alone."""
        self._paints_range = on

    # Put on the frame

    @Slot(object)
    def _click(self, click: Click) -> None:
        self._prompt(tr("Click"), lambda p, m, f: edits.add_click(p, m, f, click))

    @Slot(object)
    def _box(self, box: Box) -> None:
        self._prompt(tr("Box"), lambda p, m, f: edits.set_box(p, m, f, box))

    @Slot(object)
    def _stroke(self, stroke: Stroke) -> None:
        self._prompt(stroke_name(stroke), lambda p, m, f: edits.add_stroke(p, m, f, stroke))

    @Slot(object)
    def _paint(self, stroke: Stroke) -> None:
        """On this frame, or on the whole work area but for its locked frames."""
        area = self._document.project.work_area

        def change(project: Project, masklet_id: int, frame: int) -> Project:
            locked = project.masklet(masklet_id).locked
            frames = [f for f in area if f not in locked] if self._paints_range else [frame]
            return hand.paint(project, masklet_id, frames, stroke)

        self._prompt(tr("Hand paint"), change)

    def _prompt(self, text: str, change: Callable[[Project, int, int], Project]) -> None:
        self.interrupts.emit()
        self._state.choose_prompt(None)
        self._try(lambda: self._editing.prompt(text, change))

    # Change what is there

    @Slot(object)
    def move(self, mark: PromptMark) -> None:
        ref, frame = mark.ref, self._state.playhead
        if ref is not None:
            self._edit(tr("Move prompt"), lambda p: _with_shape(p, ref, frame, mark.shape))

    @Slot(object)
    def delete(self, ref: PromptRef) -> None:
        self.delete_on(ref, self._state.playhead)

    def delete_on(self, ref: PromptRef, frame: int) -> None:
        self._state.choose_prompt(None)
        self._edit(tr("Delete prompt"), lambda p: without_prompt(p, ref, frame))

    def clear_on(self, masklet_id: int, frame: int) -> None:
        """All prompts of a frame."""
        self._edit(tr("Clear prompts"), lambda p: edits.clear_prompts(p, masklet_id, frame))

    def turn_over(self, ref: PromptRef, frame: int) -> None:
        """What a click or stroke adds it takes away from now on, and the other way round."""

        def change(project: Project) -> Project:
            prompts = project.masklet(ref.masklet_id).prompts[frame]
            shape = prompts.clicks[ref.index] if ref.kind == "click" else prompts.strokes[ref.index]
            return _with_shape(project, ref, frame, _turned(shape))

        self._edit(tr("Change sign"), change)

    # Masks from elsewhere

    def import_masks(self, paths: Sequence[Path]) -> None:
        """One file is the selected masklet's mask on this frame; of several, each begins a masklet."""
        media, frame = self._document.project.media, self._state.playhead
        if media is None:
            return

        def read(path: Path) -> MaskPrompt:
            return read_mask(path, media.width, media.height)

        if len(paths) == 1:
            self._try(lambda: self._import_one(paths[0], read(paths[0])))
        else:
            self._try(lambda: self._import_each({path: read(path) for path in paths}, frame))

    def _import_one(self, path: Path, mask: MaskPrompt) -> None:
        self._editing.prompt(
            tr("Mask from {name}", name=path.name), lambda p, m, f: edits.set_mask(p, m, f, mask)
        )

    def _import_each(self, masks: Mapping[Path, MaskPrompt], frame: int) -> None:
        def change(project: Project) -> Project:
            for path, mask in masks.items():
                new = project.next_id
                project = edits.set_mask(edits.add_masklet(project, path.stem), new, frame, mask)
            return project

        self._document.edit(tr("Import masks"), change)

    def copy_mask(self, masklet_id: int) -> None:
        """The mask that another masklet has on this frame becomes the selected one's."""
        project, frame = self._document.project, self._state.playhead
        media, other = project.media, project.masklet(masklet_id)
        if media is None or frame not in other.track:
            return
        mask = pack_mask(anchor_mask(other, frame, (media.height, media.width)))
        text = tr("Mask of {name}", name=other.name)
        self._try(lambda: self._editing.prompt(text, lambda p, m, f: edits.set_mask(p, m, f, mask)))

    def _edit(self, text: str, change: Callable[[Project], Project]) -> None:
        self._try(lambda: self._document.edit(text, change))

    def _try(self, edit: Callable[[], object]) -> None:
        """A locked frame, or a file that is no mask, is told in the window."""
        try:
            edit()
        except UserFacingError as error:
            self.failed.emit(str(error), error.hint)


def stroke_name(stroke: Stroke) -> str:
    if isinstance(stroke, Lasso):
        return tr("Lasso")
    return tr("Brush") if stroke.positive else tr("Eraser")


def without_prompt(project: Project, ref: PromptRef, frame: int) -> Project:
    match ref.kind:
        case "click":
            return edits.replace_click(project, ref.masklet_id, frame, ref.index, None)
        case "stroke":
            return edits.replace_stroke(project, ref.masklet_id, frame, ref.index, None)
        case "box":
            return edits.remove_box(project, ref.masklet_id, frame)
        case "mask":
            return edits.remove_mask(project, ref.masklet_id, frame)


def _with_shape(project: Project, ref: PromptRef, frame: int, shape: Shape) -> Project:
    match shape:
        case Click():
            return edits.replace_click(project, ref.masklet_id, frame, ref.index, shape)
        case Box():
            prompts = project.masklet(ref.masklet_id).prompts[frame]
            return edits.set_prompts(project, ref.masklet_id, frame, replace(prompts, box=shape))
        case _:
            return edits.replace_stroke(project, ref.masklet_id, frame, ref.index, shape)


def _turned(shape: Click | Stroke) -> Click | Stroke:
    if isinstance(shape, Lasso):
        return replace(shape, positive=not shape.positive, snaps=False)
    return replace(shape, positive=not shape.positive)
