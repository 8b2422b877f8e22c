"""The export's lane: frames are rendered and written on a QThread of their own."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject

from app.engine.export.job import ExportCancelled, ExportProgress, ExportRequest, export
from app.engine.export.proof import Proof
from app.engine.requests import Cancelled
from app.ui.lane import Lane


@dataclass(frozen=True)
class StartExport:
    """Write these, one after the other."""

    id: int
    exports: tuple[ExportRequest, ...]


@dataclass(frozen=True)
class ExportStep:
    """One frame more of the file or folder of this name is written."""

    request_id: int
    name: str
    progress: ExportProgress


@dataclass(frozen=True)
class Exported:
    """All results are whole, under their final names: the last path, and how many frames were proven."""

    request_id: int
    path: Path
    frames: int
    unhidden: tuple[str, ...] = ()  # where what must be hidden may be seen


class ExportThread(Lane):
    """Takes `StartExport`; replies ExportStep, then Exported, `requests.Cancelled` or `requests.Failed`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("export", lambda: _handle, parent=parent)


def _handle(request: StartExport, cancel: threading.Event) -> Iterator[object]:
    frames, unhidden = 0, list[str]()
    try:
        for one in request.exports:
            proof = yield from _steps(request.id, one, cancel)
            frames += proof.frames
            unhidden += proof.unhidden
    except ExportCancelled:
        yield Cancelled(request.id)
    else:
        yield Exported(request.id, request.exports[-1].path, frames, tuple(unhidden))


def _steps(request_id: int, one: ExportRequest, cancel: threading.Event) -> Generator[object, None, Proof]:
    steps = export(one, cancel)
    while True:
        try:
            progress = next(steps)
        except StopIteration as end:
            return cast("Proof", end.value)
        yield ExportStep(request_id, one.path.name, progress)
