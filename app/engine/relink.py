"""A clip that was moved or renamed, found again by its name and its content."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from app.document.media import Media

_CHUNK_BYTES = 1 << 16
_MOST_FILES = 20_000  # looked at in a folder
_DEEPEST = 6  # folders below it


def fingerprint(path: Path) -> str:
    """Size and a digest of beginning, middle and end: "BYTES-HEX"; empty where it cannot be read."""
    try:
        size = path.stat().st_size
        digest = hashlib.sha256()
        with path.open("rb") as file:
            for start in (0, size // 2, max(0, size - _CHUNK_BYTES)):
                file.seek(start)
                digest.update(file.read(_CHUNK_BYTES))
    except OSError:
        return ""
    return f"{size}-{digest.hexdigest()[:32]}"


def find_media(media: Media, folder: Path) -> Path | None:
    """The clip in this folder or below it: the same content under any name, else the same name.

    Where the content is known, a file of the same name with another content is not taken.
    """
    if not media.fingerprint:
        return next((p for p in _files(folder) if p.name == media.path.name), None)
    size = media.fingerprint.partition("-")[0]
    alike = [p for p in _files(folder) if _size(p) == size]
    alike.sort(key=lambda p: p.name != media.path.name)  # the same name first: it is the likeliest
    return next((p for p in alike if fingerprint(p) == media.fingerprint), None)


def is_same_clip(media: Media, path: Path) -> bool:
    """Whether the file has the content that the project was made with; True where that is not known."""
    return not media.fingerprint or fingerprint(path) == media.fingerprint


def _size(path: Path) -> str:
    try:
        return str(path.stat().st_size)
    except OSError:
        return ""


def _files(folder: Path) -> Iterator[Path]:
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
