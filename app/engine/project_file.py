"""The project on disk: one `.masklet` file, a zip of project.json and a binary track for each masklet.

Written whole or not at all; the same project in the same place gives the same bytes; reading runs no code.
"""

from __future__ import annotations

import json
import os
import struct
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.document.media import Media
from app.document.project import Project
from app.engine.json_fields import Fields
from app.engine.project_json import (
    corrected_member,
    corrected_samples,
    mask_member,
    media_from_json,
    media_to_json,
    project_from_json,
    project_to_json,
    track_member,
)
from app.engine.sample_pack import pack_track
from app.errors import UserFacingError

SUFFIX = ".masklet"
_FORMAT = "masklet-project"
_VERSION = 1
_JSON = "project.json"
_JSON_LIMIT_BYTES = 64 << 20
_TOUCHED = (1980, 1, 1, 0, 0, 0)  # zip's oldest date: a time of saving would make equal projects differ

# What damaged bytes make zipfile and our readers raise; found by fuzzing.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ValueError,
    KeyError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
)


class MissingMediaError(UserFacingError):
    """The project is fine, its clip is gone. `media` is what the project knows of it."""

    def __init__(self, project: Path, media: Media) -> None:
        super().__init__(
            f"{project.name} uses the clip {media.path}, which is not there.",
            "Put the clip back, or beside the project, and open the project again.",
        )
        self.media = media


def save_project(project: Project, path: Path) -> None:
    """Write the project. Raises UserFacingError where it cannot be written.

    An older file of that name is then as it was.
    """
    path = path.resolve()  # a link keeps pointing at the project
    members = _members(project, path.parent)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            with zipfile.ZipFile(file, "w") as archive:
                for member in members:
                    archive.writestr(member.info(), member.data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UserFacingError(
            f"{path.name} cannot be saved in {path.parent}: {error.strerror}.",
            "Check the free space and the rights of that folder, or save somewhere else.",
        ) from error


def load_project(path: Path, *, media_path: Path | None = None) -> Project:
    """Read a project. `media_path` names its clip where that has moved.

    The clip is looked for where it was, then at the same place relative to the project. Raises
    MissingMediaError where it is in neither, and UserFacingError for a file that is not a sound project.
    """
    path = path.resolve()
    with _reading(path), zipfile.ZipFile(path) as archive:
        fields = Fields.parse(_read(archive, _JSON, _JSON_LIMIT_BYTES))
        _check_format(fields, path)
        media = _media(fields, path.parent, media_path)
        project = project_from_json(fields, media, lambda name: _read(archive, name, path.stat().st_size))
        if media is not None and not media.path.exists():
            raise MissingMediaError(path, media)
        return project


@dataclass(frozen=True)
class _Member:
    name: str
    data: bytes
    compressed: bool  # tracks and masks are compressed inside

    def info(self) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(self.name, _TOUCHED)
        info.create_system = 3  # the same on every system
        info.external_attr = 0o644 << 16
        info.compress_type = zipfile.ZIP_DEFLATED if self.compressed else zipfile.ZIP_STORED
        return info


def _members(project: Project, folder: Path) -> Iterator[_Member]:
    head: dict[str, Any] = {"format": _FORMAT, "version": _VERSION, "media": None}
    if project.media is not None:
        head["media"] = {**_paths(project.media.path, folder), **media_to_json(project.media)}
    text = json.dumps({**head, **project_to_json(project)}, indent=1, allow_nan=False)
    yield _Member(_JSON, text.encode(), compressed=True)
    for masklet in project.masklets:
        yield _Member(track_member(masklet.id), pack_track(masklet.track, masklet.stale), compressed=False)
        if corrected := corrected_samples(masklet):
            data = pack_track(corrected, frozenset())
            yield _Member(corrected_member(masklet.id), data, compressed=False)
        for frame, prompts in sorted(masklet.prompts.items()):
            if prompts.mask is not None:
                yield _Member(mask_member(masklet.id, frame), prompts.mask.packed, compressed=False)


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


def _check_format(fields: Fields, path: Path) -> None:
    if fields.text("format") != _FORMAT:
        raise ValueError("it is another kind of file")
    version = fields.integer("version", 1)
    if version > _VERSION:
        raise UserFacingError(
            f"{path.name} was saved by a newer Masklet (format {version}; this one reads {_VERSION}).",
            "Update Masklet to open it.",
        )


def _read(archive: zipfile.ZipFile, name: str, limit_bytes: int) -> bytes:
    """A member's bytes, never more than the limit, so that a crafted file cannot fill the memory."""
    with archive.open(name) as member:
        data = member.read(limit_bytes + 1)
    if len(data) > limit_bytes:
        raise ValueError("it unpacks to more than it can hold")
    return data


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
