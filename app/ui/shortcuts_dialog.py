"""All keys in one list, to be read, searched and changed; a key that is taken says by whom."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.ui.actions import ACTIONS, native
from app.ui.keymap import Keys, changes, default_keys, keys_with, users_of
from app.ui.small_widgets import rows_below, rows_of
from app.ui.window_menus import MENUS
from app.ui.words import mark, tr

_MOUSE: tuple[tuple[str, str], ...] = (
    (mark("Add to the object"), mark("Click")),
    (mark("Take away from the object"), mark("Alt+click, right click")),
    (mark("Zoom at the pointer"), mark("Wheel")),
    (mark("Move the picture"), mark("Middle button, or the Hand tool")),
    (mark("Scrub"), mark("Drag on the timeline's ruler")),
    (mark("Zoom the timeline"), mark("Ctrl+wheel, + and -")),
)
_TITLES = {"undo": mark("Undo"), "redo": mark("Redo")} | {spec.id: spec.text for spec in ACTIONS}
_ID = Qt.ItemDataRole.UserRole


class ShortcutsDialog(QDialog):
    """`keys_changed` tells all that differ from the defaults, once, when the dialog is accepted."""

    keys_changed = Signal(object)  # Mapping[str, Keys]

    def __init__(self, changed: Mapping[str, Keys], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.resize(600, 680)
        self._keys = keys_with(changed)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(tr("Search actions and keys"))
        self.search.setAccessibleName(tr("Search actions and keys"))
        self.search.setClearButtonEnabled(True)
        self.tree = self._make_tree()
        self.field = QKeySequenceEdit(self)
        self.field.setMaximumSequenceLength(1)
        self.field.setAccessibleName(tr("New key"))
        self.assign = QPushButton(tr("Assign"), self)
        self.remove = QPushButton(tr("Remove keys"), self)
        self.restore = QPushButton(tr("Restore all"), self)
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self._lay_out()
        self._connect()
        self._fill()

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget(self)
        tree.setColumnCount(2)
        tree.setHeaderHidden(True)
        tree.setRootIsDecorated(False)
        tree.setAccessibleName(tr("Actions and their keys"))
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        return tree

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        for button in (self.assign, self.remove, self.restore):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        layout = QVBoxLayout(self)
        layout.addWidget(self.search)
        layout.addWidget(self.tree, 1)
        layout.addLayout(row)
        layout.addWidget(self.message)
        layout.addWidget(self.buttons)

    def _connect(self) -> None:
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.search.textChanged.connect(self._search)
        self.tree.currentItemChanged.connect(self._show_current)
        self.field.keySequenceChanged.connect(self._show_conflict)
        self.assign.clicked.connect(self._assign)
        self.remove.clicked.connect(self._remove)
        self.restore.clicked.connect(self._restore)

    def _fill(self) -> None:
        current = self._current_id()
        self.tree.clear()
        for title, rows in shortcut_groups(self._keys):
            group = QTreeWidgetItem(self.tree, [tr(title).replace("&", "")])
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = group.font(0)
            font.setBold(True)
            group.setFont(0, font)
            for id_, what, keys in rows:
                item = QTreeWidgetItem(group, [tr(what).rstrip("…"), tr(keys)])
                item.setData(0, _ID, id_)
                if id_ == current and id_:
                    self.tree.setCurrentItem(item)
        self.tree.expandAll()
        self._search(self.search.text())
        self._show_current()

    @Slot(str)
    def _search(self, text: str) -> None:
        """Only rows with these words, in the action or in its keys."""
        for group in rows_of(self.tree):
            rows = rows_below(group)
            for row in rows:
                row.setHidden(text.lower() not in f"{row.text(0)} {row.text(1)}".lower())
            group.setHidden(all(row.isHidden() for row in rows))

    def _current_id(self) -> str:
        item = self.tree.currentItem()
        return str(item.data(0, _ID) or "") if item is not None else ""

    @Slot()
    def _show_current(self) -> None:
        has_one = bool(self._current_id())
        for widget in (self.field, self.assign, self.remove):
            widget.setEnabled(has_one)
        self.field.clear()
        text = tr("Press a key in the field to change this action's.") if has_one else ""
        self.message.setText(text or tr("Choose an action to change its keys."))

    @Slot()
    def _show_conflict(self) -> None:
        others = [id_ for id_ in users_of(self._typed(), self._keys) if id_ != self._current_id()]
        if self._typed() and others:
            names = ", ".join(tr(_TITLES[id_]).rstrip("…") for id_ in others)
            self.message.setText(
                tr(
                    "{key} is taken by “{actions}”: assigning it takes it away there.",
                    key=self._typed(),
                    actions=names,
                )
            )

    def _typed(self) -> str:
        return self.field.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    @Slot()
    def _assign(self) -> None:
        key, here = self._typed(), self._current_id()
        if not key or not here:
            return
        for id_ in users_of(key, self._keys):
            self._keys[id_] = tuple(k for k in self._keys[id_] if QKeySequence(k) != QKeySequence(key))
        self._keys[here] = (key, *self._keys[here][1:])  # its first key; a second one stays
        self._fill()

    @Slot()
    def _remove(self) -> None:
        if here := self._current_id():
            self._keys[here] = ()
            self._fill()

    @Slot()
    def _restore(self) -> None:
        self._keys = default_keys()
        self._fill()

    def accept(self) -> None:
        self.keys_changed.emit(changes(self._keys))
        super().accept()


def shortcut_groups(keys: Mapping[str, Keys]) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """(title, rows of (action id, what, keys)) in the order of the menus; the mouse last."""
    groups: list[tuple[str, list[tuple[str, str, str]]]] = []
    for title, ids in MENUS:
        rows = [(id_, _TITLES[id_], ", ".join(native(k) for k in keys[id_])) for id_ in ids if id_ in keys]
        groups.append((title, rows))
    mouse = [("", what, how) for what, how in _MOUSE]
    return [*groups, (mark("Mouse"), mouse)]
