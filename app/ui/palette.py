"""The command palette: every action by a few letters of its name, with its keys, without a menu."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QAction, QColor, QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from app.ui.small_widgets import rows_of
from app.ui.theme import TEXT_OFF
from app.ui.words import tr

_SIZE = (560, 380)
_ACTION = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Match:
    """How well an action fits what was typed: lower is better."""

    rank: int
    title: str
    id: str


class Palette(QDialog):
    """Type, choose with the arrows, Enter. What cannot be done now is dimmed."""

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setWindowTitle(tr("Command palette"))
        self.setAccessibleName(tr("Command palette"))
        self._actions = actions
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(tr("Type what you want to do"))
        self.field.setAccessibleName(tr("Type what you want to do"))
        self.field.installEventFilter(self)
        self.list = QTreeWidget(self)
        self.list.setColumnCount(2)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setAccessibleName(tr("Actions"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        self.field.textChanged.connect(self._fill)
        self.list.itemActivated.connect(self._run)
        self.list.itemClicked.connect(self._run)

    def open_over(self, window: QWidget) -> None:
        """In the upper middle of the window, empty."""
        self.resize(*_SIZE)
        self.list.setColumnWidth(0, _SIZE[0] - 170)
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - self.width()) // 2, corner.y() + window.height() // 8)
        self.field.clear()
        self._fill("")
        self.show()
        self.field.setFocus()

    @Slot(str)
    def _fill(self, typed: str) -> None:
        self.list.clear()
        for match in matches(typed, self._actions):
            action = self._actions[match.id]
            item = QTreeWidgetItem(self.list, [match.title, action.shortcut().toString()])
            item.setIcon(0, action.icon())
            item.setData(0, _ACTION, match.id)
            item.setToolTip(0, action.statusTip())
            if not action.isEnabled():
                item.setForeground(0, QColor(TEXT_OFF))
        self._move(0)

    @Slot()
    def _run(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        action = self._actions[str(item.data(0, _ACTION))]
        if action.isEnabled():
            self.close()
            action.trigger()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows move in the list while the letters go to the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run()
                return True
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            if event.key() in step:
                self._move(step[Qt.Key(event.key())])
                return True
        return super().eventFilter(watched, event)

    def _move(self, rows: int) -> None:
        items, current = rows_of(self.list), self.list.currentItem()
        if items:
            here = items.index(current) if current is not None else 0
            self.list.setCurrentItem(items[min(max(here + rows, 0), len(items) - 1)])


def matches(typed: str, actions: Mapping[str, QAction]) -> list[Match]:
    """Actions with these letters in this order; best are those that begin so, then those with such a word."""
    found: list[Match] = []
    for id_, action in actions.items():
        title = action.text().replace("&", "").rstrip("…")
        rank = _rank(typed.lower().strip(), title.lower())
        if rank is None and _rank(typed.lower().strip(), action.statusTip().lower()) == 1:
            rank = 4  # its description has the word
        if rank is None and _rank(typed.lower().strip(), id_.replace("_", " ")) in (0, 1):
            rank = 5  # the English word, in whatever language the window speaks
        if rank is not None and title:
            found.append(Match(rank, title, id_))
    return sorted(found, key=lambda match: (match.rank, match.title))


def _rank(typed: str, title: str) -> int | None:
    if title.startswith(typed):
        return 0
    if f" {typed}" in title:
        return 1
    if typed in title:
        return 2
    letters = iter(title)
    return 3 if all(letter in letters for letter in typed if letter != " ") else None
