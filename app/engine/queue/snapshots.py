"""Copies of projects for queued jobs, as the projects were when the jobs were queued."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from app.document.project import Project
from app.engine.project_file import SUFFIX, forget_file, save_project
from app.engine.queue.store import QueueStore


def snapshot(project: Project, store: QueueStore) -> Path:
    """A new copy beside the queue; those that no job reads any more are deleted.

    Raises UserFacingError where it cannot be written.
    """
    _tidy(store)
    folder = store.snapshots
    folder.mkdir(parents=True, exist_ok=True)
    copy = next(p for n in count(1) if not (p := folder / f"{n}{SUFFIX}").exists())
    save_project(project, copy)
    forget_file(copy)  # it is not saved again here
    return copy


def _tidy(store: QueueStore) -> None:
    wanted = {word for job in store.jobs() for word in job.words}
    for file in store.snapshots.glob(f"*{SUFFIX}"):
        if str(file) not in wanted:
            file.unlink(missing_ok=True)
