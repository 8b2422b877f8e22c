"""Runs the jobs of the queue one after the other, and goes on where a killed runner stopped."""

from __future__ import annotations

import logging
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager

from app.engine.queue.jobs import Job, JobState
from app.engine.queue.process import Event, JobProcess
from app.engine.queue.store import QueueStore
from app.errors import UserFacingError

logger = logging.getLogger(__name__)
_TICK_S = 0.2  # how soon a cancel, a pause or a new job is noticed
_CANCELLED = 130  # the exit code of a command that was cancelled
_MOST_ATTEMPTS = 3  # a job that took its runner down so often is not tried again unasked


class QueueRunner:
    """The one that runs the queue: there is one at a time on a computer.

    `command` is what starts `masklet`, by default as here.
    """

    def __init__(self, store: QueueStore, command: Sequence[str] | None = None) -> None:
        self._store = store
        self._command = command

    def run(self, cancel: threading.Event, *, until_empty: bool) -> Iterator[Job]:
        """Run what waits, yielding a job whenever it changes, until cancelled or, if so wished, all is done.

        A cancel stops the running job, which will wait again. Raises UserFacingError where another
        runner is at work.
        """
        with self._alone():
            for job in self._store.recover():
                yield self._recovered(job)
            while not cancel.is_set():
                job = None if self._store.is_paused else self._store.begin()
                if job is not None:
                    yield from self._run_one(job, cancel)
                elif until_empty and not self._store.is_paused:
                    return
                else:
                    cancel.wait(_TICK_S)

    @contextmanager
    def _alone(self) -> Generator[None]:
        """The lock goes with the process, however that ends."""
        from filelock import FileLock, Timeout

        self._store.path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(f"{self._store.path}.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise UserFacingError(
                "The queue is being run already, by a window or another command.",
                "What you add to it is run there: masklet queue list shows how far it is.",
            ) from error
        try:
            yield
        finally:
            lock.release()

    def _recovered(self, job: Job) -> Job:
        """A job whose runner died waits again, unless it seems to be what the runner died of."""
        if job.attempts >= _MOST_ATTEMPTS:
            hint = f"See the log, then try again: masklet queue retry {job.id}"
            self._store.end(job.id, "failed", f"It was interrupted {job.attempts} times. {hint}")
        return self._store.find(job.id)

    def _run_one(self, job: Job, cancel: threading.Event) -> Iterator[Job]:
        yield job
        try:
            process = JobProcess(job.words, job.folder, self._command)
        except OSError as error:
            yield self._ended(job, "failed", f"It could not be started: {error.strerror or error}.")
            return
        failure = ""
        stopped = False
        while not process.has_ended:
            event = process.event(_TICK_S)
            if event is not None:
                failure = self._taken(job, event) or failure
                yield self._store.find(job.id)
            process.hold(held=self._store.is_paused)
            if cancel.is_set() or self._store.is_unwanted(job.id):
                stopped = True
                process.stop()
        yield self._result(job, process.exit_code(), failure, cancelled=stopped and not cancel.is_set())

    def _taken(self, job: Job, event: Event) -> str:
        """Keep what the job said; returns what it failed of, where it says so."""
        if event["event"] == "progress":
            done, total, unit = int(event["done"]), int(event["total"]), str(event["unit"])
            self._store.report(job.id, done=done, total=total, unit=unit)
        elif event["event"] == "error":
            return f"{event['message']} {event['hint']}".strip()
        elif text := str(event.get("text", "")):
            self._store.say(job.id, text)
        return ""

    def _result(self, job: Job, code: int, failure: str, *, cancelled: bool) -> Job:
        if code == 0:
            return self._ended(job, "done", "")
        if cancelled:
            return self._ended(job, "cancelled", "")
        if code == _CANCELLED or (code < 0 and not failure):
            # The runner was told to stop, or the job was killed from outside: it is not done yet.
            again = job.attempts < _MOST_ATTEMPTS
            return self._ended(job, "waiting" if again else "failed", "It was interrupted.")
        return self._ended(job, "failed", failure or f"It ended with exit code {code}.")

    def _ended(self, job: Job, state: JobState, message: str) -> Job:
        logger.info("Job %d (%s): %s %s", job.id, job.title, state, message)
        self._store.end(job.id, state, message)
        return self._store.find(job.id)
