"""A clip that was moved or renamed, found again by its name and its content."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.document.media import Media
from app.engine.fingerprint import fingerprint, sequence_fingerprint
from app.engine.image_sequence import find_sequence, first_images
from app.errors import UserFacingError

_MOST_FILES = 20_000  # looked at in a folder
_DEEPEST = 6  # folders below it


@dataclass(frozen=True)
class Candidate:
    """A file that may be the clip; for a sequence, one of its images.

    `is_same` is of the content; None where the project does not know it.
    """

    path: Path
    is_same: bool | None


def find_media(media: Media, folder: Path) -> Path | None:
    """The clip in this folder or below it: the same content under any name, else the same name.

    Where the content is known, a file of the same name with another content is not taken.
    """
    return next((c.path for c in candidates(media, folder) if c.is_same is not False), None)


def candidates(media: Media, place: Path) -> list[Candidate]:
    """All that may be the clip in a folder or below it, the likeliest first; `place` may be one file, too.

    These are the files of the same content, and those of the same name whatever is in them.
    """
    if place.is_file():
        return [_candidate(media, place)]
    size = media.fingerprint.partition("-")[0]
    alike = (p for p in _beginnings(media, place) if p.name == media.path.name or (size and _size(p) == size))
    found = [_candidate(media, p) for p in alike]
    kept = [c for c in found if c.is_same or c.path.name == media.path.name]
    return sorted(kept, key=lambda c: (c.is_same is False, c.path.name != media.path.name))


def is_same_clip(media: Media, path: Path) -> bool:
    """Whether the file has the content that the project was made with; True where that is not known."""
    if not media.fingerprint:
        return True
    # One of a sequence that an older version of Masklet looked at is of its first image.
    of_sequence = media.fingerprint.count("-") > 1
    return (_of_sequence(path) if of_sequence else fingerprint(path)) == media.fingerprint


def _of_sequence(path: Path) -> str:
    """The fingerprint of the sequence that the image belongs to; empty where it has none."""
    try:
        return sequence_fingerprint(find_sequence(path).files)
    except UserFacingError:
        return ""


def _beginnings(media: Media, folder: Path) -> Iterator[Path]:
    """The files to look at: of a sequence, its first image is enough."""
    if not media.is_sequence:
        yield from files_below(folder)
        return
    folders = dict.fromkeys([folder, *(p.parent for p in files_below(folder))])
    for one in folders:
        first = first_images(one)
        named = one / media.path.name
        if named not in first and named.is_file():
            yield named
        yield from first


def _candidate(media: Media, path: Path) -> Candidate:
    return Candidate(path, is_same_clip(media, path) if media.fingerprint else None)


def _size(path: Path) -> str:
    try:
        return str(path.stat().st_size)
    except OSError:
        return ""


def files_below(folder: Path) -> Iterator[Path]:
    """In order, without hidden folders; not all of a very large or deep one."""
    left = _MOST_FILES
    base = len(folder.parts)
    for root, folders, names in os.walk(folder):
        if len(Path(root).parts) - base >= _DEEPEST:
            folders.clear()
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            yield Path(root, name)
            left -= 1
            if left <= 0:
                return
