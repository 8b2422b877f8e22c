"""Frames of a video file by exact number: seeks where it must, decodes on where it can."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

from app.engine.deinterlace import deinterlaced
from app.engine.media_errors import FrameError
from app.engine.media_index import FrameIndex
from app.engine.video_source import VideoSource

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

# Further ahead than this and behind a key frame, a seek is cheaper than decoding on.
_SHORT_WALK = 8
_TRIES = 4  # key frames tried, nearest first, before decoding from the very start


class VideoDecoder:
    """Yields decoded pictures with their numbers. Owned by one thread at a time."""

    def __init__(self, source: VideoSource, index: FrameIndex, *, interlaced: bool) -> None:
        self._source = source
        self._index = index
        self._interlaced = interlaced
        self._pictures: Iterator[VideoFrame] | None = None
        self._position = -1  # number of the last picture that came out of the decoder

    def run_to(self, frame: int) -> Generator[tuple[int, VideoFrame], None, None]:
        """The pictures that are decoded on the way to the frame, and the frame itself as the last.

        Raises FrameError where the frame does not decode.
        """
        if self._may_walk_to(frame) and (yield from self._walk(frame, first=self._position + 1)):
            return
        for key in self._starts(frame):
            first = self._restart(key)
            if first is not None and (yield from self._walk(frame, first)):
                return
        raise FrameError(self._source.path, frame, "its data is damaged or missing")

    def drop_unreadable_end(self) -> FrameIndex:
        """Leave out the last frames where they do not decode, as in a file that was cut off."""
        readable = 0
        try:
            for number, _ in self.run_to(len(self._index) - 1):
                readable = number
        except FrameError:
            self._index = self._index.without_frames_after(readable)
            self._pictures = None
        return self._index

    def close(self) -> None:
        self._pictures = None
        self._source.close()

    def _may_walk_to(self, frame: int) -> bool:
        if self._pictures is None or self._position >= frame:
            return False
        same_group = self._index.key_of(frame) == self._index.key_of(max(self._position, 0))
        return same_group or frame - self._position <= (1 if self._source.is_intra_only else _SHORT_WALK)

    def _starts(self, frame: int) -> Iterator[int]:
        """Key frames to begin at, nearest first; -1 is the start of the file."""
        # The deinterlacer looks at the picture before, which therefore has to be decoded as well.
        nearest = self._index.key_of(max(0, frame - 1) if self._interlaced else frame)
        yield from range(nearest, max(-1, nearest - _TRIES), -1)
        yield -1

    def _restart(self, key: int) -> int | None:
        """Go to a key frame; the number of the first picture that is whole from there on.

        None where a damaged file does not let itself be sought in.
        """
        from av.error import FFmpegError

        self._pictures = None
        if key < 0:
            self._source.restart()
            first = 0
        else:
            try:
                self._source.seek(int(self._index.seeks[key]))
            except FFmpegError:
                return None
            # Pictures before the key frame lean on what was not decoded (open groups of pictures).
            first = self._index.number(int(self._index.keys[key])) or 0
        self._pictures = self._decode()
        self._position = -1
        return first + 1 if self._interlaced and first > 0 else first

    def _walk(self, frame: int, first: int) -> Generator[tuple[int, VideoFrame], None, bool]:
        """Decode until the frame came (True) or cannot come any more (False)."""
        landed = self._position >= 0
        for picture in self._pictures or ():
            number = None if picture.pts is None else self._index.number(picture.pts)
            if number is None:
                continue  # outside the edit list
            if not landed and number > first:
                return False  # streams without a table may land after the key frame that was asked for
            landed = True
            self._position = number
            if number > frame:
                return False
            if number >= first or number == frame:
                yield number, picture
            if number == frame:
                return True
        self._pictures = None
        return False

    def _decode(self) -> Iterator[VideoFrame]:
        pictures = decode_packets(self._source)
        return deinterlaced(pictures) if self._interlaced else pictures


def decode_packets(source: VideoSource) -> Iterator[VideoFrame]:
    """All pictures from where the source stands to its end, as shown; damaged ones are left out."""
    from av.error import FFmpegError, InvalidDataError

    packets = source.container.demux(source.stream)
    while True:
        try:
            packet = next(packets, None)
        except FFmpegError:
            packet = None  # the file is cut off here; what the decoder still holds comes out
        try:
            yield from source.decoder.decode(packet)
        except InvalidDataError:
            continue  # the frame of this packet will be found missing; the next ones may be whole
        except FFmpegError:
            return
        if packet is None:
            return
