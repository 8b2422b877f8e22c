"""Tokens in an export's name: `{clip}_{masklet}_{date}` becomes what they stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from app.document.media import Media
from app.document.timing import FrameRange
from app.errors import UserFacingError

TOKENS: Final[Mapping[str, str]] = {
    "project": "the project's name",
    "clip": "the clip's name",
    "masklet": "the masklet's name: one export for each masklet",
    "content": "what is written: cutout, matte, ...",
    "format": "the format's name",
    "first": "the first frame",
    "last": "the last frame",
    "width": "the picture's width",
    "height": "the picture's height",
    "date": "the date, 2026-11-25",
    "time": "the time, 1730",
}
EACH_MASKLET: Final = "{masklet}"
_TOKEN = re.compile(r"\{([^{}]*)\}")
_UNSAFE = re.compile(r"[^\w.\- ]+")
_LONGEST_BYTES = 120  # of a value: file systems end at 255 for a whole name
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)  # Windows has no such files


def expanded(path: Path, values: Mapping[str, str]) -> Path:
    """The path with its tokens replaced. Raises UserFacingError for a token that there is not.

    A value never leads out of the folder: what is no letter, number, point or dash becomes "_". One that
    is too long is cut, and a name that Windows keeps for itself begins with "_".
    """

    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise UserFacingError(
                f"There is no {match[0]} to put into a name.",
                f"There are: {', '.join(f'{{{t}}}' for t in TOKENS)}.",
            )
        plain = _UNSAFE.sub("_", values[match[1]]).strip(". ").encode()[:_LONGEST_BYTES]
        return plain.decode(errors="ignore") or "_"

    def filled(part: str) -> str:
        name = _TOKEN.sub(value, part)
        return f"_{name}" if name != part and _RESERVED.match(name) else name

    return Path(*map(filled, path.parts))


def token_values(
    media: Media, frames: FrameRange, size: tuple[int, int], when: datetime, **named: str
) -> Mapping[str, str]:
    """`named`: project, masklet, content and format. `size`: height and width."""
    return {
        "clip": media.path.parent.name if media.is_sequence else media.path.stem,
        "first": str(media.start_frame + frames.first),
        "last": str(media.start_frame + frames.last),
        "width": str(size[1]),
        "height": str(size[0]),
        "date": when.strftime("%Y-%m-%d"),
        "time": when.strftime("%H%M"),
        **named,
    }
