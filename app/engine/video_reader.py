"""Frames of a video file by number, as pixels, and what the file says about itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from numpy.typing import NDArray

from app.document.media import Media
from app.document.timing import FrameRate
from app.engine.colour_tags import complete, tags
from app.engine.fingerprint import fingerprint
from app.engine.media_errors import MediaError
from app.engine.media_index import FrameIndex, build_index
from app.engine.video_decoder import VideoDecoder, decode_packets
from app.engine.video_pixels import PixelConverter, Pixels, Rgb8, bit_depth, has_alpha, planes_of
from app.engine.video_rate import nominal_rate
from app.engine.video_source import VideoSource, open_source

if TYPE_CHECKING:
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

_TELLING = 12  # frames decoded at the start to see that the index is right


@dataclass(frozen=True)
class VideoFrameView:
    """A decoded picture that becomes pixels when asked."""

    number: int
    picture: VideoFrame
    converter: PixelConverter

    def rgb8(self) -> Rgb8:
        return self.converter.rgb8(self.picture)

    def native(self) -> Pixels:
        return self.converter.native(self.picture)


class VideoReader:
    """Frames of a video file by exact number, whatever its rate, order of pictures or container."""

    def __init__(self, path: Path) -> None:
        """Raises MediaError for anything that is not a readable video file."""
        source = open_source(path)
        try:
            index, pictures = _read_index(source)
            interlaced = any(p.interlaced_frame for p in pictures)
            decoder = VideoDecoder(source, index, interlaced=interlaced)
            if not _is_complete(source, index):
                index = decoder.drop_unreadable_end()
            self._decoder = decoder
            self._index = index
            self._time_base = time_base(source.stream)
            self.media, self._converter = _describe(source, index, pictures[0])
        except BaseException:
            source.close()
            raise

    def seconds(self, frame: int) -> float:
        """When the frame is shown, in seconds of the file's own clock (which need not begin at 0)."""
        return float(self._index.pts[frame] * self._time_base)

    def starts(self) -> Sequence[int]:
        """See MediaReader."""
        numbers = (self._index.number(int(pts)) for pts in self._index.keys)
        return [n for n in numbers if n is not None]

    def planes(self, frame: int) -> NDArray[Any]:
        """The decoder's own values in `media.pixel_format`, its planes one under the other, not upright.

        For planar YCbCr of even size. Raises as `read` does.
        """
        return planes_of(self._last(frame).picture)

    def read(self, frame: int) -> Pixels:
        """See MediaReader."""
        return self._last(frame).native()

    def read_rgb8(self, frame: int) -> Rgb8:
        """See MediaReader."""
        return self._last(frame).rgb8()

    def run_to(self, frame: int) -> Iterator[VideoFrameView]:
        """See MediaReader."""
        if not 0 <= frame < len(self._index):
            raise IndexError(f"frame {frame} of {len(self._index)}")
        for number, picture in self._decoder.run_to(frame):
            yield VideoFrameView(number, picture, self._converter)

    def close(self) -> None:
        self._decoder.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _last(self, frame: int) -> VideoFrameView:
        for view in self.run_to(frame):
            if view.number == frame:
                return view
        raise AssertionError("run_to ends with the frame or raises")


def _read_index(source: VideoSource) -> tuple[FrameIndex, list[VideoFrame]]:
    """The frames that can be decoded, and the first few of them."""
    path = source.path
    with open_source(path) as scanned:  # a container that was read to its end does not always seek back
        try:
            index = build_index(scanned.container, scanned.stream, path.stat().st_size)
        except ValueError as error:
            raise MediaError(path, str(error), "Rewrap it: ffmpeg -i IN -c copy OUT.mp4") from None
    pictures = [p for p in islice(decode_packets(source), _TELLING) if p.pts is not None]
    if not pictures or not len(index):
        raise MediaError(path, "not one of its frames can be decoded")
    index = index.without_frames_before(pictures[0].pts or 0)
    if _tells_frames(index, pictures):
        return index, pictures
    return index.of_stamps(_decoded_stamps(path)), pictures


def _tells_frames(index: FrameIndex, pictures: list[VideoFrame]) -> bool:
    """Whether packets are frames. Some cameras write one packet for each field."""
    numbers = [index.number(p.pts or 0) for p in pictures]
    last = numbers[-1]
    return None not in numbers and last is not None and last < 2 * len(numbers) - 2 + (len(numbers) < 3)


def _decoded_stamps(path: Path) -> list[int]:
    """Time stamps of all frames, by decoding the whole clip: slow, and right where packets are not frames."""
    with open_source(path) as source:
        return [p.pts for p in decode_packets(source) if p.pts is not None]


def _describe(source: VideoSource, index: FrameIndex, picture: VideoFrame) -> tuple[Media, PixelConverter]:
    said = tags(picture.color_primaries, picture.color_trc, picture.colorspace, picture.color_range)
    stream = source.stream
    width, height = picture.width, picture.height
    turns = round(picture.rotation / 90) % 4
    claims = (stream.average_rate, stream.guessed_rate, stream.base_rate)
    rate, varies = nominal_rate(index.pts, time_base(stream), claims)
    aspect = (stream.sample_aspect_ratio or Fraction(1)) ** (-1 if turns % 2 else 1)
    known = complete(said, width, height)
    media = Media(
        path=source.path,
        width=height if turns % 2 else width,
        height=width if turns % 2 else height,
        rate=FrameRate(rate),
        frame_count=len(index),
        codec=stream.codec_context.codec.canonical_name,
        pixel_format=picture.format.name,
        bit_depth=bit_depth(picture.format),
        has_alpha=has_alpha(picture.format),
        has_audio=bool(source.container.streams.audio),
        pixel_aspect=(aspect.numerator, aspect.denominator),
        rotation=turns * 90,
        is_variable_rate=varies,
        timecode=stream.metadata.get("timecode") or source.container.metadata.get("timecode") or "",
        colour=said,
        fingerprint=fingerprint(source.path),
    )
    full_range = known.range == "pc" or picture.format.name.startswith("yuvj")
    return media, PixelConverter(width, height, known.matrix, full_range, turns)


def _is_complete(source: VideoSource, index: FrameIndex) -> bool:
    """Whether the container says that the file is as long as it was meant to be."""
    container, stream = source.container, source.stream
    if container.format.name.startswith("mov"):
        size = source.path.stat().st_size
        return all(e.pos + e.size <= size for e in stream.index_entries)
    if container.format.name.startswith("matroska") and container.duration:
        end = float(index.pts[-1] * time_base(stream)) + 2 / float(stream.average_rate or 24)
        return end >= container.duration / 1_000_000
    return False


def time_base(stream: VideoStream) -> Fraction:
    """Seconds per tick of the stream's time stamps."""
    base = stream.time_base
    assert base is not None, "a stream that was opened has a time base"
    return base
