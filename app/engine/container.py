"""The one way to open a media file for reading."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from av.container import InputContainer


def open_container(path: Path) -> InputContainer:
    """Raises av.error.FFmpegError or OSError.

    Old programs wrote titles and comments in encodings of their own: what is not UTF-8 becomes a question
    mark instead of an error. A relative name may look like a protocol, so none is passed on.
    """
    import av

    return av.open(str(path.absolute()), metadata_errors="replace")
