"""Small dialogs of the Help menu."""

from __future__ import annotations

from html import escape
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QMessageBox,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.engine.plugin_host import PluginHost
from app.ui.actions import ACTIONS, MENUS, native
from app.ui.icons import app_icon
from app.ui.words import mark, tr

_MOUSE: tuple[tuple[str, str], ...] = (
    (mark("Add to the object"), mark("Click")),
    (mark("Take away from the object"), mark("Alt+click, right click")),
    (mark("Zoom at the pointer"), mark("Wheel")),
    (mark("Move the picture"), mark("Middle button, or the Hand tool")),
    (mark("Scrub"), mark("Drag on the timeline's ruler")),
    (mark("Zoom the timeline"), mark("Ctrl+wheel, + and -")),
)
_UNDO: tuple[tuple[str, str], ...] = ((mark("Undo"), "Ctrl+Z"), (mark("Redo"), "Ctrl+Shift+Z, Ctrl+Y"))


class ShortcutsDialog(QDialog):
    """All keys, as the menus group them, and what the mouse does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.resize(520, 640)
        self.tree = QTreeWidget(self)
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.tree.setSelectionMode(QTreeWidget.SelectionMode.NoSelection)
        for title, rows in shortcut_groups():
            self._add_group(title, rows)
        self.tree.expandAll()
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.tree)
        layout.addWidget(buttons)

    def _add_group(self, title: str, rows: list[tuple[str, str]]) -> None:
        group = QTreeWidgetItem(self.tree, [tr(title).replace("&", "")])
        font = group.font(0)
        font.setBold(True)
        group.setFont(0, font)
        for row in rows:
            QTreeWidgetItem(group, [tr(text) for text in row])


def shortcut_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """(title, rows of (what, keys)) in the order of the menus; the mouse last."""
    keys = {spec.id: (spec.text, ", ".join(native(k) for k in spec.keys)) for spec in ACTIONS if spec.keys}
    groups: list[tuple[str, list[tuple[str, str]]]] = []
    for title, ids in MENUS:
        rows = [keys[id_] for id_ in ids if id_ in keys]
        if "undo" in ids:
            rows = [*_UNDO, *rows]
        groups.append((title, rows))
    return [*groups, (mark("Mouse"), list(_MOUSE))]


def about(parent: QWidget, host: PluginHost) -> None:
    box = QMessageBox(parent)
    box.setWindowTitle(tr("About Masklet"))
    box.setIconPixmap(app_icon().pixmap(64))
    box.setTextFormat(Qt.TextFormat.RichText)
    box.setText(
        tr(
            "<h3>Masklet {version}</h3>Click on an object, get a matte that can be delivered.",
            version=escape(_version()),
        )
    )
    box.setInformativeText(_about_text(host))
    box.exec()


def _about_text(host: PluginHost) -> str:
    titles = ", ".join(escape(tr(effect.title)) for effect in host.effects.values())
    text = tr("Licence: Apache-2.0<br>Effects: {effects}", effects=titles or tr("none"))
    for failure in host.failures:
        text += tr(
            "<br>Could not be loaded: {plugin} ({reason})",
            plugin=escape(failure.plugin),
            reason=escape(failure.reason),
        )
    return text


def _version() -> str:
    try:
        return version("masklet")
    except PackageNotFoundError:
        return ""
