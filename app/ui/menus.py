"""Menus whose entries depend on what there is: recent files, models on this computer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.document import edits
from app.engine.model_store import ModelStore
from app.engine.view_transform import input_spaces
from app.errors import UserFacingError
from app.ui.document import OpenDocument
from app.ui.words import tr


class RecentMenu(QMenu):
    """The clips and projects that were open before, newest first."""

    chosen = Signal(object)  # Path

    def __init__(self, recent: Callable[[], Sequence[str]], parent: QWidget) -> None:
        super().__init__(tr("Open recent"), parent)
        self._recent = recent
        self.aboutToShow.connect(self._fill)
        self.triggered.connect(self._choose)

    @Slot()
    def _fill(self) -> None:
        self.clear()
        for text in self._recent():
            action = self.addAction(Path(text).name)
            action.setData(text)
            action.setToolTip(text)
            action.setStatusTip(text)
        if self.isEmpty():
            self.addAction(tr("Nothing yet")).setEnabled(False)

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        self.chosen.emit(Path(str(action.data())))


class ModelMenu(QMenu):
    """The models that can answer prompts here; the project's is marked."""

    def __init__(self, document: OpenDocument, models: ModelStore, parent: QWidget) -> None:
        super().__init__(tr("Model"), parent)
        self._document = document
        self._models = models
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self._fill)
        self.triggered.connect(self._choose)

    @Slot()
    def _fill(self) -> None:
        self.clear()
        group = QActionGroup(self)
        used = self._models.find(self._document.project.model).name
        for entry in self._models.entries():
            if not entry.available:
                continue
            action = self.addAction(entry.title)
            action.setData(entry.choice)
            action.setToolTip(tr(entry.note))
            action.setCheckable(True)
            action.setChecked(entry.name == used)
            group.addAction(action)
        if self.isEmpty():
            self.addAction(tr("No model is installed")).setEnabled(False)

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        name = str(action.data())
        if name != self._document.project.model:
            self._document.edit(tr("Change model"), lambda p: edits.set_model(p, name))


def model_title(models: ModelStore, name: str) -> str:
    """What the status bar calls the project's model; a name that is not known here, as it is."""
    try:
        return models.find(name).title
    except UserFacingError:
        return name


class InputSpaceMenu(QMenu):
    """The colour spaces that OpenColorIO knows; the clip's is marked."""

    def __init__(self, document: OpenDocument, parent: QWidget) -> None:
        super().__init__(tr("Colour space of the clip"), parent)
        self._document = document
        self.aboutToShow.connect(self._fill)
        self.triggered.connect(self._choose)

    @Slot()
    def _fill(self) -> None:
        self.clear()
        media = self._document.project.media
        self._add(tr("Display-encoded (most clips)"), "", media.input_space if media else "")
        self.addSeparator()
        for name in input_spaces():
            self._add(name, name, media.input_space if media else "")

    def _add(self, title: str, name: str, chosen: str) -> None:
        action = self.addAction(title)
        action.setData(name)
        action.setCheckable(True)
        action.setChecked(name == chosen)
        action.setEnabled(self._document.project.media is not None)

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        name = str(action.data())
        self._document.edit(tr("Change the clip's colour space"), lambda p: edits.set_input_space(p, name))
