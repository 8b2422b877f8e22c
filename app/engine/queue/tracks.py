"""Tracking put into the queue from a project that goes on being edited, or is closed for the next clip."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.document.project import Project
from app.engine.queue.jobs import ENDED, Job
from app.engine.queue.snapshots import snapshot
from app.engine.queue.store import QueueStore

_INTO = "--into"


def queue_track(project: Project, path: Path, store: QueueStore) -> Job:
    """A job that tracks a copy of the project as it is now, and takes the answers into the file at `path`.

    Raises UserFacingError where the copy cannot be written.
    """
    path = path.absolute()
    words = ("track", str(snapshot(project, store)), _INTO, str(path))
    return store.add(words, f"Track {path.stem}", path.parent)


def copy_of(job: Job) -> Path:
    """The copy that a tracking job works on: it has the answers as soon as the job has ended."""
    return Path(job.words[1])


def result_of(job: Job) -> Path | None:
    """The project file that a tracking job's answers go into; None for any other job."""
    if job.words[:1] != ("track",) or _INTO not in job.words[:-1]:
        return None
    return Path(job.words[job.words.index(_INTO) + 1])


def tracking_into(path: Path, store: QueueStore) -> Iterator[Job]:
    """The jobs that have not ended yet and will change this project file."""
    wanted = path.absolute()
    return (job for job in store.jobs() if job.state not in ENDED and result_of(job) == wanted)
