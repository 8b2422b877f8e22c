"""Exports put into the queue from a project that goes on being edited."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from app.engine.export.job import ExportRequest
from app.engine.export.words import export_words
from app.engine.project_file import SUFFIX, save_project
from app.engine.queue.jobs import Job
from app.engine.queue.store import QueueStore


def queue_exports(requests: Sequence[ExportRequest], store: QueueStore) -> tuple[Job, ...]:
    """A job for each request. They all read a copy of the project as it is now.

    Copies that no job reads any more are deleted. Raises UserFacingError where the copy cannot be written.
    """
    _tidy(store)
    folder = store.snapshots
    folder.mkdir(parents=True, exist_ok=True)
    project = requests[0].project
    copy = next(p for n in count(1) if not (p := folder / f"{n}{SUFFIX}").exists())
    save_project(project, copy)
    return tuple(store.add(export_words(r, copy), f"Export {r.path.name}", r.path.parent) for r in requests)


def _tidy(store: QueueStore) -> None:
    wanted = {word for job in store.jobs() for word in job.words}
    for file in store.snapshots.glob(f"*{SUFFIX}"):
        if str(file) not in wanted:
            file.unlink(missing_ok=True)
