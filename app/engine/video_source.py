"""A video file opened for decoding: container, picture stream and the decoder that keeps its alpha."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, cast

from app.engine.container import open_container
from app.engine.media_errors import MediaError

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.codeccontext import VideoCodecContext
    from av.video.stream import VideoStream

_ALPHA_DECODERS = {
    "vp8": "libvpx",
    "vp9": "libvpx-vp9",
}  # FFmpeg's own decoders drop WebM's alpha without a word


@dataclass
class VideoSource:
    """Container, stream and decoder of one open file. The decoder is not always the stream's own."""

    path: Path
    container: InputContainer
    stream: VideoStream
    decoder: VideoCodecContext

    @property
    def is_intra_only(self) -> bool:
        return bool(self.stream.codec_context.codec.intra_only)

    def seek(self, pts: int) -> None:
        """Go to the last key frame that is not after this time stamp (or near it: see VideoDecoder)."""
        self.container.seek(pts, stream=self.stream, backward=True, any_frame=False)
        self.decoder.flush_buffers()

    def restart(self) -> None:
        """Begin anew at the start of the file, which not every container can seek to."""
        self.close()
        fresh = open_source(self.path)
        self.container, self.stream, self.decoder = fresh.container, fresh.stream, fresh.decoder

    def close(self) -> None:
        self.container.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_source(path: Path) -> VideoSource:
    """Raises MediaError for everything that is not a video file with a picture."""
    container = _open_container(path)
    try:
        stream = _picture_stream(container, path)
        return VideoSource(path, container, stream, _decoder(stream, path))
    except BaseException:
        container.close()
        raise


def check_readable(path: Path) -> None:
    """Raises MediaError for a path that is missing, empty or closed to this user."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        raise MediaError(path, "there is no such file") from None
    except OSError as error:
        raise MediaError(path, _lowered(error.strerror)) from None
    if not os.access(path, os.R_OK):
        raise MediaError(path, "you have no permission to read it", "Change its permissions, or copy it.")
    if size == 0 and path.is_file():
        raise MediaError(path, "the file is empty (0 bytes)", "Copy it again from where it came from.")


def _open_container(path: Path) -> InputContainer:
    from av.error import FFmpegError, InvalidDataError

    check_readable(path)
    try:
        return open_container(path)
    except InvalidDataError:
        raise _not_a_clip(path) from None
    except (FFmpegError, OSError) as error:
        raise MediaError(path, _lowered(error.strerror or str(error))) from None


def _not_a_clip(path: Path) -> MediaError:
    """MP4 and QuickTime files that were cut off lack the table at their end, but are not text either."""
    with path.open("rb") as file:
        head = file.read(12)
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide"):
        return MediaError(
            path, "the file is cut off or damaged, its table of frames is missing", "Copy or record it again."
        )
    return MediaError(path, "it is not a video file")


def _picture_stream(container: InputContainer, path: Path) -> VideoStream:
    from av.stream import Disposition

    pictures = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
    if not pictures:
        what = "it has sound but no picture" if container.streams.audio else "it holds no picture"
        raise MediaError(path, what)
    return pictures[0]


def _decoder(stream: VideoStream, path: Path) -> VideoCodecContext:
    """Frame threads are quickest for long groups of pictures; slice threads have no delay after a seek."""
    from av.codec import CodecContext
    from av.error import FFmpegError

    own = cast("VideoCodecContext | None", stream.codec_context)
    if own is None:
        raise MediaError(path, "its picture is in a format that Masklet cannot decode")
    if own.name in _ALPHA_DECODERS and _alpha_mode(stream):
        decoder = cast("VideoCodecContext", CodecContext.create(_ALPHA_DECODERS[own.name], "r"))
        decoder.extradata = own.extradata
        for tag in ("color_primaries", "color_trc", "colorspace", "color_range"):  # the container's word
            setattr(decoder, tag, getattr(own, tag))
        return decoder
    own.thread_type = "SLICE" if own.codec.intra_only else "AUTO"
    try:
        own.open(strict=False)
    except FFmpegError as error:
        raise MediaError(path, _lowered(error.strerror or str(error))) from None
    return own


def _alpha_mode(stream: VideoStream) -> bool:
    return any(k.lower() == "alpha_mode" and v == "1" for k, v in stream.metadata.items())


def _lowered(sentence: str | None) -> str:
    text = (sentence or "unknown error").rstrip(".")
    return text[:1].lower() + text[1:]
