"""Masks from elsewhere: picture files, and what other masklets have on this frame."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from app.ui.document import OpenDocument
from app.ui.editor_state import EditorState
from app.ui.prompting import Prompting
from app.ui.words import mark, tr

_KINDS = mark("Masks (*.png *.tif *.tiff *.exr *.jpg *.jpeg *.bmp *.webp)")


def ask_masks(parent: QWidget, prompting: Prompting, folder: str) -> None:
    """One file is the selected masklet's mask on this frame; of several, each begins a masklet."""
    paths, _ = QFileDialog.getOpenFileNames(parent, tr("Import mask"), folder, tr(_KINDS))
    if paths:
        prompting.import_masks([Path(path) for path in paths])


class MaskMenu(QMenu):
    """The other masklets that have a mask on this frame."""

    def __init__(
        self, document: OpenDocument, state: EditorState, prompting: Prompting, parent: QWidget
    ) -> None:
        super().__init__(tr("Use mask of"), parent)
        self._document = document
        self._state = state
        self._prompting = prompting
        self.aboutToShow.connect(self._fill)
        self.triggered.connect(self._choose)

    @Slot()
    def _fill(self) -> None:
        self.clear()
        for masklet in self._document.project.masklets:
            if masklet is not self._state.selected and self._state.playhead in masklet.track:
                self.addAction(masklet.name).setData(masklet.id)
        if self.isEmpty():
            self.addAction(tr("No other masklet has a mask here")).setEnabled(False)

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        self._prompting.copy_mask(int(action.data()))
