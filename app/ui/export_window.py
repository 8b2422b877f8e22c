"""One export dialog at a time: made when it is asked for, in front where it is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.ui.document import OpenDocument
from app.ui.export_dialog import ExportDialog
from app.ui.lane import Lane


class ExportWindow(QObject):
    """Owns the dialog from the first look to its end."""

    format_chosen = Signal(str)  # the format's name, when the dialog closes
    queue_wanted = Signal(object)  # as ExportDialog

    def __init__(self, document: OpenDocument, lane: Lane, window: QWidget) -> None:
        super().__init__(window)
        self._document = document
        self._lane = lane
        self._window = window
        self.dialog: ExportDialog | None = None

    @property
    def is_running(self) -> bool:
        return self.dialog is not None and self.dialog.is_running

    def show(self, format_name: str, last_folder: str) -> None:
        """Open it for the project as it is now. The project has a clip."""
        if self.dialog is None:
            self.dialog = self._made(format_name, last_folder)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _made(self, format_name: str, last_folder: str) -> ExportDialog:
        path = self._document.path
        dialog = ExportDialog(
            self._document.project,
            self._lane,
            name=self._document.name,
            folder=path.parent if path is not None else Path(last_folder),
            format_name=format_name,
            parent=self._window,
        )
        dialog.finished.connect(self._closed)
        dialog.queue_wanted.connect(self.queue_wanted)
        return dialog

    @Slot()
    def _closed(self) -> None:
        if self.dialog is not None:
            self.format_chosen.emit(self.dialog.chosen_format.name)
            self.dialog.deleteLater()
            self.dialog = None
