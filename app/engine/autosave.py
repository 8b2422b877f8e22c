"""What is being worked on, kept beside the user's own file, so that a crash loses seconds."""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.document.project import Project
from app.engine.folders import data_folder
from app.engine.json_fields import Fields
from app.engine.project_file import SUFFIX, forget_file, save_project

EVERY_S = 5.0
_NEW_S = 60.0


@dataclass(frozen=True)
class Recovery:
    """Work that a crash left: `file` is a whole project, `original` the user's file (None: never saved)."""

    file: Path
    original: Path | None
    saved_at: float  # seconds since 1970
    clip: str = ""  # the name of the clip that was worked on

    @property
    def name(self) -> str:
        """What the user knows it by; empty where nothing is known."""
        return self.original.stem if self.original is not None else self.clip


class Autosave:
    """The autosave of one open project in one running program. Use from one thread at a time.

    A lock tells others that this program lives; the system lets go of it when the program dies, however.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or autosave_folder()
        self._stem = os.urandom(16).hex()
        self._lock: BinaryIO | None = None
        self._original: Path | None = None

    def keep(self, project: Project, original: Path | None) -> None:
        """Write what has changed since the last time. Raises UserFacingError where it cannot be written."""
        if self._lock is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(self._path(".lock"))
            self._name(project, original)
        elif original != self._original:
            self._name(project, original)
        save_project(project, self._path(SUFFIX))

    def discard(self) -> None:
        """The work is saved, or no longer wanted."""
        forget_file(self._path(SUFFIX))
        if self._lock is not None:
            self._lock.close()
            self._lock = None
        _remove(self._path(SUFFIX))

    def _name(self, project: Project, original: Path | None) -> None:
        self._original = original
        clip = project.media.path.name if project.media is not None else ""
        told = {"original": None if original is None else str(original), "clip": clip}
        self._path(".json").write_text(json.dumps(told), encoding="utf-8")

    def _path(self, suffix: str) -> Path:
        return self._folder / f"{self._stem}{suffix}"


def autosave_folder() -> Path:
    return data_folder() / "autosave"


def recoverable(folder: Path | None = None) -> tuple[Recovery, ...]:
    """What crashed programs left, newest first. Autosaves of programs that run are not among them."""
    folder = folder or autosave_folder()
    _sweep(folder)
    found = [_recovery(file) for file in folder.glob(f"*{SUFFIX}") if not _is_held(file.with_suffix(".lock"))]
    return tuple(sorted(found, key=lambda r: -r.saved_at))


def drop(recovery: Recovery) -> None:
    """It was recovered, or is not wanted."""
    forget_file(recovery.file)
    _remove(recovery.file)


def _sweep(folder: Path) -> None:
    """Delete what programs left that were killed before their first autosave was whole: it can be large."""
    for lock in folder.glob("*.lock"):
        project = lock.with_suffix(SUFFIX)
        with suppress(OSError):
            is_new = time.time() - lock.stat().st_mtime < _NEW_S  # its program may be about to lock it
            if is_new or project.exists() or _is_held(lock):
                continue
            for part in folder.glob(f".{project.name}.*.part*"):
                part.unlink(missing_ok=True)
            _remove(project)


def _recovery(file: Path) -> Recovery:
    original, clip = None, ""
    with suppress(OSError, ValueError):
        told = Fields.parse(file.with_suffix(".json").read_bytes())
        original = Path(told.text("original")) if told.has("original") else None
        clip = told.text("clip", "")
    return Recovery(file, original, file.stat().st_mtime if file.exists() else time.time(), clip)


def _remove(file: Path) -> None:
    for suffix in (SUFFIX, f"{SUFFIX}-journal", ".json", ".lock"):
        with suppress(OSError):
            file.with_suffix(suffix).unlink(missing_ok=True)


def _locked(path: Path) -> BinaryIO:
    file = path.open("ab")
    _try_lock(file)
    return file


def _is_held(path: Path) -> bool:
    try:
        with path.open("ab") as file:
            return not _try_lock(file)
    except OSError:
        return False


def _try_lock(file: BinaryIO) -> bool:
    """Whether the file is now locked by this program."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
