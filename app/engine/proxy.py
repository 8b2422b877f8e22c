"""Small stand-ins for clips that are slow to jump about in: 540 lines of MJPEG, the same frames by number."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from app.document.media import Media
from app.engine.folders import data_folder
from app.engine.media_reader import MediaReader, open_media
from app.engine.video_pixels import Rgb8
from app.engine.view_picture import shrunk
from app.errors import UserFacingError

LINES = 540
QUALITY = 4  # of MJPEG: 2 is best
BUDGET_BYTES = 10 * 2**30  # of all proxies; the one that was longest unused goes first
_EVERY_FRAME_IS_KEY = frozenset(
    ("prores", "dnxhd", "mjpeg", "ffv1", "png", "qtrle", "utvideo", "cfhd", "dvvideo", "v210", "rawvideo")
)
_LIGHT_PIXELS = 1920 * 1088


@dataclass(frozen=True)
class ProxyProgress:
    """`done` of `total` frames are in it."""

    done: int
    total: int


def wants_proxy(media: Media, cache_bytes: int) -> bool:
    """Whether jumping about in the clip takes longer than the eye waits.

    So do long groups of pictures and anything above HD, unless the whole clip fits in the cache.
    """
    if media.height <= LINES or media.width * media.height * 3 * media.frame_count <= cache_bytes:
        return False
    return media.codec not in _EVERY_FRAME_IS_KEY or media.width * media.height > _LIGHT_PIXELS


def clip_key(media: Media) -> str:
    """A name for what is made from the clip: another one for another file, and for a changed one.

    Raises OSError where the file is gone.
    """
    found = media.path.stat()
    text = f"{media.path.absolute()} {found.st_size} {found.st_mtime_ns} {media.frame_count}"
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def proxy_path(media: Media) -> Path:
    """Where its proxy is, or would be."""
    return data_folder() / "proxies" / f"{clip_key(media)}-{LINES}.mov"


def open_proxy(media: Media) -> MediaReader | None:
    """The clip's proxy, where there is a whole one with the same frames."""
    try:
        path = proxy_path(media)
        if not path.exists():
            return None
        reader = open_media(path)
    except (OSError, UserFacingError):
        return None
    if reader.media.frame_count != media.frame_count:
        reader.close()
        return None
    os.utime(path)  # it is in use
    return reader


def make_proxy(
    media: Media,
    cancel: threading.Event,
    *,
    holds: Callable[[], bool] = lambda: False,
    open_clip: Callable[[Path], MediaReader] = open_media,
) -> Iterator[ProxyProgress]:
    """Make it, frame by frame; it is there under its name when all of it is. Pauses while `holds()`.

    A frame that does not decode is grey: its number stays right. Raises UserFacingError where the clip
    cannot be opened or the disk is full.
    """
    final = proxy_path(media)
    part = final.with_name(final.stem + ".part.mov")
    try:
        final.parent.mkdir(parents=True, exist_ok=True)
        with open_clip(media.path) as reader, _Writer(part, media) as writer:
            for frame in media.frames:
                while holds() and not cancel.wait(0.2):
                    pass
                if cancel.is_set():
                    return
                writer.write(_frame(reader, frame))
                yield ProxyProgress(frame + 1, media.frame_count)
        part.replace(final)
        keep_within_budget(final, BUDGET_BYTES)
    except OSError as error:
        raise UserFacingError(
            f"The proxy of {media.path.name} cannot be written: {error.strerror or error}.",
            f"Free space in {final.parent}, or turn proxies off in the View menu.",
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _frame(reader: MediaReader, frame: int) -> Rgb8 | None:
    try:
        return reader.read_rgb8(frame)
    except UserFacingError:
        return None


class _Writer:
    """One MJPEG movie; its frames are `LINES` high."""

    def __init__(self, path: Path, media: Media) -> None:
        import av

        self._width = max(2, round(media.width * LINES / media.height / 2) * 2)
        self._count = 0
        self._container = av.open(str(path), "w", format="mov")
        rate = media.rate.fps.limit_denominator(100_000)
        self._stream = self._container.add_stream("mjpeg", rate=rate)
        self._stream.width, self._stream.height, self._stream.pix_fmt = self._width, LINES, "yuvj420p"
        self._stream.codec_context.time_base = Fraction(1) / rate
        self._stream.codec_context.qmin = self._stream.codec_context.qmax = QUALITY
        self._stream.codec_context.bit_rate = 100_000_000

    def __enter__(self) -> _Writer:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._container.mux(self._stream.encode())
        finally:
            self._container.close()

    def write(self, pixels: Rgb8 | None) -> None:
        import av
        import numpy as np

        small = np.full((LINES, self._width, 3), 128, np.uint8) if pixels is None else self._small(pixels)
        picture = av.VideoFrame.from_ndarray(small, format="rgb24").reformat(format="yuvj420p")
        picture.pts = self._count
        self._count += 1
        self._container.mux(self._stream.encode(picture))

    def _small(self, pixels: Rgb8) -> Rgb8:
        return shrunk(pixels, self._width, LINES)


def keep_within_budget(newest: Path, budget_bytes: int) -> None:
    """Delete the files of its kind beside it that were longest unused."""
    kind = newest.parent.glob(f"*{newest.suffix}")
    used = 0
    for path in sorted(kind, key=lambda p: p.stat().st_mtime, reverse=True):
        used += path.stat().st_size
        if used > budget_bytes and path != newest:
            path.unlink(missing_ok=True)
