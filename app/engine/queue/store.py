"""The queue as a file: what waits is still there after a crash, and window and command line see the same.

SQLite, for its transactions: several processes read and write, and a killed one leaves no half-written entry.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

from app.engine.folders import data_folder
from app.engine.queue.jobs import ENDED, Job, JobState
from app.errors import UserFacingError

_BUSY_S = 10.0  # how long to wait for another process that writes
_SCHEMA = """
CREATE TABLE IF NOT EXISTS job (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    place REAL NOT NULL,
    title TEXT NOT NULL,
    words TEXT NOT NULL,
    folder TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',
    done INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0,
    unit TEXT NOT NULL DEFAULT '',
    message TEXT NOT NULL DEFAULT '',
    attempts INTEGER NOT NULL DEFAULT 0,
    unwanted INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS switch (name TEXT PRIMARY KEY, is_on INTEGER NOT NULL);
"""
_COLUMNS = "id, title, words, folder, state, done, total, unit, message, attempts"
_Row = tuple[int, str, str, str, JobState, int, int, str, str, int]


class QueueStore:
    """The jobs in their order. May be used from any thread and from several processes."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or data_folder() / "queue.sqlite"

    def add(self, words: Sequence[str], title: str, folder: Path) -> Job:
        """A new job, the last in the queue."""
        with self._transaction() as base:
            cursor = base.execute(
                "INSERT INTO job (place, title, words, folder)"
                " VALUES ((SELECT COALESCE(MAX(place), 0) + 1 FROM job), ?, ?, ?)",
                (title, json.dumps(list(words)), str(folder)),
            )
            return _find(base, int(cursor.lastrowid or 0))

    def jobs(self) -> tuple[Job, ...]:
        """All of them, in the order in which they are run."""
        with self._base() as base:
            return tuple(_job(row) for row in base.execute(f"SELECT {_COLUMNS} FROM job ORDER BY place"))

    def find(self, job_id: int) -> Job:
        """Raises UserFacingError where there is none of that number."""
        with self._base() as base:
            return _find(base, job_id)

    def move(self, job_id: int, position: int) -> None:
        """Put the job at a position, 0 being the first."""
        with self._transaction() as base:
            _find(base, job_id)
            others = [
                row[0] for row in base.execute("SELECT id FROM job WHERE id <> ? ORDER BY place", (job_id,))
            ]
            order = [*others[: max(position, 0)], job_id, *others[max(position, 0) :]]
            base.executemany("UPDATE job SET place = ? WHERE id = ?", [(n, i) for n, i in enumerate(order)])

    def remove(self, job_id: int) -> None:
        """Take a job out. Raises UserFacingError for one that is running."""
        with self._transaction() as base:
            if _find(base, job_id).state == "running":
                raise UserFacingError(
                    f"Job {job_id} is running.", f"Cancel it first: masklet queue cancel {job_id}"
                )
            base.execute("DELETE FROM job WHERE id = ?", (job_id,))

    def clear_done(self) -> None:
        """Take out all that ended well."""
        with self._transaction() as base:
            base.execute("DELETE FROM job WHERE state = 'done'")

    def retry(self, job_id: int) -> None:
        """An ended job waits again, with its place. Raises UserFacingError for one that has not ended."""
        with self._transaction() as base:
            if _find(base, job_id).state not in ENDED:
                raise UserFacingError(
                    f"Job {job_id} has not ended yet.", "Only ended jobs can be tried again."
                )
            base.execute(
                "UPDATE job SET state = 'waiting', done = 0, total = 0, message = '', unwanted = 0"
                " WHERE id = ?",
                (job_id,),
            )

    def cancel(self, job_id: int) -> None:
        """A waiting job is cancelled at once; a running one is asked to stop. An ended one stays as it is."""
        with self._transaction() as base:
            state = _find(base, job_id).state
            if state == "waiting":
                base.execute("UPDATE job SET state = 'cancelled' WHERE id = ?", (job_id,))
            elif state == "running":
                base.execute("UPDATE job SET unwanted = 1 WHERE id = ?", (job_id,))

    def is_unwanted(self, job_id: int) -> bool:
        """Whether the running job was cancelled or is gone."""
        with self._base() as base:
            row = base.execute("SELECT unwanted FROM job WHERE id = ?", (job_id,)).fetchone()
        return row is None or bool(row[0])

    @property
    def is_paused(self) -> bool:
        with self._base() as base:
            row = base.execute("SELECT is_on FROM switch WHERE name = 'paused'").fetchone()
        return row is not None and bool(row[0])

    def pause(self, *, paused: bool) -> None:
        """While paused no job begins, and the running one is held where the system can do that."""
        with self._transaction() as base:
            base.execute("INSERT OR REPLACE INTO switch VALUES ('paused', ?)", (int(paused),))

    def begin(self) -> Job | None:
        """Take the first waiting job, which from now on is running; None where none waits."""
        with self._transaction() as base:
            row = base.execute("SELECT id FROM job WHERE state = 'waiting' ORDER BY place LIMIT 1").fetchone()
            if row is None:
                return None
            base.execute(
                "UPDATE job SET state = 'running', attempts = attempts + 1, unwanted = 0, message = ''"
                " WHERE id = ?",
                (row[0],),
            )
            return _find(base, row[0])

    def report(self, job_id: int, *, done: int, total: int, unit: str) -> None:
        """How far the running job is."""
        with self._transaction() as base:
            base.execute(
                "UPDATE job SET done = ?, total = ?, unit = ? WHERE id = ?", (done, total, unit, job_id)
            )

    def say(self, job_id: int, message: str) -> None:
        """The last thing that the running job said."""
        with self._transaction() as base:
            base.execute("UPDATE job SET message = ? WHERE id = ?", (message, job_id))

    def end(self, job_id: int, state: JobState, message: str) -> None:
        """The job has ended, or waits again."""
        with self._transaction() as base:
            base.execute("UPDATE job SET state = ?, message = ? WHERE id = ?", (state, message, job_id))

    def recover(self) -> tuple[Job, ...]:
        """Jobs that were running when their runner died wait again; returns them.

        Only a runner may call this.
        """
        with self._transaction() as base:
            lost = [_job(r) for r in base.execute(f"SELECT {_COLUMNS} FROM job WHERE state = 'running'")]
            base.execute("UPDATE job SET state = 'waiting', done = 0, unwanted = 0 WHERE state = 'running'")
            return tuple(lost)

    @property
    def snapshots(self) -> Path:
        """The folder for projects as they were when an export of them was queued."""
        return self.path.parent / "queued"

    @contextmanager
    def _transaction(self) -> Generator[sqlite3.Connection]:
        """All or nothing: what was not committed is rolled back."""
        with self._base() as base:
            base.execute("BEGIN IMMEDIATE")
            yield base
            base.execute("COMMIT")

    @contextmanager
    def _base(self) -> Generator[sqlite3.Connection]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            base = sqlite3.connect(self.path, timeout=_BUSY_S, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise self._unusable(error) from error
        try:
            if not base.execute("SELECT 1 FROM sqlite_master WHERE name = 'switch'").fetchone():
                base.executescript(_SCHEMA)
            yield base
        except sqlite3.Error as error:
            raise self._unusable(error) from error
        finally:
            base.close()

    def _unusable(self, error: Exception) -> UserFacingError:
        return UserFacingError(
            f"The queue in {self.path} cannot be used: {error}.",
            "Free some space, or move the file away: a new one is made.",
        )


def _find(base: sqlite3.Connection, job_id: int) -> Job:
    row = base.execute(f"SELECT {_COLUMNS} FROM job WHERE id = ?", (job_id,)).fetchone()
    if row is None:
        raise UserFacingError(f"There is no job {job_id}.", "masklet queue list shows the jobs.")
    return _job(row)


def _job(row: _Row) -> Job:
    number, title, words, folder, state, done, total, unit, message, attempts = row
    return Job(
        number, title, tuple(json.loads(words)), Path(folder), state, done, total, unit, message, attempts
    )
