"""The export dialog: what is written, from which frames, to where; then its progress."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.document.project import Project
from app.document.timing import FrameRange
from app.engine.export.formats import FORMATS, Content, ExportFormat
from app.engine.export.job import ExportRequest, requests_of
from app.engine.export.names import TOKENS
from app.engine.export.options import check_options
from app.engine.requests import Cancelled, Failed
from app.errors import UserFacingError
from app.ui import messages
from app.ui.export_options import DeliveryOptions, PictureOptions, chosen_options
from app.ui.export_thread import Exported, ExportStep, StartExport
from app.ui.lane import Lane
from app.ui.theme import TEXT_DIM
from app.ui.tracker_thread import next_request_id
from app.ui.wording import duration
from app.ui.words import tr

_NAMED = 4  # stretches of frames in a message


class ExportDialog(QDialog):
    """Not modal: the window stays usable while frames are written. Writes the project it was opened with."""

    exported = Signal(object)  # Path
    queue_wanted = Signal(object)  # tuple[ExportRequest, ...]

    def __init__(
        self, project: Project, lane: Lane, *, name: str, folder: Path, format_name: str = "", parent: QWidget
    ) -> None:
        super().__init__(parent)
        assert project.media is not None
        self._project = project
        self._media = project.media
        self._lane = lane
        self._name = name
        self._folder = folder
        self._running = 0  # request id
        self._path_is_ours = True  # until the user types or chooses one
        self._written: Path | None = None
        self.setWindowTitle(tr("Export {name}", name=name))
        self.setMinimumWidth(560)
        self.settings = QWidget(self)
        form = QFormLayout(self.settings)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(10)
        self.picture = PictureOptions(project.masklets, self.settings)
        self.delivery = DeliveryOptions(project.media, self.settings)
        self._add_format(form, format_name)
        self._add_range(form)
        self._add_tabs(form)
        self._add_path(form)
        layout = QVBoxLayout(self)
        layout.addWidget(self.settings)
        layout.addWidget(self._progress_part())
        layout.addWidget(self._buttons())
        lane.replied.connect(self._take_reply)
        self._show_format()

    # Parts

    def _add_format(self, form: QFormLayout, wanted: str) -> None:
        self.format = QComboBox(self)
        for name, format_ in FORMATS.items():
            self.format.addItem(tr(format_.title), name)
        self.format.setCurrentIndex(max(0, self.format.findData(wanted)))
        self.format.currentIndexChanged.connect(self._show_format)
        self.description = QLabel(self)
        self.description.setWordWrap(True)
        self.description.setStyleSheet(f"color: {TEXT_DIM};")
        form.addRow(tr("Format"), self.format)
        form.addRow("", self.description)

    def _add_range(self, form: QFormLayout) -> None:
        area, whole = self._project.work_area, self._media.frames
        self.work_area = QRadioButton(
            tr(
                "Work area, {first} to {last} ({count} frames)",
                first=area.first,
                last=area.last,
                count=len(area),
            ),
            self,
        )
        self.whole = QRadioButton(
            tr(
                "Whole clip, {first} to {last} ({count} frames)",
                first=whole.first,
                last=whole.last,
                count=len(whole),
            ),
            self,
        )
        self.custom = QRadioButton(tr("Frames"), self)
        self.first, self.last = self._frame_box(area.first), self._frame_box(area.last)
        custom = QHBoxLayout()
        for widget in (self.custom, self.first, QLabel(tr("to"), self), self.last):
            custom.addWidget(widget)
        custom.addStretch(1)
        column = QVBoxLayout()
        column.addWidget(self.work_area)
        column.addWidget(self.whole)
        column.addLayout(custom)
        group = QButtonGroup(self)
        for button in (self.work_area, self.whole, self.custom):
            group.addButton(button)
        self.work_area.setVisible(area != whole)
        (self.whole if area == whole else self.work_area).setChecked(True)
        self.custom.toggled.connect(self.first.setEnabled)
        self.custom.toggled.connect(self.last.setEnabled)
        form.addRow(tr("Range"), column)

    def _frame_box(self, value: int) -> QSpinBox:
        box = QSpinBox(self)
        box.setAccessibleName(tr("Frames"))
        box.setRange(0, self._media.frames.last)
        box.setValue(value)
        box.setEnabled(False)
        return box

    def _add_tabs(self, form: QFormLayout) -> None:
        tabs = QTabWidget(self)
        tabs.setDocumentMode(True)
        tabs.addTab(self.picture, tr("Picture"))
        tabs.addTab(self.delivery, tr("Numbers and sound"))
        self.picture.content.currentIndexChanged.connect(self._show_path)
        form.addRow(tabs)

    def _add_path(self, form: QFormLayout) -> None:
        self.path = QLineEdit(self)
        self.path.setAccessibleName(tr("Write to"))
        self.path.textEdited.connect(self._path_typed)
        self.path.setToolTip(tr("May hold ") + ", ".join(f"{{{token}}}" for token in TOKENS))
        browse = QPushButton(tr("Choose…"), self)
        browse.clicked.connect(self._browse)
        row = QHBoxLayout()
        row.addWidget(self.path, 1)
        row.addWidget(browse)
        form.addRow(tr("Write to"), row)

    def _progress_part(self) -> QWidget:
        part = QWidget(self)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 8, 0, 0)
        self.progress = QProgressBar(part)
        self.message = QLabel(part)
        self.message.setWordWrap(True)
        self.message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.progress)
        column.addWidget(self.message)
        self.progress.hide()
        return part

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(self)
        self.show_button = box.addButton(tr("Show in folder"), QDialogButtonBox.ButtonRole.ActionRole)
        self.close_button = box.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        self.queue_button = box.addButton(tr("Add to queue"), QDialogButtonBox.ButtonRole.ActionRole)
        self.export_button = box.addButton(tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.export_button.setDefault(True)
        self.show_button.hide()
        self.show_button.clicked.connect(self._show_in_folder)
        self.queue_button.setToolTip(tr("Let it wait for the jobs before it; the window stays free"))
        self.queue_button.clicked.connect(self.queue)
        self.export_button.clicked.connect(self.start)
        self.close_button.clicked.connect(self.reject)
        return box

    # Choices

    @property
    def chosen_format(self) -> ExportFormat:
        return FORMATS[str(self.format.currentData())]

    @property
    def is_running(self) -> bool:
        return self._running != 0

    def chosen_frames(self) -> FrameRange:
        """Raises ValueError where the custom range ends before it begins."""
        if self.whole.isChecked():
            return self._media.frames
        if self.custom.isChecked():
            return FrameRange(self.first.value(), self.last.value())
        return self._project.work_area

    def chosen_masklets(self) -> frozenset[int]:
        return self.picture.masklets.chosen()

    @Slot()
    def _show_format(self) -> None:
        chosen = self.chosen_format
        self.description.setText(tr(chosen.description))
        self.picture.show_format(chosen)
        self.delivery.show_format(chosen)
        self._show_path()

    @Slot()
    def _show_path(self) -> None:
        chosen = self.chosen_format
        if self._path_is_ours:
            content = self.picture.chosen_content
            self.path.setText(str(default_path(self._folder, self._name, chosen, content)))
        else:
            typed = Path(self.path.text())
            self.path.setText(str(typed.with_suffix("" if chosen.is_sequence else chosen.extension)))

    @Slot()
    def _path_typed(self) -> None:
        self._path_is_ours = False

    @Slot()
    def _browse(self) -> None:
        chosen = self.chosen_format
        title = tr("Folder for the images") if chosen.is_sequence else tr("Export to")
        kinds = "" if chosen.is_sequence else f"{chosen.title} (*{chosen.extension})"
        path, _ = QFileDialog.getSaveFileName(
            self, title, self.path.text(), kinds, options=QFileDialog.Option.DontConfirmOverwrite
        )
        if path:
            self._path_is_ours = False
            self.path.setText(path)

    # Work

    @Slot()
    def start(self) -> None:
        """Write it, after asking where something would be overwritten."""
        requests = self._checked()
        if not requests:
            return
        self._running = next_request_id()
        self._written = None
        self._show_running()
        self.message.setText(tr("Starting…"))
        self._lane.submit(StartExport(self._running, requests))

    @Slot()
    def queue(self) -> None:
        """Let it wait its turn, after asking where something would be overwritten."""
        if requests := self._checked():
            self.queue_wanted.emit(requests)
            self.accept()

    def _checked(self) -> tuple[ExportRequest, ...]:
        """What is to be written; nothing where the choices do not go together, which is then said."""
        problem = self._problem()
        if problem:
            self.message.setText(problem)
            return ()
        try:
            requests = self._requests()
        except UserFacingError as error:
            self.message.setText(f"{error} {error.hint}".strip())
            return ()
        existing = [r.path for r in requests if r.path.exists()]
        if existing and not self._may_overwrite(existing):
            return ()
        return requests

    def _requests(self) -> tuple[ExportRequest, ...]:
        """Raises UserFacingError where the choices do not go together."""
        options = chosen_options(self.chosen_format, self.picture, self.delivery)
        check_options(self.chosen_format, options)
        request = ExportRequest(
            self._project,
            self.chosen_format.name,
            Path(self.path.text()).expanduser(),
            frames=self.chosen_frames(),
            masklets=self.chosen_masklets(),
            overwrite=True,
            options=options,
        )
        each = requests_of(request, self._name)
        return tuple(replace(r, overwrite=r.path.exists()) for r in each)

    def _problem(self) -> str:
        if not self.path.text().strip():
            return tr("Choose where to write.")
        if not self.chosen_masklets() and self.picture.chosen_content != "composite":
            return tr("Choose at least one masklet.")
        if self.custom.isChecked() and self.last.value() < self.first.value():
            return tr("The range ends before it begins.")
        return ""

    def _may_overwrite(self, paths: Sequence[Path]) -> bool:
        what = tr("The folder") if paths[0].is_dir() else tr("The file")
        more = tr(", and {count} more do", count=len(paths) - 1) if len(paths) > 1 else ""
        return messages.ask(
            self,
            tr("Replace?"),
            tr("{what} “{name}” exists already{more}.", what=what, name=paths[0].name, more=more),
            yes=tr("Replace"),
        )

    @Slot(object)
    def _take_reply(self, reply: object) -> None:
        if not self.is_running or getattr(reply, "request_id", 0) != self._running:
            return
        match reply:
            case ExportStep():
                self._show_step(reply)
            case Exported():
                self._written = reply.path
                self._end(_said(reply))
                self.exported.emit(reply.path)
            case Cancelled():
                self._end(tr("Cancelled. Nothing was written."))
            case Failed():
                self._end(f"{reply.message} {reply.hint}".strip())
            case _:
                pass

    def _show_step(self, step: ExportStep) -> None:
        progress = step.progress
        self.progress.setMaximum(progress.total)
        self.progress.setValue(progress.done)
        left = "" if progress.seconds_left is None else f", {duration(progress.seconds_left)} left"
        if progress.done == progress.total:
            left = tr(". Checking each of them…")
        self.message.setText(f"{step.name}: {progress.done} of {progress.total} frames{left}")

    def _end(self, message: str) -> None:
        self._running = 0
        self.message.setText(message)
        self._show_running()

    def _show_running(self) -> None:
        running = self.is_running
        self.settings.setEnabled(not running)
        self.export_button.setEnabled(not running)
        self.queue_button.setEnabled(not running)
        self.close_button.setText(tr("Cancel") if running else tr("Close"))
        self.progress.setVisible(running)
        self.progress.setMaximum(0)
        self.show_button.setVisible(self._written is not None)

    @Slot()
    def _show_in_folder(self) -> None:
        if self._written is not None:
            folder = self._written if self._written.is_dir() else self._written.parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def reject(self) -> None:
        """Escape, Cancel, Close and the window's cross: first the export ends, then the dialog."""
        if self.is_running:
            self.message.setText(tr("Cancelling…"))
            self._lane.cancel()
        else:
            super().reject()


def _said(reply: Exported) -> str:
    written = tr("Written and proven, {frames} frames: {path}", frames=reply.frames, path=reply.path)
    if not reply.unhidden:
        return written
    seen = tr("What must be hidden may be seen; a list is beside the result:")
    more = tr("and {count} more", count=len(reply.unhidden) - _NAMED) if len(reply.unhidden) > _NAMED else ""
    return "\n".join((written, seen, *reply.unhidden[:_NAMED], *([more] if more else [])))


def default_path(folder: Path, name: str, chosen: ExportFormat, content: Content) -> Path:
    """`folder/dog-matte.mov`: named after the project and what is in it; never a name that exists."""
    suffix = "" if chosen.is_sequence else chosen.extension
    stem = f"{name}-{content}"
    path = folder / f"{stem}{suffix}"
    number = 2
    while path.exists():
        path = folder / f"{stem}-{number}{suffix}"
        number += 1
    return path
