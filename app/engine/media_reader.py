"""The door to footage: open a clip or an image sequence, read its frames by number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from app.document.media import Media
from app.engine.image_sequence import ImageSequenceReader, is_image, is_pattern
from app.engine.video_pixels import Pixels, Rgb8
from app.engine.video_reader import VideoReader
from app.engine.video_source import check_readable


class DecodedFrame(Protocol):
    """A frame out of the decoder, turned into pixels only when asked."""

    @property
    def number(self) -> int: ...

    def rgb8(self) -> Rgb8: ...

    def native(self) -> Pixels: ...


class MediaReader(Protocol):
    """Frames of one clip by exact number, from 0. Owned by one thread at a time."""

    @property
    def media(self) -> Media: ...

    def read(self, frame: int) -> Pixels:
        """Native depth: uint8, uint16 over 0..65535, or float32; (H, W, 3 or 4), straight, upright.

        Raises FrameError where the frame does not decode, IndexError where the clip has no such frame.
        """
        ...

    def read_rgb8(self, frame: int) -> Rgb8:
        """The frame as it is shown: (H, W, 3), alpha left out. Raises as `read` does."""
        ...

    def run_to(self, frame: int) -> Iterator[DecodedFrame]:
        """The frames decoded on the way to a frame, and that frame as the last. Raises as `read` does."""
        ...

    def starts(self) -> Sequence[int]:
        """Frames that are decoded without any other: cheap to go to."""
        ...

    def seconds(self, frame: int) -> float:
        """When the frame is shown, in seconds of the file's own clock."""
        ...

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def open_media(path: Path) -> MediaReader:
    """Open a video file, a folder of images, a pattern such as `shot.%04d.png`, or an image of a sequence.

    Raises UserFacingError for anything that is not a readable clip.
    """
    if is_pattern(path):
        return ImageSequenceReader(path)
    check_readable(path)
    if path.is_dir() or is_image(path):
        return ImageSequenceReader(path)
    return VideoReader(path)


def probe(path: Path) -> Media:
    """What is known of a clip. Raises as `open_media` does."""
    with open_media(path) as reader:
        return reader.media
