"""The plugins: which are there, which run, what is wrong with one; allow, turn off, try again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.engine.plugin_host import PluginHost
from app.engine.plugin_list import ListedPlugin, listed_plugins
from app.engine.user_plugins import decide, plugin_folder
from app.errors import UserFacingError
from app.ui.small_widgets import rows_of
from app.ui.words import mark, tr

_STATES = {
    "on": mark("On"),
    "off": mark("Off"),
    "new": mark("New: it has not run yet"),
    "changed": mark("Changed since it was allowed"),
    "failed": mark("Does not load"),
    "resting": mark("Failed; left out of the picture"),
}


class PluginDialog(QDialog):
    """Not modal: an effect can be tried again while its picture is looked at."""

    reload_wanted = Signal()
    retry_wanted = Signal(str)  # an effect's id

    def __init__(self, host: Callable[[], PluginHost], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Plugins"))
        self.resize(720, 480)
        self._host = host
        self._rows: tuple[ListedPlugin, ...] = ()
        self._make_widgets()
        self._lay_out()

    def _make_widgets(self) -> None:
        self.list = QTreeWidget(self)
        self.list.setHeaderLabels([tr("Effect"), tr("From"), tr("State")])
        self.list.setRootIsDecorated(False)
        self.list.setAccessibleName(tr("Plugins"))
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.list.currentItemChanged.connect(self._show_row)
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.allow = self._button(tr("Allow"), self._allow)
        self.forbid = self._button(tr("Turn off"), self._forbid)
        self.retry = self._button(tr("Try again"), self._retry)
        self.open_folder = self._button(tr("Open plugin folder"), self._open_folder)
        self.look_again = self._button(tr("Look again"), self._look_again)

    def _button(self, text: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        for button in (self.allow, self.forbid, self.retry):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.open_folder)
        row.addWidget(self.look_again)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.message)
        layout.addLayout(row)
        layout.addWidget(box)

    @Slot()
    def refresh(self) -> None:
        """Look at the folder again, without running what is in it."""
        chosen = self._chosen()
        self._rows = listed_plugins(self._host())
        self.list.clear()
        for row in self._rows:
            item = QTreeWidgetItem(
                self.list, [tr(row.name), row.plugin or tr("Comes with Masklet"), tr(_STATES[row.state])]
            )
            item.setToolTip(2, row.reason)
        items = rows_of(self.list)
        same = (i for i, row in enumerate(self._rows) if chosen and _key(row) == _key(chosen))
        if items:
            self.list.setCurrentItem(items[next(same, 0)])
        self._show_row()

    @Slot()
    def _show_row(self) -> None:
        row = self._chosen()
        state = row.state if row is not None else ""
        has_file = row is not None and row.file is not None
        self.allow.setEnabled(has_file and state in {"off", "new", "changed"})
        self.forbid.setEnabled(has_file and state != "off")
        self.retry.setEnabled(state in {"failed", "resting"})
        self.message.setText(_said(row) if row is not None else "")

    def _chosen(self) -> ListedPlugin | None:
        item = self.list.currentItem()
        index = self.list.indexOfTopLevelItem(item) if item is not None else -1
        return self._rows[index] if 0 <= index < len(self._rows) else None

    @Slot()
    def _allow(self) -> None:
        self._decide(allowed=True)

    @Slot()
    def _forbid(self) -> None:
        self._decide(allowed=False)

    def _decide(self, *, allowed: bool) -> None:
        """What is allowed is the file that was listed: one that has changed since asks again."""
        row = self._chosen()
        if row is None or row.file is None:
            return
        try:
            decide(row.file.path, row.file.digest, allowed=allowed)
        except UserFacingError as error:
            self.message.setText(f"{error} {error.hint}")
            return
        self.reload_wanted.emit()

    @Slot()
    def _retry(self) -> None:
        row = self._chosen()
        if row is not None:
            self.retry_wanted.emit(row.effect)

    @Slot()
    def _look_again(self) -> None:
        self.reload_wanted.emit()

    @Slot()
    def _open_folder(self) -> None:
        folder = plugin_folder()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self.message.setText(tr("{folder} cannot be made: {error}", folder=folder, error=error))
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _key(row: ListedPlugin) -> str:
    return row.plugin or row.effect


def _said(row: ListedPlugin) -> str:
    if row.state in {"new", "changed", "off"}:
        return tr(
            "A plugin is a program: it can do all that you can do on this computer. "
            "Allow only what you wrote or trust. A file that changes asks again."
        )
    return row.reason
