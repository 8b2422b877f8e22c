"""The models' lane: downloads, imports and checks of weights, and what this machine computes with."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from app.engine.download import DownloadProgress
from app.engine.model_store import ModelStore
from app.engine.requests import Cancelled, Finished
from app.ui.lane import Lane


@dataclass(frozen=True)
class DownloadModel:
    """Fetch a published model; what an earlier attempt fetched is built on."""

    id: int
    name: str


@dataclass(frozen=True)
class ImportModel:
    """Take in a file of weights."""

    id: int
    path: Path


@dataclass(frozen=True)
class VerifyModel:
    """Compare a file with the published digest."""

    id: int
    name: str


@dataclass(frozen=True)
class ExamineDevice:
    """Find out what would be computed with; imports torch."""

    id: int
    device: str
    precision: str = "auto"


@dataclass(frozen=True)
class ModelFetched:
    """How far the download of a model is."""

    request_id: int
    name: str
    progress: DownloadProgress


@dataclass(frozen=True)
class ModelReady:
    """The model of that name is here and sound."""

    request_id: int
    name: str


@dataclass(frozen=True)
class DeviceFound:
    """What the model runs on here, and in which numbers."""

    request_id: int
    device: str
    available: tuple[str, ...]
    precision: str
    reason: str
    speeds: Mapping[str, float | None]  # frames a second of each model, expected


ModelRequest = DownloadModel | ImportModel | VerifyModel | ExamineDevice


class ModelsThread(Lane):
    """Takes ModelRequest; replies as above, then Finished or Cancelled, or `requests.Failed`."""

    def __init__(self, models: ModelStore, parent: QObject | None = None) -> None:
        super().__init__("models", lambda: _Handler(models).handle, parent=parent)


class _Handler:
    def __init__(self, models: ModelStore) -> None:
        self._models = models

    def handle(self, request: ModelRequest, cancel: threading.Event) -> Iterator[object]:
        match request:
            case DownloadModel():
                yield from self._download(request, cancel)
            case ImportModel():
                yield ModelReady(request.id, self._models.import_file(request.path).name)
            case VerifyModel():
                self._models.verify(request.name)
                yield ModelReady(request.id, request.name)
            case ExamineDevice():
                yield _device(request, self._models)
        yield Cancelled(request.id) if cancel.is_set() else Finished(request.id)

    def _download(self, request: DownloadModel, cancel: threading.Event) -> Iterator[object]:
        for progress in self._models.download(request.name, cancel):
            yield ModelFetched(request.id, request.name, progress)
        if not cancel.is_set():
            yield ModelReady(request.id, request.name)


def _device(request: ExamineDevice, models: ModelStore) -> DeviceFound:
    from app.engine.predictor import available_devices, choose_device, expected_speed, precision

    chosen = choose_device(request.device)
    found = precision(chosen, request.precision)
    speeds = {e.name: expected_speed(e, chosen, found.name) for e in models.entries()}
    return DeviceFound(request.id, chosen, tuple(available_devices()), found.name, found.reason, speeds)
