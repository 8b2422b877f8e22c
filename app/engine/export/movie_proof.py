"""A written movie decoded from its first frame to its last, for the proof; and its tags."""

from __future__ import annotations

import os
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from app.document.media import ColourTags
from app.engine.colour_tags import tags
from app.engine.export.proof import Decoded, ProofError
from app.engine.export.signature import digest, thumb, thumb_of_picture
from app.engine.media_errors import MediaError
from app.engine.video_decoder import decode_packets
from app.engine.video_source import open_source

if TYPE_CHECKING:
    from av.video.frame import VideoFrame


_PNG: Final = b"\x89PNG\r\n\x1a\n"
_FRAME_CONTROL: Final = struct.Struct(">20xHH2x")  # of an APNG: how long the picture is shown, as a fraction


class ProofStopped(Exception):  # noqa: N818 - it is no error
    """The user stopped it."""


@dataclass(frozen=True)
class Expected:
    """What the file has to say. `raw` is the pixel format that went into a lossless codec; "" for others."""

    raw: str
    is_rgb: bool  # the codec keeps RGB
    colour: ColourTags | None  # None where the container has no tags
    height: int
    width: int
    fps: float


class DecodedMovie:
    """Iterates over the pictures of a file in the order in which they are shown, once."""

    def __init__(self, path: Path, expected: Expected, cancel: threading.Event) -> None:
        self._path = path
        self._expected = expected
        self._cancel = cancel

    def __iter__(self) -> Iterator[Decoded]:
        try:
            yield from (self._webp() if b"WEBP" in _head(self._path) else self._pictures())
        except MediaError:
            return  # that frames are missing is said by the one who counts them

    def _pictures(self) -> Iterator[Decoded]:
        starts = _apng_starts(self._path) if _head(self._path).startswith(_PNG) else None
        with open_source(self._path) as source:
            checked = False
            for picture in decode_packets(source):
                if self._cancel.is_set():
                    raise ProofStopped
                seconds = float((picture.pts or 0) * (source.stream.time_base or 0))
                if starts is not None:
                    seconds = next(starts, seconds)
                if not checked:
                    self._check_picture(picture)
                    checked = True
                yield self._decoded(picture, seconds)

    def _decoded(self, picture: VideoFrame, seconds: float) -> Decoded:
        if self._expected.raw:
            return Decoded(seconds, digest=digest(picture.to_ndarray(format=self._expected.raw)))
        if self._expected.is_rgb:
            return Decoded(seconds, thumb=thumb(picture.to_ndarray(format="rgba"), associated=True))
        return Decoded(seconds, thumb=thumb_of_picture(picture))

    def _check_picture(self, picture: VideoFrame) -> None:
        expected, name = self._expected, self._path.name.removesuffix(".part")
        if (picture.height, picture.width) != (expected.height, expected.width):
            raise ProofError(f"{name} was not written: its picture has another size than was asked for.")
        if expected.colour is None:
            return
        said = tags(picture.color_primaries, picture.color_trc, picture.colorspace, picture.color_range)
        wanted = expected.colour
        same = (said.primaries, said.transfer) == (wanted.primaries, wanted.transfer)
        if not expected.is_rgb:
            same = same and (said.matrix, said.range) == (wanted.matrix, "tv")
        if not same:
            raise ProofError(
                f"{name} was not written: its colour tags read back as {_words(said)} "
                f"instead of {_words(wanted)}."
            )

    def _webp(self) -> Iterator[Decoded]:
        """FFmpeg does not decode animations of WebP. Frames that equal the one before are merged in them."""
        from PIL import Image, ImageSequence

        end_s, number, fps = 0.0, 0, self._expected.fps
        with Image.open(self._path) as animation:
            for image in ImageSequence.Iterator(animation):
                if self._cancel.is_set():
                    raise ProofStopped
                small = thumb(np.asarray(image.convert("RGBA")), associated=True)
                begin_s, end_s = end_s, end_s + int(image.info.get("duration", 0)) / 1000
                yield Decoded(begin_s, thumb=small)
                number += 1
                while (number + 0.5) / fps < end_s:
                    yield Decoded(number / fps, thumb=small)
                    number += 1


def tick_s(path: Path) -> float:
    """One step of the file's time stamps."""
    if b"WEBP" in _head(path):
        return 0.001
    with open_source(path) as source:
        return float(source.stream.time_base or 0)


def _apng_starts(path: Path) -> Iterator[float]:
    """When each picture of an APNG is shown, by the delays that it holds.

    FFmpeg's reader adds up delays that it has rounded to its own time base: after 300 frames of 29.97 a
    second it is a millisecond off, and the file is not.
    """
    start = Fraction(0)
    with path.open("rb") as file:
        file.seek(len(_PNG))
        while len(head := file.read(8)) == 8:
            size, kind = struct.unpack(">I4s", head)
            content = file.read(size) if kind == b"fcTL" else b""
            file.seek(4 if content else size + 4, os.SEEK_CUR)  # with the chunk's checksum
            if len(content) == _FRAME_CONTROL.size:
                delay, per_second = _FRAME_CONTROL.unpack(content)
                yield float(start)
                start += Fraction(delay, per_second or 100)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(16)


def _words(colour: ColourTags) -> str:
    return "/".join(tag or "none" for tag in (colour.primaries, colour.transfer, colour.matrix))
