"""Open an edit: where its clips are, how many handles, where the shots go; then its shots."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.document.timing import FrameRate
from app.engine.conform.conform import HANDLES
from app.engine.requests import Failed
from app.ui.interchange_thread import EditOpened, OpenEdit
from app.ui.lane import Lane
from app.ui.tracker_thread import next_request_id
from app.ui.words import mark, tr

EDIT_FILTER = mark("Edits (*.otio *.fcpxml *.fcpxmld *.xml *.edl)")
_RATES = (
    *((f"{n * 1000 / 1001:.5g}", Fraction(n * 1000, 1001)) for n in (24, 30, 60)),
    *((str(n), Fraction(n)) for n in (24, 25, 30, 50, 60)),
)


class EditDialog(QDialog):
    """Not modal. Reading the edit and looking for its clips happens on the lane."""

    shot_chosen = Signal(object)  # Path of a project

    def __init__(self, edit: Path, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Open {name}", name=edit.name))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(620, 380)
        self._edit = edit
        self._lane = lane
        self._request = 0
        self.media = QLineEdit(self)
        self.media.setPlaceholderText(tr("where the edit says, and beside it"))
        self.output = QLineEdit(str(edit.with_name(f"{edit.stem}-shots")), self)
        self.handles = QSpinBox(self)
        self.handles.setRange(0, 1000)
        self.handles.setValue(HANDLES)
        self.handles.setSuffix(tr(" frames on both sides"))
        self.rate = QComboBox(self)
        self.rate.addItem(tr("As the clips"), None)
        for name, fps in _RATES:
            self.rate.addItem(name, fps)
        self.shots = QListWidget(self)
        self.shots.setAccessibleName(tr("Shots"))
        self.note = QLabel(tr("Each use of a clip becomes a project, a shot."), self)
        self.note.setWordWrap(True)
        self._lay_out()
        lane.replied.connect(self._take_reply)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(tr("Clips are in"), _with_button(self.media, self))
        form.addRow(tr("Shots go to"), _with_button(self.output, self))
        form.addRow(tr("Handles"), self.handles)
        form.addRow(tr("Frame rate"), self.rate)
        form.setRowVisible(self.rate, self._edit.suffix.lower() == ".edl")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.make_button = self.buttons.addButton(tr("Make shots"), QDialogButtonBox.ButtonRole.ActionRole)
        self.open_button = self.buttons.addButton(tr("Open shot"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.open_button.setEnabled(False)
        self.make_button.clicked.connect(self.make)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.shots.itemDoubleClicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.shots, 1)
        layout.addWidget(self.note)
        layout.addWidget(self.buttons)

    @Slot()
    def make(self) -> None:
        self._request = next_request_id()
        self.make_button.setEnabled(False)
        self.note.setText(tr("Looking for the clips…"))
        folders = (Path(self.media.text()).expanduser(),) if self.media.text().strip() else ()
        fps = self.rate.currentData()
        rate = None if fps is None else FrameRate(fps)
        output = Path(self.output.text()).expanduser()
        self._lane.submit(OpenEdit(self._request, self._edit, folders, output, self.handles.value(), rate))

    @Slot(object)
    def _take_reply(self, reply: object) -> None:
        if not isinstance(reply, EditOpened | Failed) or reply.request_id != self._request:
            return
        if isinstance(reply, Failed):
            self.make_button.setEnabled(True)
            self.note.setText(f"{reply.message} {reply.hint}")
            return
        for path in reply.paths:
            QListWidgetItem(path.stem, self.shots).setData(Qt.ItemDataRole.UserRole, path)
        self.shots.setCurrentRow(0)
        self.open_button.setEnabled(bool(reply.paths))
        done = tr("Shots: {count}, in {folder}.", count=len(reply.paths), folder=self.output.text())
        self.note.setText(" ".join((done, *reply.notes)))

    def accept(self) -> None:
        chosen = self.shots.selectedItems()
        if chosen:
            super().accept()
            self.shot_chosen.emit(chosen[0].data(Qt.ItemDataRole.UserRole))


def _with_button(line: QLineEdit, parent: QDialog) -> QHBoxLayout:
    button = QPushButton(tr("Choose…"), parent)

    def choose() -> None:
        chosen = QFileDialog.getExistingDirectory(parent, tr("Folder"), line.text())
        if chosen:
            line.setText(chosen)

    button.clicked.connect(choose)
    row = QHBoxLayout()
    row.addWidget(line, 1)
    row.addWidget(button)
    return row
