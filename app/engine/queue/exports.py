"""Exports put into the queue from a project that goes on being edited."""

from __future__ import annotations

from collections.abc import Sequence

from app.engine.export.job import ExportRequest
from app.engine.export.words import export_words
from app.engine.queue.jobs import Job
from app.engine.queue.snapshots import snapshot
from app.engine.queue.store import QueueStore


def queue_exports(requests: Sequence[ExportRequest], store: QueueStore) -> tuple[Job, ...]:
    """A job for each request. They all read a copy of the project as it is now.

    Raises UserFacingError where the copy cannot be written.
    """
    copy = snapshot(requests[0].project, store)
    return tuple(store.add(export_words(r, copy), f"Export {r.path.name}", r.path.parent) for r in requests)
