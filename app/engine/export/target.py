"""Where an export goes, and the ways in which writing there can fail, as sentences."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path

from app.document.media import Media
from app.document.timing import FrameRange
from app.engine.export.formats import ExportFormat
from app.errors import UserFacingError


@dataclass(frozen=True)
class Target:
    """What a writer has to know. `start_s`: when the first frame is shown, by the source file's own clock."""

    format: ExportFormat
    path: Path
    media: Media
    frames: FrameRange
    start_s: float
    overwrite: bool

    @property
    def partial(self) -> Path:
        """The name that the result has until it is whole."""
        return self.path.with_name(f"{self.path.name}.part")


def check_target(target: Target) -> None:
    """Raises UserFacingError where the result cannot be put, before anything is rendered."""
    path, folder = target.path, target.path.parent
    _check_name(target)
    if not folder.is_dir():
        raise UserFacingError(f"The folder {folder} does not exist.", "Make it, or choose another.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise UserFacingError(
            f"The folder {folder} cannot be written to.", "Choose another, or change its permissions."
        )
    if _is_source(target):
        raise UserFacingError(f"{path.name} is the clip itself.", "Choose another name for the export.")
    check_free(target)


def check_free(target: Target) -> None:
    """Raises UserFacingError where something is there that may not be replaced."""
    path = target.path
    if not os.path.lexists(path):
        return
    if not target.overwrite:
        raise UserFacingError(f"{path.name} exists already.", "Choose another name, or allow overwriting.")
    if target.format.is_sequence != path.is_dir():
        what = "a file" if target.format.is_sequence else "a folder"
        raise UserFacingError(f"{path.name} is {what}.", "Choose another name.")


def write_error(path: Path, error: OSError) -> UserFacingError:
    """The sentence for what the system said while writing."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full(path)
    reason = (error.strerror or str(error)).rstrip(".")
    return UserFacingError(f"{path.name} cannot be written: {reason}.", "Choose another folder.")


def disk_full(path: Path) -> UserFacingError:
    return UserFacingError(
        f"The disk is full: {path.name} was not written.", "Free some space, or export to another disk."
    )


def _check_name(target: Target) -> None:
    path, wanted = target.path, target.format.extension
    if not path.name:
        raise UserFacingError(f"{path} is not a name for an export.", "Choose a name in a folder.")
    if target.format.is_sequence:
        if path.suffix.lower() == wanted:
            raise UserFacingError(
                f"{target.format.title} is written to a folder, not to {path.name}.",
                f"Name the folder, such as {path.with_suffix('').name or 'frames'}.",
            )
    elif path.suffix.lower() != wanted:
        raise UserFacingError(
            f"{target.format.title} is written as {wanted}, not as {path.name}.",
            f"Name it {path.with_suffix(wanted).name}.",
        )


def _is_source(target: Target) -> bool:
    source = target.media.path
    place = source.parent if target.format.is_sequence else source
    return target.path.exists() and place.exists() and target.path.samefile(place)
