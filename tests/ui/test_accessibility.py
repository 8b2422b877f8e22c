"""The window without a mouse and without eyes: everything that takes the focus has a name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTabBar, QWidget

from app.engine.settings import Settings
from app.ui.preferences_dialog import PreferencesDialog
from app.ui.shortcuts_dialog import ShortcutsDialog
from tests.ui.flows.test_roto import click_square


def nameless(root: QWidget) -> list[str]:
    """Widgets that can be reached by Tab or click and that a screen reader could not name."""
    buddies = {label.buddy() for label in root.findChildren(QLabel) if label.buddy() is not None}
    found = []
    for widget in root.findChildren(QWidget):
        inner = widget.objectName().startswith("qt_") or isinstance(widget, (QTabBar, QLabel))
        takes_focus = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        if inner or not takes_focus or not widget.isVisibleTo(root):
            continue
        if not (widget.accessibleName() or text or widget in buddies):  # a tip is no name
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def test_every_widget_of_the_window_has_a_name(on_clip, qtbot):
    click_square(on_clip, qtbot)
    on_clip.effect_panel.add("blur")
    assert nameless(on_clip) == []


def test_every_widget_of_the_dialogs_has_a_name(on_clip):
    on_clip.show_export()
    for dialog in (
        PreferencesDialog(Settings(), on_clip),
        ShortcutsDialog({}, on_clip),
        on_clip.export_dialog,
    ):
        dialog.show()
        assert nameless(dialog) == []
        dialog.close()


def test_the_palette_is_left_by_escape_and_gives_the_focus_back(on_clip, qtbot):
    on_clip.setting_windows.show_palette()
    palette = on_clip.setting_windows.palette
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert QApplication.activePopupWidget() is None
