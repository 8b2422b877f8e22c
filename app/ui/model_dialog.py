"""The model manager: what is here, what can be fetched, and which one the project uses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.document import edits
from app.engine.model_store import ModelEntry, ModelStore
from app.engine.requests import Cancelled, Failed, Finished
from app.engine.settings import Settings
from app.ui.document import OpenDocument
from app.ui.lane import Lane
from app.ui.menus import model_title
from app.ui.models_thread import (
    DeviceFound,
    DownloadModel,
    ExamineDevice,
    ImportModel,
    ModelFetched,
    ModelReady,
    ModelRequest,
    VerifyModel,
)
from app.ui.small_widgets import rows_of
from app.ui.tracker_thread import next_request_id
from app.ui.wording import duration, pace
from app.ui.words import tr

_NAME = Qt.ItemDataRole.UserRole


class ModelDialog(QDialog):
    """Not modal: a download goes on while the user works, and while this is closed."""

    models_changed = Signal()

    def __init__(
        self,
        document: OpenDocument,
        models: ModelStore,
        lane: Lane,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Models"))
        self.resize(1060, 460)
        self._document = document
        self._models = models
        self._lane = lane
        self._running: ModelRequest | None = None
        self._examining = 0
        self._speeds: Mapping[str, float | None] = {}
        self._make_widgets()
        self._lay_out()
        lane.replied.connect(self._take_reply)
        document.project_changed.connect(self._refresh)
        self.refresh()
        self._examine(settings)

    def _make_widgets(self) -> None:
        self.list = QTreeWidget(self)
        headers = [tr("Model"), tr("State"), tr("Size"), tr("Speed here"), tr("Licence"), tr("Good for")]
        self.list.setHeaderLabels(headers)
        self.list.setRootIsDecorated(False)
        self.list.setAccessibleName(tr("Models"))
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.list.currentItemChanged.connect(self._refresh)
        self.device = QLabel(tr("Looking at this computer…"), self)
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.progress = QProgressBar(self)
        self.progress.setAccessibleName(tr("Download"))
        keeps_place = self.progress.sizePolicy()
        keeps_place.setRetainSizeWhenHidden(True)  # no button moves when a download begins
        self.progress.setSizePolicy(keeps_place)
        self.progress.hide()
        self.use = self._button(tr("Use in this project"), self._use)
        self.fetch = self._button(tr("Download"), self._download)
        self.check = self._button(tr("Verify"), self._verify)
        self.take_in = self._button(tr("Import…"), self._import)
        self.cancel = self._button(tr("Cancel"), self._lane.cancel)

    def _button(self, text: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        for button in (self.use, self.fetch, self.check, self.take_in):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.cancel)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.list, 1)
        layout.addLayout(row)
        for widget in (self.progress, self.message, self.device, box):
            layout.addWidget(widget)

    # What is shown

    @Slot()
    def refresh(self) -> None:
        """Look at the disk again."""
        chosen = self._chosen_name()
        self.list.clear()
        for entry in self._models.entries():
            speed = self._speeds.get(entry.name)
            here = "" if speed is None else pace(speed)
            texts = [entry.title, _state(entry), _size(entry), here, entry.licence, tr(entry.note)]
            item = QTreeWidgetItem(self.list, texts)
            item.setData(0, _NAME, entry.name)
            item.setToolTip(5, tr(entry.note))
            if entry.name == chosen:
                self.list.setCurrentItem(item)
        if not chosen:
            self.list.setCurrentItem(rows_of(self.list)[0])
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        entry, is_free = self._chosen(), self._running is None
        here = entry is not None and entry.available
        used = entry is not None and self._is_used(entry)
        for item in rows_of(self.list):
            font = item.font(0)
            font.setBold(self._is_used(self._models.find(str(item.data(0, _NAME)))))
            item.setFont(0, font)
        self.use.setEnabled(here and not used)
        self.fetch.setEnabled(is_free and entry is not None and not here and bool(entry.url))
        self.check.setEnabled(is_free and here)
        self.take_in.setEnabled(is_free)
        self.cancel.setEnabled(not is_free)

    def _is_used(self, entry: ModelEntry) -> bool:
        name = self._document.project.model
        return model_title(self._models, name) == entry.title

    def _chosen_name(self) -> str:
        item = self.list.currentItem()
        return str(item.data(0, _NAME)) if item is not None else ""

    def _chosen(self) -> ModelEntry | None:
        name = self._chosen_name()
        return self._models.find(name) if name else None

    # What the buttons do

    @Slot()
    def _use(self) -> None:
        entry = self._chosen()
        if entry is not None:
            name = entry.choice
            self._document.edit(tr("Change model"), lambda p: edits.set_model(p, name))

    @Slot()
    def _download(self) -> None:
        self._begin(DownloadModel(next_request_id(), self._chosen_name()), tr("Connecting…"))

    @Slot()
    def _verify(self) -> None:
        self._begin(VerifyModel(next_request_id(), self._chosen_name()), tr("Reading the file…"))

    @Slot()
    def _import(self) -> None:
        kinds = tr("Weights (*.pt *.pth *.safetensors)")
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Import a model"), "", kinds)
        if chosen:
            self.take_file(Path(chosen))

    def take_file(self, path: Path) -> None:
        self._begin(ImportModel(next_request_id(), path), tr("Reading {name}…", name=path.name))

    def _begin(self, request: ModelRequest, text: str) -> None:
        self._running = request
        self.message.setText(text)
        self.progress.setRange(0, 0)
        self.progress.show()
        self._lane.submit(request)
        self._refresh()

    def _examine(self, settings: Settings) -> None:
        self._examining = next_request_id()
        self._lane.submit(ExamineDevice(self._examining, settings.device or "auto", settings.precision))

    # Replies

    @Slot(object)
    def _take_reply(self, reply: object) -> None:
        if isinstance(reply, DeviceFound):
            text = tr("Computes on {device} in {precision}: {reason}.", **_device_words(reply))
            self.device.setText(text)
            self._speeds = reply.speeds
            self.refresh()
            return
        if self._running is None or getattr(reply, "request_id", None) != self._running.id:
            return
        match reply:
            case ModelFetched():
                self._show_progress(reply)
            case ModelReady():
                self._show_ready(reply)
            case Failed():
                self._end(f"{reply.message} {reply.hint}".strip())
            case Cancelled():
                self._end(tr("Stopped. What was fetched is kept: Download goes on from there."))
            case Finished():
                self._end(self.message.text())
            case _:
                pass

    def _show_progress(self, reply: ModelFetched) -> None:
        progress = reply.progress
        self.progress.setRange(0, 1000)
        self.progress.setValue(progress.done_bytes * 1000 // max(1, progress.total_bytes))
        done, total = progress.done_bytes / 1e6, progress.total_bytes / 1e6
        text = tr("{done:.0f} of {total:.0f} MB", done=done, total=total)
        if progress.seconds_left is not None:
            text += tr(", {time} left", time=duration(progress.seconds_left))
        self.message.setText(text)

    def _show_ready(self, reply: ModelReady) -> None:
        title = self._models.find(reply.name).title
        is_check = isinstance(self._running, VerifyModel)
        self.message.setText(
            tr("{model} is as it was published.", model=title)
            if is_check
            else tr("{model} is ready to use.", model=title)
        )

    def _end(self, text: str) -> None:
        self._running = None
        self.progress.hide()
        self.message.setText(text)
        self.refresh()
        self.models_changed.emit()


def _state(entry: ModelEntry) -> str:
    if entry.embedded:
        return tr("Comes with Masklet")
    return tr("On this computer") if entry.available else tr("To be fetched")


def _size(entry: ModelEntry) -> str:
    return f"{entry.size_bytes / 1e6:.0f} MB" if entry.size_bytes else ""


def _device_words(reply: DeviceFound) -> dict[str, str]:
    return {"device": reply.device, "precision": reply.precision, "reason": reply.reason}
