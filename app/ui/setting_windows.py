"""Manual, palette, keys, preferences, models: opens these windows, and keeps what is chosen in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.engine.model_store import ModelStore
from app.engine.settings import Settings, save_settings
from app.ui.document import OpenDocument
from app.ui.help_window import HelpWindow
from app.ui.keymap import Keys, give_keys, keys_with
from app.ui.lane import Lane
from app.ui.model_dialog import ModelDialog
from app.ui.palette import Palette
from app.ui.preferences_dialog import PreferencesDialog
from app.ui.shortcuts_dialog import ShortcutsDialog


class SettingWindows(QObject):
    """Settings are saved at once, so that a crash does not lose them."""

    settings_changed = Signal(object)  # Settings

    def __init__(
        self,
        settings: Callable[[], Settings],
        document: OpenDocument,
        models: ModelStore,
        lane: Lane,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._settings = settings
        self._document = document
        self._models = models
        self._lane = lane
        self._window = window
        self._actions: Mapping[str, QAction] = {}
        self.palette: Palette | None = None
        self.model_dialog: ModelDialog | None = None
        self.manual: HelpWindow | None = None

    def use_actions(self, actions: Mapping[str, QAction]) -> None:
        """Give them the user's keys."""
        self._actions = actions
        give_keys(actions, keys_with(self._settings().keys))

    def show_palette(self) -> None:
        if self.palette is None:
            self.palette = Palette(self._actions, self._window)
        self.palette.open_over(self._window)

    def show_manual(self) -> None:
        if self.manual is None:
            self.manual = HelpWindow(self._window)
        self.manual.show()
        self.manual.raise_()
        self.manual.activateWindow()

    def show_shortcuts(self) -> None:
        dialog = ShortcutsDialog(self._settings().keys, self._window)
        dialog.keys_changed.connect(self._take_keys)
        dialog.exec()

    def show_preferences(self) -> None:
        dialog = PreferencesDialog(self._settings(), self._window)
        dialog.accepted.connect(lambda: self._take(dialog.chosen(self._settings())))
        dialog.keys_wanted.connect(self.show_shortcuts)
        dialog.models_wanted.connect(self.show_models)
        dialog.exec()

    def show_models(self) -> None:
        if self.model_dialog is None:
            self.model_dialog = ModelDialog(
                self._document, self._models, self._lane, self._settings(), self._window
            )
        self.model_dialog.refresh()
        self.model_dialog.show()
        self.model_dialog.raise_()
        self.model_dialog.activateWindow()

    @Slot(object)
    def _take_keys(self, changed: Mapping[str, Keys]) -> None:
        give_keys(self._actions, keys_with(changed))
        self._take(replace(self._settings(), keys=MappingProxyType(dict(changed))))

    @Slot(object)
    def _take(self, settings: Settings) -> None:
        save_settings(settings)
        self.settings_changed.emit(settings)
