"""Masks and shapes for other programs: which kind, which masklets, how exact, to where."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.document.project import Project
from app.engine.interchange.mask_sets import MASK_SETS
from app.engine.interchange.roto import LARGEST_ERROR, SHAPE_FILES, SMALLEST_ERROR, Fit
from app.engine.requests import Cancelled, Failed
from app.ui import messages
from app.ui.export_options import MaskletList
from app.ui.interchange_thread import HandedOff, HandOff, HandOffStep
from app.ui.lane import Lane
from app.ui.tracker_thread import next_request_id
from app.ui.words import tr

_JSON = ".json"


class HandOffDialog(QDialog):
    """Not modal. Writes the project that it was opened with."""

    def __init__(self, project: Project, lane: Lane, *, name: str, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Shapes and masks of {name}", name=name))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(540)
        self._project = project
        self._lane = lane
        self._name = name
        self._folder = folder
        self._running = 0  # request id
        self._path_is_ours = True
        self.kind = QComboBox(self)
        for key, shape in SHAPE_FILES.items():
            self.kind.addItem(tr(shape.title), key)
        for key, kind in MASK_SETS.items():
            self.kind.addItem(tr(kind.title), key)
        visible = [m.id for m in project.masklets if m.visible]
        self.masklets = MaskletList(project.masklets, tr("Masklets"), visible, self)
        self.error = QDoubleSpinBox(self)
        self.error.setRange(SMALLEST_ERROR, LARGEST_ERROR)
        self.error.setSingleStep(0.25)
        self.error.setValue(1.0)
        self.error.setSuffix(tr(" px"))
        self.error.setToolTip(
            tr("How far a shape may be from the matte's edge; less needs more points and keys")
        )
        self.path = QLineEdit(self)
        self.path.textEdited.connect(self._path_typed)
        self.progress = QProgressBar(self)
        self.progress.hide()
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self._lay_out()
        self.kind.currentIndexChanged.connect(self._show_kind)
        lane.replied.connect(self._take_reply)
        self._show_kind()

    def _lay_out(self) -> None:
        self.form = QFormLayout()
        area = self._project.work_area
        browse = QPushButton(tr("Choose…"), self)
        browse.clicked.connect(self._browse)
        row = QHBoxLayout()
        row.addWidget(self.path, 1)
        row.addWidget(browse)
        span = tr(
            "Work area, {first} to {last} ({count} frames)", first=area.first, last=area.last, count=len(area)
        )
        for title, field in (
            (tr("For"), self.kind),
            (tr("Masklets"), self.masklets),
            (tr("Error"), self.error),
            (tr("Range"), QLabel(span, self)),
        ):
            self.form.addRow(title, field)
        self.form.addRow(tr("Write to"), row)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.write_button = self.buttons.addButton(tr("Write"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.write_button.clicked.connect(self.start)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(self.form)
        layout.addWidget(self.progress)
        layout.addWidget(self.message)
        layout.addWidget(self.buttons)

    @property
    def chosen_kind(self) -> str:
        return str(self.kind.currentData())

    @Slot()
    def _show_kind(self) -> None:
        kind = self.chosen_kind
        self.form.setRowVisible(self.error, kind in SHAPE_FILES)
        if self._path_is_ours:
            self.path.setText(str(self._folder / f"{self._name}-{kind}{_suffix(kind)}"))
        elif self.path.text():
            self.path.setText(str(Path(self.path.text()).with_suffix(_suffix(kind))))

    @Slot()
    def _path_typed(self) -> None:
        self._path_is_ours = False

    @Slot()
    def _browse(self) -> None:
        suffix = _suffix(self.chosen_kind)
        kinds = f"{self.kind.currentText()} (*{suffix})" if suffix else ""
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            tr("Write to"),
            self.path.text(),
            kinds,
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self._path_is_ours = False
            self.path.setText(chosen)

    @Slot()
    def start(self) -> None:
        """Write it, after asking where a file would be replaced."""
        path, masklets = Path(self.path.text()).expanduser(), self.masklets.chosen()
        if not masklets:
            self.message.setText(tr("Choose at least one masklet."))
            return
        if path.is_file() and not messages.ask(
            self, tr("Replace?"), tr("{name} exists already.", name=path.name), yes=tr("Replace")
        ):
            return
        self._running = next_request_id()
        self.message.clear()
        self._show_running()
        self._lane.submit(
            HandOff(self._running, self._project, self.chosen_kind, path, masklets, self.error.value())
        )

    @Slot(object)
    def _take_reply(self, reply: object) -> None:
        if not self._running or getattr(reply, "request_id", 0) != self._running:
            return
        match reply:
            case HandOffStep():
                self.progress.setMaximum(reply.total)
                self.progress.setValue(reply.done)
            case HandedOff():
                self._end("\n".join((tr("Written: {path}", path=reply.path), _told(reply.fit))).strip())
            case Cancelled():
                self._end(tr("Cancelled. Nothing was written."))
            case Failed():
                self._end(f"{reply.message} {reply.hint}".strip())
            case _:
                pass

    def _end(self, message: str) -> None:
        self._running = 0
        self.message.setText(message)
        self._show_running()

    def _show_running(self) -> None:
        self.write_button.setEnabled(not self._running)
        self.progress.setVisible(bool(self._running))
        self.progress.setMaximum(0)

    def reject(self) -> None:
        """First what runs ends, then the dialog."""
        if self._running:
            self.message.setText(tr("Cancelling…"))
            self._lane.cancel()
        else:
            super().reject()


def _suffix(kind: str) -> str:
    if kind in SHAPE_FILES:
        return SHAPE_FILES[kind].suffix
    return "" if MASK_SETS[kind].is_folder else _JSON


def _told(fit: Fit | None) -> str:
    if fit is None:
        return ""
    return tr(
        "{shapes} shapes, {points} points, {keys} keys: off by {mean} pixels in the mean,"
        " {greatest} at most.",
        shapes=fit.shapes,
        points=fit.points,
        keys=fit.keys,
        mean=f"{fit.mean:.2f}",
        greatest=f"{fit.greatest:.2f}",
    )
