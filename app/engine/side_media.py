"""Pictures and texts that effects read beside the clip: backgrounds, stickers, lookup tables."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from threading import Lock

from app.effect_api import Rgba
from app.engine.image_file import EXTENSIONS, read_image
from app.engine.kept import Kept
from app.engine.media_reader import MediaReader, open_media
from app.engine.pixels import premultiplied
from app.errors import UserFacingError

_BUDGET_BYTES = 128 * 2**20
_OPEN = 4  # clips at once
_LONGEST_TEXT = 32 * 2**20  # bytes: a .cube of 129 cubed has less


class SideMedia:
    """Reads each file once and keeps it within a budget. Safe from any thread."""

    def __init__(self) -> None:
        self._kept = Kept(_BUDGET_BYTES)
        self._readers: OrderedDict[tuple[str, int], MediaReader] = OrderedDict()
        self._lock = Lock()

    def picture(self, name: str, frame: int) -> Rgba:
        """As `Context.picture`: premultiplied, of the file's own size, read-only."""
        path = _existing(name)
        stamp = (name, path.stat().st_mtime_ns)
        if path.suffix.lower() in EXTENSIONS:
            return self._kept.get(stamp, lambda: premultiplied(read_image(path)))
        with self._lock:
            reader = self._reader(path, stamp)
            number = frame % reader.media.frame_count
            return self._kept.get((*stamp, number), lambda: premultiplied(reader.read(number)))

    def text(self, name: str) -> str:
        """As `Context.text_file`."""
        path = _existing(name)
        if path.stat().st_size > _LONGEST_TEXT:
            raise UserFacingError(f"{path.name} is too large to be read.", "Choose another file.")
        try:
            return path.read_text(encoding="utf-8", errors="replace")
        except OSError as error:
            raise UserFacingError(
                f"{path.name} cannot be read: {error.strerror}.", "Choose another file."
            ) from error

    def _reader(self, path: Path, stamp: tuple[str, int]) -> MediaReader:
        if stamp in self._readers:
            self._readers.move_to_end(stamp)
            return self._readers[stamp]
        opened = open_media(path)
        self._readers[stamp] = opened
        while len(self._readers) > _OPEN:
            self._readers.popitem(last=False)[1].close()
        return opened


def _existing(name: str) -> Path:
    path = Path(name)
    if path.exists():
        return path
    raise UserFacingError(f"The file {name} is not there.", "Choose it again in the effect's settings.")
