"""Small pieces that several panels are made of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QLabel, QToolButton, QTreeWidget, QTreeWidgetItem, QWidget

from app.ui.icons import icon
from app.ui.theme import TEXT_DIM


def tool_button(name: str, tip: str, parent: QWidget) -> QToolButton:
    """A flat button with an icon. Its accessible name is the tip without the key in brackets."""
    button = QToolButton(parent)
    button.setIcon(icon(name))
    button.setToolTip(tip)
    button.setAccessibleName(tip.split(" (", maxsplit=1)[0])
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def hint_label(text: str) -> QLabel:
    """What to do next, in the middle of an empty panel."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setStyleSheet(f"color: {TEXT_DIM};")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setContentsMargins(16, 16, 16, 16)
    return label


def swatch(colour: QColor, size: int = 16) -> QIcon:
    """A square of that colour, for lists and buttons."""
    pixmap = QPixmap(size, size)
    pixmap.fill(colour)
    return QIcon(pixmap)


def rows_of(tree: QTreeWidget) -> list[QTreeWidgetItem]:
    """The rows at the top, in order."""
    items = [tree.topLevelItem(i) for i in range(tree.topLevelItemCount())]
    return [item for item in items if item is not None]


def rows_below(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    items = [item.child(i) for i in range(item.childCount())]
    return [item for item in items if item is not None]
