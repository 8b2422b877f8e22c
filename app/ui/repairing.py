"""Repairs of whole tracks from the menu: swap, cut, split, copy, merge, hold; notes and cuts on frames."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from app.document import edits, repair
from app.document.masklet import Masklet
from app.document.project import Project
from app.document.timing import FrameRange
from app.engine import tracks
from app.ui.document import Change, OpenDocument
from app.ui.editor_state import EditorState
from app.ui.masklet_options import MaskletOptionsMenu
from app.ui.words import tr


class Repairing(QObject):
    """Each command is one step on the selected masklet at the playhead."""

    told = Signal(str)

    def __init__(self, document: OpenDocument, state: EditorState, window: QWidget) -> None:
        super().__init__(window)
        self._document = document
        self._state = state
        self._window = window

    def add_menus(self, menu: QMenu) -> None:
        """What takes a second masklet, and how the selected one is followed."""
        self.add_pairings(menu)
        menu.addMenu(MaskletOptionsMenu(self._document, self._state, self._window))

    def add_pairings(self, menu: QMenu) -> None:
        """What takes a second masklet."""
        for title, take in (
            (tr("Swap from here on with"), self.swap_with),
            (tr("Merge with"), self.merge_with),
        ):
            others = OtherMaskletMenu(title, self._document, self._state, menu)
            others.chosen.connect(take)
            menu.addMenu(others)

    def cut_tail(self) -> None:
        masklet, frame = self._state.selected, self._state.playhead
        if masklet is not None:
            self._edit(tr("Cut the tail"), lambda p: repair.cut_tail(p, masklet.id, frame))

    def split(self) -> None:
        masklet, frame = self._state.selected, self._state.playhead
        if masklet is not None:
            self._edit(tr("Split masklet"), lambda p: repair.split(p, masklet.id, frame))

    def copy(self) -> None:
        masklet = self._state.selected
        if masklet is not None:
            self._edit(tr("Copy masklet"), lambda p: repair.copy_masklet(p, masklet.id))

    def hold(self) -> None:
        """Keep the masks of either end through the work area: the object is hidden there and moves on."""
        masklet, area = self._state.selected, self._document.project.work_area
        if masklet is not None:
            self._edit(tr("Hold through occlusion"), lambda p: _held(p, masklet, area))

    def swap_with(self, other: int) -> None:
        masklet, frame = self._state.selected, self._state.playhead
        if masklet is not None:
            self._edit(tr("Swap from here on"), lambda p: repair.swap_from(p, masklet.id, other, frame))

    def merge_with(self, other: int) -> None:
        masklet = self._state.selected
        if masklet is not None:
            self._edit(tr("Merge masklets"), lambda p: _merged(p, masklet.id, other))

    def mark(self) -> None:
        """Put a note on this frame; an empty one takes it away."""
        project, frame = self._document.project, self._state.playhead
        old = next((m.text for m in project.markers if m.frame == frame), None)
        text, accepted = QInputDialog.getText(
            self._window, tr("Marker"), tr("Note on this frame"), text=old or ""
        )
        if not accepted:
            return
        if old is not None and not text:
            self._edit(tr("Remove marker"), lambda p: edits.remove_marker(p, frame))
        else:
            self._edit(tr("Set marker"), lambda p: edits.set_marker(p, frame, text))

    def toggle_cut(self) -> None:
        """A shot begins at this frame, or no longer does."""
        frame = self._state.playhead
        if frame in (self._document.project.cuts or ()):
            self._edit(tr("Remove cut"), lambda p: edits.remove_cut(p, frame))
        elif frame > 0:
            self._edit(tr("Add cut"), lambda p: edits.add_cut(p, frame))

    def _edit(self, text: str, change: Change) -> None:
        before = self._document.project
        self._document.edit(text, change)
        if self._document.project is before:
            self.told.emit(tr("Nothing to change on this frame"))


class OtherMaskletMenu(QMenu):
    """The masklets beside the selected one: whom to swap or merge with."""

    chosen = Signal(int)

    def __init__(self, title: str, document: OpenDocument, state: EditorState, parent: QWidget) -> None:
        super().__init__(title, parent)
        self._document = document
        self._state = state
        self.aboutToShow.connect(self._fill)
        self.triggered.connect(self._choose)

    @Slot()
    def _fill(self) -> None:
        self.clear()
        selected = self._state.selected
        for masklet in self._document.project.masklets:
            if selected is not None and masklet.id != selected.id:
                self.addAction(masklet.name).setData(masklet.id)
        if self.isEmpty():
            self.addAction(tr("There is no other masklet")).setEnabled(False)

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        self.chosen.emit(int(action.data()))


def _held(project: Project, masklet: Masklet, area: FrameRange) -> Project:
    return repair.set_by_hand(project, masklet.id, tracks.held(masklet, area))


def _merged(project: Project, masklet_id: int, other: int) -> Project:
    samples = tracks.united(project.masklet(masklet_id), project.masklet(other))
    return repair.merge(project, masklet_id, other, samples)
