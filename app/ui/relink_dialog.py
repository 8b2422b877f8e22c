"""A project whose clip is gone: what is looked for, what was found, and which file it shall be."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.document.media import Media
from app.engine.relink import Candidate
from app.engine.requests import Failed
from app.ui.file_thread import FindMedia, MediaFound
from app.ui.lane import Lane
from app.ui.small_widgets import rows_of
from app.ui.theme import TEXT_DIM
from app.ui.tracker_thread import next_request_id
from app.ui.words import mark, tr

_CONTENT = {True: mark("the same"), False: mark("another"), None: mark("not known")}
_PATH = Qt.ItemDataRole.UserRole
_SAME = Qt.ItemDataRole.UserRole + 1


class RelinkDialog(QDialog):
    """Looks beside the project at once, and wherever the user says. Searching happens on the files' lane."""

    chosen = Signal(object)  # Path

    def __init__(self, project: Path, media: Media, files: Lane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Clip not found"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(640, 420)
        self._media = media
        self._files = files
        self._folder = project.parent
        self._request = 0
        self.list = QTreeWidget(self)
        self.list.setRootIsDecorated(False)
        self.list.setAccessibleName(tr("Files that may be the clip"))
        self.list.setHeaderLabels([tr("File"), tr("Content"), tr("Folder")])
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.folder_button = QPushButton(tr("Look in a folder…"), self)
        self.file_button = QPushButton(tr("Choose a file…"), self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.use_button = self.buttons.addButton(tr("Use this clip"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._lay_out(project)
        self._connect()
        self._look_at(self._folder)

    def _lay_out(self, project: Path) -> None:
        intro = QLabel(tr("{project} uses a clip that is not where it was.", project=project.name), self)
        intro.setWordWrap(True)
        wanted = QFormLayout()
        for title, text in _facts(self._media):
            label = QLabel(text, self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            wanted.addRow(title, label)
        places = QHBoxLayout()
        places.addWidget(self.folder_button)
        places.addWidget(self.file_button)
        places.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addWidget(intro)
        layout.addLayout(wanted)
        layout.addLayout(places)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.note)
        layout.addWidget(self.buttons)
        self.note.setStyleSheet(f"color: {TEXT_DIM};")

    def _connect(self) -> None:
        self._files.replied.connect(self._take_reply)
        self.folder_button.clicked.connect(self._ask_folder)
        self.file_button.clicked.connect(self._ask_file)
        self.list.currentItemChanged.connect(self._show_choice)
        self.list.itemDoubleClicked.connect(self.accept)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    @Slot()
    def _ask_folder(self) -> None:
        title = tr("Find {clip}", clip=self._media.path.name)
        chosen = QFileDialog.getExistingDirectory(self, title, str(self._folder))
        if chosen:
            self._look_at(Path(chosen))

    @Slot()
    def _ask_file(self) -> None:
        title = tr("Find {clip}", clip=self._media.path.name)
        chosen, _ = QFileDialog.getOpenFileName(self, title, str(self._folder))
        if chosen:
            self._look_at(Path(chosen))

    def _look_at(self, place: Path) -> None:
        self._folder = place if place.is_dir() else place.parent
        self._request = next_request_id()
        self.list.clear()
        self.use_button.setEnabled(False)
        self.note.setText(tr("Looking in {folder}…", folder=self._folder))
        self._files.submit(FindMedia(self._request, self._media, place))

    @Slot(object)
    def _take_reply(self, reply: object) -> None:
        if not isinstance(reply, MediaFound | Failed) or reply.request_id != self._request:
            return
        if isinstance(reply, Failed):
            self.note.setText(f"{reply.message} {reply.hint}")
            return
        for candidate in reply.candidates:
            self._add(candidate)
        if reply.candidates:
            self.list.setCurrentItem(rows_of(self.list)[0])
            self.list.resizeColumnToContents(0)
        else:
            self.note.setText(tr("Nothing in {folder} or below it may be the clip.", folder=self._folder))

    def _add(self, candidate: Candidate) -> None:
        path, same = candidate.path, candidate.is_same
        item = QTreeWidgetItem(self.list, [path.name, tr(_CONTENT[same]), str(path.parent)])
        item.setData(0, _PATH, path)
        item.setData(0, _SAME, same)

    @Slot()
    def _show_choice(self) -> None:
        item = self.list.currentItem()
        self.use_button.setEnabled(item is not None)
        if item is None:
            return
        if item.data(0, _SAME) is False:
            text = tr("This file has another content than the project's clip: the masks may not fit.")
        elif item.data(0, _SAME) is None:
            text = tr("The project does not know its clip's content: check that the masks fit.")
        else:
            text = tr("This is the clip, byte for byte where it was compared.")
        self.note.setText(text)

    def accept(self) -> None:
        """Use the chosen file; nothing happens while none is chosen."""
        item = self.list.currentItem()
        if item is not None:
            super().accept()
            self.chosen.emit(item.data(0, _PATH))


def _facts(media: Media) -> list[tuple[str, str]]:
    """What is known of the clip, in rows of title and text."""
    rows = [
        (tr("Name"), media.path.name),
        (tr("Was in"), str(media.path.parent)),
        (tr("Picture"), tr("{width} x {height}, {count} frames", **_size(media))),
    ]
    size = media.fingerprint.partition("-")[0]
    if size.isdecimal():
        rows.append((tr("Size"), QLocale().formattedDataSize(int(size))))
    return rows


def _size(media: Media) -> dict[str, int]:
    return {"width": media.width, "height": media.height, "count": media.frame_count}
