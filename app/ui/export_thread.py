"""The export's lane: frames are rendered and written on a QThread of their own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from app.engine.export.job import ExportCancelled, ExportProgress, ExportRequest, export
from app.engine.requests import Cancelled
from app.ui.lane import Lane


@dataclass(frozen=True)
class StartExport:
    """Write this export."""

    id: int
    export: ExportRequest


@dataclass(frozen=True)
class ExportStep:
    """One frame more is written."""

    request_id: int
    progress: ExportProgress


@dataclass(frozen=True)
class Exported:
    """The result is whole, under its final name."""

    request_id: int
    path: Path


class ExportThread(Lane):
    """Takes `StartExport`; replies ExportStep, then Exported, `requests.Cancelled` or `requests.Failed`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("export", lambda: _handle, parent=parent)


def _handle(request: StartExport, cancel: threading.Event) -> Iterator[object]:
    try:
        for progress in export(request.export, cancel):
            yield ExportStep(request.id, progress)
    except ExportCancelled:
        yield Cancelled(request.id)
    else:
        yield Exported(request.id, request.export.path)
