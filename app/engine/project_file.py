"""The project on disk: one `.masklet` file, an SQLite database whose tables are in `project_rows`.

What is saved again is changed in place, in one transaction; all else is written whole beside the old file and
takes its place. Either way a crash leaves the old project or the new one. Reading runs no code.
"""

from __future__ import annotations

import os
import sqlite3
import struct
import threading
import zlib
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.document.media import Media
from app.document.project import Project
from app.engine.json_fields import Fields
from app.engine.project_json import media_from_json, media_to_json, project_from_json, project_to_json
from app.engine.project_rows import (
    APPLICATION_ID,
    PROJECT,
    check_tables,
    create_tables,
    parse_json,
    read_masklets,
    write_changes,
)
from app.engine.project_v1 import DAMAGE, is_version_1, read_version_1
from app.errors import UserFacingError

SUFFIX = ".masklet"
_VERSION = 2
_HEAD = struct.Struct(">16xH10xI")  # of an SQLite file: bytes in a page (1 means 65536), number of pages
_BUSY_S = 5.0  # how long another program may hold the file
_FREE_SHARE = 0.5  # of the file; with more of it unused, it is written anew

# What damaged bytes make SQLite, zipfile and our readers raise; found by fuzzing.
_DAMAGE = (*DAMAGE, sqlite3.Error, struct.error, zlib.error, ValueError, KeyError, TypeError)


class MissingMediaError(UserFacingError):
    """The project is fine, its clip is gone. `media` is what the project knows of it."""

    def __init__(self, project: Path, media: Media) -> None:
        super().__init__(
            f"{project.name} uses the clip {media.path}, which is not there.",
            "Put the clip back, or beside the project, and open the project again.",
        )
        self.media = media


@dataclass(frozen=True)
class _Known:
    """The project that a file holds, for as long as nobody else has touched the file."""

    state: tuple[int, int, int]  # inode, time, size
    project: Project


# The files that were last read or written here: they are saved by their changes alone.
_known: dict[Path, _Known] = {}
_known_lock = threading.Lock()
_KNOWN_FILES = 2  # the project and its autosave


def save_project(project: Project, path: Path) -> None:
    """Write the project. Raises UserFacingError where it cannot be written.

    An older file of that name is then as it was.
    """
    path = path.resolve()  # a link keeps pointing at the project
    try:
        written = _written(path)
        if written is None:
            _write_anew(project, path)
        else:
            with closing(_open(path)) as file:
                _write(file, project, path.parent, written)
        _remember(path, project)
    except (OSError, sqlite3.Error) as error:
        raise UserFacingError(
            f"{path.name} cannot be saved in {path.parent}: {_reason(error)}.",
            "Check the free space and the rights of that folder, or save somewhere else.",
        ) from error


def load_project(path: Path, *, media_path: Path | None = None) -> Project:
    """Read a project. `media_path` names its clip where that has moved.

    The clip is looked for where it was, then at the same place relative to the project. Raises
    MissingMediaError where it is in neither, and UserFacingError for a file that is not a sound project.
    """
    path = path.resolve()
    with _reading(path):
        with path.open("rb") as opened:
            head = opened.read(_HEAD.size)
        old = is_version_1(head)
        fields, masklets = read_version_1(path) if old else _read(path)
        media = _media(fields, path.parent, media_path)
        project = project_from_json(fields, media, masklets)
        if media is not None and not media.path.exists():
            raise MissingMediaError(path, media)
        if not old:
            _remember(path, project)
        return project


def change_project(path: Path, change: Callable[[Project], Project]) -> None:
    """Load, change and save it; anew where another program has saved it meanwhile, so that nothing is lost.

    Raises UserFacingError as loading and saving do.
    """
    while True:
        with _reading(path):
            before = _state(path)
        changed = change(load_project(path))
        if _state(path) == before:
            return save_project(changed, path)


def forget_file(path: Path) -> None:
    """The file is closed: what is known of it is let go."""
    with _known_lock:
        _known.pop(path.resolve(), None)


def _write(file: sqlite3.Connection, project: Project, folder: Path, written: Project | None) -> None:
    head: dict[str, Any] = {"media": None, **project_to_json(project)}
    if project.media is not None:
        head["media"] = {**_paths(project.media.path, folder), **media_to_json(project.media)}
    with file:  # one transaction
        file.execute("BEGIN IMMEDIATE")
        write_changes(file, head, project, written)


def _write_anew(project: Project, path: Path) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    try:
        with closing(_open(part, "rwc")) as file:
            file.execute("PRAGMA journal_mode = OFF")  # nobody sees this file before it is whole
            file.execute("PRAGMA synchronous = OFF")
            create_tables(file, _VERSION)
            _write(file, project, path.parent, None)
        with part.open("rb") as whole:
            os.fsync(whole.fileno())
        _settle_journal(path)
        part.replace(path)
    except (OSError, sqlite3.Error):
        part.unlink(missing_ok=True)
        raise


def _settle_journal(path: Path) -> None:
    """A journal that a crash left belongs to the old file: it must never meet the new one."""
    journal = path.with_name(path.name + "-journal")
    if journal.exists():
        with suppress(sqlite3.Error), closing(_open(path)) as file:
            file.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # takes the half-done change back
        journal.unlink(missing_ok=True)


def _open(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """A connection that believes nothing the file says of itself and begins transactions only when told."""
    file = sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True, timeout=_BUSY_S, isolation_level=None)
    file.execute("PRAGMA trusted_schema = OFF")
    file.execute("PRAGMA cell_size_check = ON")
    return file


def _read(path: Path) -> tuple[Fields, dict[int, Any]]:
    with closing(_open_to_read(path)) as file:
        file.execute("PRAGMA query_only = ON")
        file.execute("BEGIN")  # one state, whoever writes meanwhile
        _check_version(file, path)
        _check_length(path)
        check_tables(file)
        row = file.execute("SELECT json FROM facts WHERE id = ?", (PROJECT,)).fetchone()
        if row is None:
            raise ValueError("it has no project")
        return parse_json(row[0]), read_masklets(file)


def _open_to_read(path: Path) -> sqlite3.Connection:
    """Writable where possible, since a crash may have left a change to be taken back."""
    try:
        return _open(path)
    except sqlite3.OperationalError:
        return _open(path, "ro")


def _check_length(path: Path) -> None:
    """Raises ValueError where the file is shorter than it says: SQLite notices only what it reads."""
    with path.open("rb") as opened:
        page_bytes, pages = _HEAD.unpack(opened.read(_HEAD.size))
    if path.stat().st_size < pages * (page_bytes if page_bytes > 1 else 1 << 16):
        raise ValueError("it is cut short")


def _check_version(file: sqlite3.Connection, path: Path) -> None:
    (kind,) = file.execute("PRAGMA application_id").fetchone()
    (version,) = file.execute("PRAGMA user_version").fetchone()
    if kind != APPLICATION_ID or version < _VERSION:
        raise ValueError("it is another kind of file")
    if version > _VERSION:
        raise UserFacingError(
            f"{path.name} was saved by a newer Masklet (format {version}; this one reads {_VERSION}).",
            "Update Masklet to open it.",
        )


def _written(path: Path) -> Project | None:
    """The project that is in the file, where that is known and the file is worth changing in place."""
    with _known_lock:
        known = _known.get(path)
    if known is None or not path.exists() or known.state != _state(path):
        return None
    with closing(_open(path)) as file:
        (free,) = file.execute("PRAGMA freelist_count").fetchone()
        (pages,) = file.execute("PRAGMA page_count").fetchone()
    return known.project if free <= _FREE_SHARE * pages else None


def _remember(path: Path, project: Project) -> None:
    with _known_lock:
        _known.pop(path, None)
        _known[path] = _Known(_state(path), project)
        for oldest in list(_known)[:-_KNOWN_FILES]:
            del _known[oldest]


def _state(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


def _reason(error: OSError | sqlite3.Error) -> str:
    return str(error.strerror if isinstance(error, OSError) else error)


def _paths(media: Path, folder: Path) -> dict[str, Any]:
    """Where the clip is: from the root, and from the project, for when both move together."""
    media = Path(os.path.abspath(media))  # noqa: PTH100 (resolve() would follow a link that the user chose)
    try:
        relative = Path(os.path.relpath(media, folder)).as_posix()
    except ValueError:  # another drive
        relative = None
    return {"path": str(media), "relative_path": relative}


def _media(fields: Fields, folder: Path, moved_to: Path | None) -> Media | None:
    if not fields.has("media"):
        return None
    media = fields.fields("media")
    absolute = Path(media.text("path"))
    if moved_to is not None:
        return media_from_json(media, moved_to)
    if not absolute.exists() and media.has("relative_path"):
        beside = Path(os.path.normpath(folder / media.text("relative_path")))
        if beside.exists():
            return media_from_json(media, beside)
    return media_from_json(media, absolute)


@contextmanager
def _reading(path: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        reason = "there is no such file" if isinstance(error, FileNotFoundError) else error.strerror
        raise UserFacingError(f"Cannot open {path}: {reason}.", "Check the path and its rights.") from error
    except _DAMAGE as error:
        raise UserFacingError(
            f"Cannot open {path.name}: it is damaged or not a Masklet project.",
            "Open an autosave or a backup of it, or start a new project from the clip.",
        ) from error
