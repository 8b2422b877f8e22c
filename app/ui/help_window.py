"""The manual in the window: the pages of resources/help, to be read, searched and followed by their links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.ui.small_widgets import tool_button
from app.ui.words import tr

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "help"
INDEX = "index.md"
_LINK = re.compile(r"^- \[([^]]+)\]\(([\w-]+\.md)\)", re.MULTILINE)
_PICTURE_WIDTH_PX = 680
_SIZE = (1040, 760)
_NAME = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Page:
    """One page of the manual."""

    name: str  # of its file
    title: str
    text: str


def pages(folder: Path = FOLDER) -> Iterator[Page]:
    """In the order of the index, which is the first."""
    index = (folder / INDEX).read_text(encoding="utf-8")
    yield Page(INDEX, index.splitlines()[0].removeprefix("# "), index)
    for title, name in _LINK.findall(index):
        yield Page(name, title, (folder / name).read_text(encoding="utf-8"))


class HelpWindow(QWidget):
    """A window of its own, so that it can be read beside the work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(tr("Manual"))
        self.resize(*_SIZE)
        self._pages = tuple(pages())
        self._open = INDEX
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(tr("Search the manual"))
        self.field.setAccessibleName(tr("Search the manual"))
        self.field.setClearButtonEnabled(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Pages of the manual"))
        self.browser = _Browser(self)
        self._lay_out()
        self.field.textChanged.connect(self._search)
        self.field.returnPressed.connect(self._find_next)
        self.list.currentItemChanged.connect(self._open_current)
        self.browser.sourceChanged.connect(self._take_source)
        self._search("")
        self.open_page(INDEX)

    def _lay_out(self) -> None:
        back = tool_button("step-backward", tr("Back"), self)
        on = tool_button("step-forward", tr("Forward"), self)
        for button, go, can in (
            (back, self.browser.backward, self.browser.backwardAvailable),
            (on, self.browser.forward, self.browser.forwardAvailable),
        ):
            button.setEnabled(False)
            button.clicked.connect(go)
            can.connect(button.setEnabled)
        row = QHBoxLayout()
        row.addWidget(back)
        row.addWidget(on)
        row.addWidget(self.field, 1)
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(8, 8, 0, 8)
        column.addLayout(row)
        column.addWidget(self.list, 1)
        parts = QSplitter(self)
        parts.addWidget(side)
        parts.addWidget(self.browser)
        parts.setSizes([_SIZE[0] - _PICTURE_WIDTH_PX - 80, _PICTURE_WIDTH_PX + 80])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(parts)

    def open_page(self, name: str) -> None:
        self.browser.setSource(QUrl.fromLocalFile(str(FOLDER / name)))

    @Slot(str)
    def _search(self, text: str) -> None:
        """Only pages with all of these words; the one that is open stays open."""
        words = text.lower().split()
        self.list.blockSignals(True)
        self.list.clear()
        for page in self._pages:
            if all(word in page.text.lower() for word in words):
                item = QListWidgetItem(page.title, self.list)
                item.setData(_NAME, page.name)
        self.list.blockSignals(False)
        self._mark_open()

    @Slot()
    def _open_current(self) -> None:
        item = self.list.currentItem()
        if self.list.currentRow() >= 0 and item.data(_NAME) != self._open:
            self.open_page(str(item.data(_NAME)))
            self._find_next()

    @Slot()
    def _find_next(self) -> None:
        """To the next place of what is searched, on the page that is open, else on the first that has it."""
        text = self.field.text().strip()
        if not text or self.browser.find(text):
            return
        self.browser.moveCursor(self.browser.textCursor().MoveOperation.Start)
        if not self.browser.find(text) and self.list.currentRow() < 0 and self.list.count():
            self.list.setCurrentRow(0)

    @Slot(QUrl)
    def _take_source(self, source: QUrl) -> None:
        self._open = Path(source.path()).name  # the browser's own `source` is still the one before
        self._mark_open()

    def _mark_open(self) -> None:
        """The open page is the one that is marked in the list."""
        self.list.blockSignals(True)
        self.list.setCurrentRow(-1)
        for row in range(self.list.count()):
            if self.list.item(row).data(_NAME) == self._open:
                self.list.setCurrentRow(row)
        self.list.blockSignals(False)


class _Browser(QTextBrowser):
    """Pages in Markdown, their pictures no wider than the page."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Manual"))
        self.setOpenExternalLinks(True)
        self.document().setDocumentMargin(20)

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802 - Qt's name
        found: object = super().loadResource(kind, name)
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return found
        image = QImage(self.source().resolved(QUrl(name)).toLocalFile())
        if image.width() <= _PICTURE_WIDTH_PX:
            return image
        return image.scaledToWidth(_PICTURE_WIDTH_PX, Qt.TransformationMode.SmoothTransformation)
