"""The project files' lane: big projects are read and written on a QThread of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from app.document.media import Media
from app.document.project import Project
from app.engine.export.job import ExportRequest
from app.engine.media_reader import open_media
from app.engine.project_file import MissingMediaError, forget_file, load_project, save_project
from app.engine.queue.exports import queue_exports
from app.engine.queue.jobs import Job
from app.engine.queue.store import QueueStore
from app.engine.queue.tracks import queue_track
from app.engine.relink import Candidate, candidates
from app.engine.review import write_report
from app.ui.lane import Lane


@dataclass(frozen=True)
class LoadFile:
    """Read a project. `media_path` names its clip where that has moved."""

    id: int
    path: Path
    media_path: Path | None = None


@dataclass(frozen=True)
class Loaded:
    """The project of that file."""

    request_id: int
    path: Path
    project: Project


@dataclass(frozen=True)
class ClipMissing:
    """The project is fine, its clip is not where it was."""

    request_id: int
    path: Path
    media: Media  # what the project knows of it


@dataclass(frozen=True)
class SaveFile:
    """Write this project, whole or not at all."""

    id: int
    project: Project
    path: Path


@dataclass(frozen=True)
class Saved:
    """The file holds this very project."""

    request_id: int
    path: Path
    project: Project


@dataclass(frozen=True)
class QueueExports:
    """Put these exports into the queue, with a copy of their project."""

    id: int
    exports: tuple[ExportRequest, ...]
    store: QueueStore


@dataclass(frozen=True)
class QueueTrack:
    """Let the project be tracked in the queue, for the file at `path`."""

    id: int
    project: Project
    path: Path
    store: QueueStore


@dataclass(frozen=True)
class LoadAnswers:
    """Read the copy of a project that was tracked for the file at `path`."""

    id: int
    copy: Path
    path: Path


@dataclass(frozen=True)
class Answers:
    """The copy with what was tracked in it."""

    request_id: int
    path: Path
    project: Project


@dataclass(frozen=True)
class Queued:
    """They wait in the queue."""

    request_id: int
    jobs: tuple[Job, ...]


@dataclass(frozen=True)
class WriteReport:
    """Write the page of the frames that need eyes. The project has a clip."""

    id: int
    project: Project
    path: Path


@dataclass(frozen=True)
class ReportWritten:
    """The page is whole."""

    request_id: int
    path: Path


@dataclass(frozen=True)
class FindMedia:
    """Look for a clip in a folder and below it, or at one file."""

    id: int
    media: Media
    place: Path


@dataclass(frozen=True)
class MediaFound:
    """What may be the clip, the likeliest first."""

    request_id: int
    candidates: tuple[Candidate, ...]


_Request = LoadFile | SaveFile | QueueExports | QueueTrack | LoadAnswers | WriteReport | FindMedia


class FileThread(Lane):
    """Takes the requests above; replies what stands below each of them, or Failed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("files", lambda: _handle, parent=parent)


def _handle(request: _Request, cancel: threading.Event) -> Iterator[object]:
    del cancel  # a file is read or written whole
    if isinstance(request, LoadFile):
        yield _load(request)
    elif isinstance(request, QueueExports):
        yield Queued(request.id, queue_exports(request.exports, request.store))
    elif isinstance(request, QueueTrack):
        yield Queued(request.id, (queue_track(request.project, request.path, request.store),))
    elif isinstance(request, LoadAnswers):
        yield Answers(request.id, request.path, load_project(request.copy))
        forget_file(request.copy)
    elif isinstance(request, WriteReport):
        yield _report(request)
    elif isinstance(request, FindMedia):
        yield MediaFound(request.id, tuple(candidates(request.media, request.place)))
    else:
        save_project(request.project, request.path)
        yield Saved(request.id, request.path, request.project)


def _report(request: WriteReport) -> ReportWritten:
    media = request.project.media
    assert media is not None
    with open_media(media.path) as reader:
        write_report(request.project, reader, request.path)
    return ReportWritten(request.id, request.path)


def _load(request: LoadFile) -> Loaded | ClipMissing:
    try:
        project = load_project(request.path, media_path=request.media_path)
    except MissingMediaError as error:
        return ClipMissing(request.id, request.path, error.media)
    return Loaded(request.id, request.path, project)
