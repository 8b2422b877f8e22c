"""What the File menu does with other programs' files: edits, data sets of masks, shapes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.document.project import Project
from app.engine.interchange.mask_reading import Way
from app.engine.requests import Failed
from app.ui.document import OpenDocument
from app.ui.edit_dialog import EDIT_FILTER, EditDialog
from app.ui.hand_off_dialog import HandOffDialog
from app.ui.interchange_thread import InterchangeThread, MasksRead, ReadMasks
from app.ui.tracker_thread import next_request_id
from app.ui.words import mark, tr

_SETS = mark("COCO or SA-V (*.json)")


class Interchanging(QObject):
    """Asks what and where; the work is done on a lane of its own."""

    failed = Signal(str, str)  # message, hint
    told = Signal(str)

    def __init__(
        self,
        document: OpenDocument,
        open_path: Callable[[Path], object],
        folder: Callable[[], str],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document = document
        self._open = open_path
        self._folder = folder  # where files were last opened
        self._window = window
        self._reading: ReadMasks | None = None
        self.lane = InterchangeThread(self)
        self.lane.replied.connect(self._take_reply)

    def open_edit(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, tr("Open edit"), self._folder(), tr(EDIT_FILTER)
        )
        if chosen:
            self.show_edit(Path(chosen))

    def show_edit(self, path: Path) -> EditDialog:
        dialog = EditDialog(path, self.lane, self._window)
        dialog.shot_chosen.connect(self._open)
        dialog.show()
        return dialog

    def hand_off(self) -> HandOffDialog:
        """Masks and shapes of the open project."""
        name = Path(self._document.name).stem
        folder = self._document.path.parent if self._document.path else Path(self._folder())
        dialog = HandOffDialog(
            self._document.project, self.lane, name=name, folder=folder, parent=self._window
        )
        dialog.show()
        return dialog

    def import_file(self) -> None:
        """Masks of COCO or SA-V."""
        chosen, _ = QFileDialog.getOpenFileName(self._window, tr("Import masks"), self._folder(), tr(_SETS))
        self._ask_way(chosen)

    def import_folder(self) -> None:
        """Masks of a folder of label pictures (DAVIS), or of YOLO."""
        chosen = QFileDialog.getExistingDirectory(self._window, tr("Import masks"), self._folder())
        self._ask_way(chosen)

    def _ask_way(self, chosen: str) -> None:
        way = ask_way(self._window, Path(chosen).name) if chosen else None
        if way is not None:
            self.read_masks(Path(chosen), way)

    def read_masks(self, path: Path, way: Way) -> None:
        self._reading = ReadMasks(next_request_id(), self._document.project, path, way)
        self.lane.submit(self._reading)

    @Slot(object)
    def _take_reply(self, reply: object) -> None:
        reading = self._reading
        if reading is None or getattr(reply, "request_id", 0) != reading.id:
            return
        if isinstance(reply, Failed):
            self.failed.emit(reply.message, reply.hint)
        elif isinstance(reply, MasksRead):
            if reply.before is not self._document.project:  # edited meanwhile: read into that
                self.read_masks(reading.path, reading.way)
                return
            self._take_masks(reply)

    def _take_masks(self, reply: MasksRead) -> None:
        def change(_: Project) -> Project:
            return reply.project

        self._document.edit(tr("Import masks"), change)
        count = len(reply.project.masklets) - len(reply.before.masklets)
        self.told.emit(tr("{count} masklets were imported.", count=count))


def ask_way(parent: QWidget, name: str) -> Way | None:
    """Whether the masks are the track, or prompts to track from; None: neither."""
    box = QMessageBox(parent)
    box.setWindowTitle(tr("Import masks"))
    box.setText(tr("What are the masks of {name}?", name=name))
    box.setInformativeText(
        tr(
            "As a track all of them are taken and locked: nothing changes them. As prompts the first mask"
            " of each object is taken, to be tracked from."
        )
    )
    track = box.addButton(tr("Track"), QMessageBox.ButtonRole.AcceptRole)
    prompts = box.addButton(tr("Prompts"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.exec()
    ways: dict[object, Way] = {track: "locked", prompts: "prompts"}
    return ways.get(box.clickedButton())
