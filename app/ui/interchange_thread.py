"""The lane for what comes from other programs and goes to them: edits, data sets of masks, shapes."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from app.document.project import Project
from app.document.timing import FrameRate
from app.engine.conform.conform import conform, save_projects
from app.engine.interchange.going_out import InterchangeCancelled
from app.engine.interchange.mask_reading import Way, read_masks
from app.engine.interchange.mask_sets import MASK_SETS, write_masks
from app.engine.interchange.roto import Fit, write_shapes
from app.engine.requests import Cancelled
from app.ui.lane import Lane


@dataclass(frozen=True)
class OpenEdit:
    """Write a project into `output` for each use of a clip in this edit."""

    id: int
    edit: Path
    folders: tuple[Path, ...]  # where clips are looked for, too
    output: Path
    handles: int
    rate: FrameRate | None  # of an EDL; None: its clips' own


@dataclass(frozen=True)
class EditOpened:
    """The projects that are there now, and what could not be taken over."""

    request_id: int
    paths: tuple[Path, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class ReadMasks:
    """Each object of a data set as a new masklet of the project."""

    id: int
    project: Project
    path: Path
    way: Way


@dataclass(frozen=True)
class MasksRead:
    """What `before` became."""

    request_id: int
    before: Project
    project: Project


@dataclass(frozen=True)
class HandOff:
    """Write masks or shapes of these masklets, in the project's work area."""

    id: int
    project: Project
    kind: str  # of MASK_SETS or SHAPE_FILES
    path: Path
    masklets: frozenset[int]
    error: float  # of shapes, in pixels


@dataclass(frozen=True)
class HandOffStep:
    """One frame more is done."""

    request_id: int
    done: int
    total: int


@dataclass(frozen=True)
class HandedOff:
    """The result is whole; shapes say how close they are."""

    request_id: int
    path: Path
    fit: Fit | None


class InterchangeThread(Lane):
    """Takes the requests above; replies what stands below each of them, `Cancelled` or `Failed`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("interchange", lambda: _handle, parent=parent)


def _handle(request: OpenEdit | ReadMasks | HandOff, cancel: threading.Event) -> Iterator[object]:
    match request:
        case OpenEdit():
            found = conform(request.edit, request.folders, handles=request.handles, rate=request.rate)
            yield EditOpened(request.id, save_projects(found, request.output), found.notes)
        case ReadMasks():
            after = read_masks(request.project, request.path, request.way)
            yield MasksRead(request.id, request.project, after)
        case HandOff():
            yield from _hand_off(request, cancel)


def _hand_off(request: HandOff, cancel: threading.Event) -> Iterator[object]:
    def write(progress: Callable[[int, int], None]) -> Fit | None:
        masklets = request.masklets
        if request.kind in MASK_SETS:
            write_masks(
                request.project, request.kind, request.path, cancel, masklets=masklets, progress=progress
            )
            return None
        return write_shapes(
            request.project,
            request.kind,
            request.path,
            cancel,
            masklets=masklets,
            error=request.error,
            progress=progress,
        )

    try:
        fit = yield from _told(write, request.id)
        yield HandedOff(request.id, request.path, fit)
    except InterchangeCancelled:
        yield Cancelled(request.id)


def _told(
    write: Callable[[Callable[[int, int], None]], Fit | None], request_id: int
) -> Generator[object, None, Fit | None]:
    """Runs `write` on a thread of its own and says how far it is; its result or its exception at the end."""
    steps: queue.SimpleQueue[HandOffStep | None] = queue.SimpleQueue()
    with ThreadPoolExecutor(1, thread_name_prefix="hand-off") as pool:
        written = pool.submit(write, lambda done, total: steps.put(HandOffStep(request_id, done, total)))
        written.add_done_callback(lambda _: steps.put(None))
        while (step := steps.get()) is not None:
            yield step
        return written.result()
