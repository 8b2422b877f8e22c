"""Where an export goes and as what, and the ways in which writing there can fail, as sentences."""

from __future__ import annotations

import errno
import os
import re
from dataclasses import dataclass
from pathlib import Path

from app.document.media import Media
from app.document.timing import FrameRange
from app.engine.export.formats import AlphaMode, Content, Depth, ExportFormat
from app.engine.export.options import ExportOptions
from app.engine.export.timecode import timecode_at
from app.errors import UserFacingError

_DIGITS = 4


@dataclass(frozen=True)
class Target:
    """What a writer has to know, every choice made.

    `frames` are written. `whole` is the range that numbers and timecode are counted in; it is larger where
    only a chunk is written, `into` a folder that others write to as well. `start_s`: when the first frame is
    shown, by the source file's own clock.
    """

    format: ExportFormat
    path: Path
    media: Media
    frames: FrameRange
    whole: FrameRange
    start_s: float
    overwrite: bool
    options: ExportOptions
    into: bool = False

    @property
    def partial(self) -> Path:
        """The name that the result has until it is whole."""
        own = f".{self.frames.first}-{self.frames.last}" if self.into else ""
        return self.path.with_name(f"{self.path.name}{own}.part")

    @property
    def content(self) -> Content:
        return self.options.content or self.format.content

    @property
    def depth(self) -> Depth:
        """As asked for; else the source's, or the next that the format has."""
        if self.options.depth is not None:
            return self.options.depth
        wanted = "16" if self.media.bit_depth > 8 else "8"
        return wanted if wanted in self.format.depths else self.format.depths[0]

    @property
    def alpha(self) -> AlphaMode | None:
        """None where no alpha is written."""
        if self.content != "cutout" or not self.format.alphas:
            return None
        return self.options.alpha or self.format.alphas[0]

    @property
    def compression(self) -> str:
        return self.options.compression or next(iter(self.format.compressions), "")

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of the picture that is written."""
        scale = self.options.scale
        return max(1, round(self.media.height * scale)), max(1, round(self.media.width * scale))

    @property
    def timecode(self) -> str:
        """Of the first frame; empty where there is none to write."""
        chosen, rate = self.options.timecode, self.media.rate.fps
        if chosen == "none" or not self.format.timecode:
            return ""
        if chosen != "source":
            return timecode_at(chosen, self.frames.first - self.whole.first, rate)
        return (
            "" if self.media.is_variable_rate else timecode_at(self.media.timecode, self.frames.first, rate)
        )

    def number(self, frame: int) -> int:
        """The number that the image of a source frame has in its name."""
        own = self.options.first_number
        first = self.media.start_frame + self.whole.first if own is None else own
        return first + frame - self.whole.first

    def image(self, frame: int) -> str:
        """The name of a source frame's image: `shot.1001.png`."""
        digits = self.options.padding or max(_digits(self.media), len(str(self.number(self.whole.last))))
        return f"{self.path.name}.{self.number(frame):0{digits}d}{self.format.extension}"


def with_handles(frames: FrameRange, handles: int, media: Media) -> FrameRange:
    """That many frames more at both ends, as far as the clip has them."""
    return FrameRange(max(0, frames.first - handles), min(media.frames.last, frames.last + handles))


def check_target(target: Target) -> None:
    """Raises UserFacingError where the result cannot be put, before anything is rendered."""
    path, folder = target.path, target.path.parent
    _check_name(target)
    if target.into:
        _make(folder)  # on a farm's computers nobody else does
    if not folder.is_dir():
        raise UserFacingError(f"The folder {folder} does not exist.", "Make it, or choose another.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise UserFacingError(
            f"The folder {folder} cannot be written to.", "Choose another, or change its permissions."
        )
    if _is_source(target):
        raise UserFacingError(f"{path.name} is the clip itself.", "Choose another name for the export.")
    check_free(target)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise write_error(folder, error) from None


def check_free(target: Target) -> None:
    """Raises UserFacingError where something is there that may not be replaced."""
    path = target.path
    if not os.path.lexists(path) or (target.into and path.is_dir()):
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


def _digits(media: Media) -> int:
    """As many as the numbers of the source's images have."""
    number = re.search(r"\d+$", media.path.stem) if media.is_sequence else None
    return len(number[0]) if number else _DIGITS


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
