"""A job of the queue: a `masklet` command line with its state."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

JobState = Literal["waiting", "running", "done", "failed", "cancelled"]
ENDED: Final[frozenset[JobState]] = frozenset({"done", "failed", "cancelled"})


@dataclass(frozen=True)
class Job:
    """One entry of the queue.

    `words` is what follows `masklet` on a command line; paths in it count from `folder`.
    """

    id: int  # never used again
    title: str
    words: tuple[str, ...]
    folder: Path
    state: JobState = "waiting"
    done: int = 0  # of `total`, in `unit`, as the job last said
    total: int = 0
    unit: str = ""
    message: str = ""  # the last thing it said; of a failed one, what went wrong and what to do
    attempts: int = 0

    @property
    def share(self) -> float:
        """How much is done, [0, 1]."""
        if self.state == "done":
            return 1.0
        return self.done / self.total if self.total else 0.0
