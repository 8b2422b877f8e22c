"""The menu of presets: puts a stack of effects on the selected masklet, saves and shares its own."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu, QPushButton, QWidget

from app.document import effect_edits
from app.engine.presets import (
    SUFFIX,
    Preset,
    bundled_presets,
    read_presets,
    save_preset,
    user_presets,
    write_presets,
)
from app.ui.document import OpenDocument
from app.ui.editor_state import EditorState
from app.ui.words import tr


class PresetButton(QPushButton):
    """Files are read when the menu opens."""

    def __init__(self, document: OpenDocument, state: EditorState, parent: QWidget | None = None) -> None:
        super().__init__(tr("Presets"), parent)
        self._document = document
        self._state = state
        menu = QMenu(self)
        menu.aboutToShow.connect(self.fill)
        self.setMenu(menu)

    @Slot()
    def fill(self) -> None:
        menu = self.menu()
        menu.clear()
        groups: dict[str, QMenu] = {}
        for preset in bundled_presets():
            group, _, name = preset.name.partition(": ")
            if group not in groups:
                groups[group] = menu.addMenu(tr(group))
            groups[group].addAction(name[:1].upper() + name[1:]).triggered.connect(
                partial(self.apply, preset)
            )
        menu.addSeparator()
        for preset in user_presets():
            menu.addAction(preset.name).triggered.connect(partial(self.apply, preset))
        menu.addSeparator()
        has_effects = self._state.selected is not None and bool(self._state.selected.effects)
        for text, act in ((tr("Save these effects…"), self._save), (tr("Share these effects…"), self._share)):
            action = menu.addAction(text)
            action.setEnabled(has_effects)
            action.triggered.connect(act)
        menu.addAction(tr("Open a preset…")).triggered.connect(self._open)

    def apply(self, preset: Preset, *_: object) -> None:
        """Put its effects at the end of the selected masklet's stack, as one step."""
        masklet = self._state.selected
        if masklet is not None:
            self._document.edit(
                tr("Add {title}", title=preset.name),
                lambda p: effect_edits.add_effects(p, masklet.id, preset.effects),
            )

    @Slot()
    def _save(self) -> None:
        name, ok = QInputDialog.getText(self, tr("Save these effects"), tr("Name"))
        masklet = self._state.selected
        if ok and name.strip() and masklet is not None:
            save_preset(Preset(name.strip(), masklet.effects))

    @Slot()
    def _share(self) -> None:
        masklet = self._state.selected
        name, _ = QFileDialog.getSaveFileName(self, tr("Share these effects"), "", f"*{SUFFIX}")
        if name and masklet is not None:
            path = Path(name) if name.endswith(SUFFIX) else Path(name + SUFFIX)
            write_presets(path, [Preset(path.name.removesuffix(SUFFIX), masklet.effects)])

    @Slot()
    def _open(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Open a preset"), "", f"*{SUFFIX}")
        if name:
            for preset in read_presets(Path(name)):
                save_preset(preset)
                self.apply(preset)
