"""The review report from the menu: a page of the frames that need eyes, written beside the window's work."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.engine.requests import Failed
from app.ui.document import OpenDocument
from app.ui.file_thread import ReportWritten, WriteReport
from app.ui.lane import Lane
from app.ui.tracker_thread import next_request_id
from app.ui.words import tr

_SUFFIX = ".html"


class Reporting(QObject):
    """Asks where the report goes, has it written on the files' lane, and opens it."""

    status = Signal(str)
    failed = Signal(str, str)  # message, hint

    def __init__(self, document: OpenDocument, files: Lane, window: QWidget) -> None:
        super().__init__(window)
        self._document = document
        self._files = files
        self._window = window
        self._request = 0
        files.replied.connect(self._take_reply)

    def ask(self, folder: str) -> None:
        """Ask for the name of the page; it is proposed beside the project."""
        path = self._document.path
        beside = path.parent if path is not None else Path(folder)
        proposed = beside / f"{Path(self._document.name).stem}-review{_SUFFIX}"
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, tr("Review report"), str(proposed), tr("Web pages (*.html)")
        )
        if chosen:
            page = Path(chosen)
            self.write(page if page.suffix else page.with_suffix(_SUFFIX))

    def write(self, path: Path) -> None:
        self._request = next_request_id()
        self.status.emit(tr("Writing {name}…", name=path.name))
        self._files.submit(WriteReport(self._request, self._document.project, path))

    @Slot(object)
    def _take_reply(self, reply: object) -> None:
        if not isinstance(reply, ReportWritten | Failed) or reply.request_id != self._request:
            return
        self.status.emit("")
        if isinstance(reply, Failed):
            self.failed.emit(reply.message, reply.hint)
        else:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(reply.path)))
