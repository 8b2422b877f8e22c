"""A watched folder: every clip or project that is put there becomes a job, once it has been copied whole."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.engine.queue.jobs import ENDED, Job
from app.engine.queue.store import QueueStore
from app.errors import UserFacingError

_LOOK_S = 1.0
_CLIPS = frozenset({".mp4", ".mov", ".mkv", ".webm", ".avi", ".mxf", ".m4v", ".mts", ".ts"})


@dataclass(frozen=True)
class Recipe:
    """What is done with a file that arrives. Results go to `output`, named as the file."""

    output: Path
    format: str  # of the export
    extension: str  # of its result; empty for a sequence, which is a folder
    prompts: tuple[str, ...] = ()  # words of `masklet track` for a clip: --click X,Y@F ...

    def commands(self, file: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Title and words of each job for a file."""
        project = file
        if file.suffix != ".masklet":
            project = self.output / f"{file.stem}.masklet"
            yield f"Track {file.name}", ("track", str(file), *self.prompts, "-o", str(project))
        result = self.output / f"{file.stem}{self.extension}"
        yield f"Export {result.name}", ("export", str(project), "--format", self.format, "-o", str(result))


class FolderWatch:
    """Looks at a folder now and then. A file counts as whole when it has not changed between two looks."""

    def __init__(self, folder: Path, recipe: Recipe, store: QueueStore) -> None:
        if not folder.is_dir():
            raise UserFacingError(f"There is no folder {folder}.", "Make it first.")
        if recipe.output.resolve() == folder.resolve():
            raise UserFacingError(
                "Results cannot go to the watched folder: they would be taken for new work.",
                "Choose another folder: -o DIR",
            )
        self._folder = folder.absolute()
        self._recipe = recipe
        self._store = store
        self._seen: dict[Path, tuple[int, int]] = {}  # size and time of change at the last look
        self._taken: set[tuple[Path, tuple[int, int]]] = set()

    def run(self, cancel: threading.Event) -> Iterator[Job]:
        """Add jobs until cancelled, yielding each. Files that were there before are taken too."""
        while not cancel.is_set():
            yield from self.look()
            cancel.wait(_LOOK_S)

    def look(self) -> Sequence[Job]:
        """One look: the jobs for all files that have become whole since the last one."""
        jobs: list[Job] = []
        now = {p: _stamp(p) for p in sorted(self._folder.iterdir()) if self._is_wanted(p)}
        for path, stamp in now.items():
            key = (path, stamp)
            if stamp[0] and self._seen.get(path) == stamp and key not in self._taken:
                self._taken.add(key)
                jobs += self._add(path)
        self._seen = now
        return jobs

    def _is_wanted(self, path: Path) -> bool:
        kinds = _CLIPS | {".masklet"} if self._recipe.prompts else {".masklet"}
        return path.suffix.lower() in kinds and path.is_file()

    def _add(self, path: Path) -> Iterator[Job]:
        """What an earlier watch has added is not added again, unless the file is newer than its result."""
        there = {job.words: job for job in self._store.jobs()}
        for title, words in self._recipe.commands(path):
            earlier = there.get(words)
            if earlier is None or (earlier.state in ENDED and not _is_newer(Path(words[-1]), path)):
                yield self._store.add(words, title, self._folder)


def _is_newer(result: Path, path: Path) -> bool:
    return result.exists() and result.stat().st_mtime_ns > path.stat().st_mtime_ns


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:  # moved away between two looks
        return (0, 0)
    return (status.st_size, status.st_mtime_ns)
