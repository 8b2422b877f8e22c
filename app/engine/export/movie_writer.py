"""Movies: frames through ffmpeg, with the source's colour tags, sound, timecode and pixel aspect."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from app.document.media import Media
from app.engine.colour_tags import complete
from app.engine.export.audio import Sound, sound
from app.engine.export.ffmpeg import FfmpegPipe
from app.engine.export.straight import delivered
from app.engine.export.target import Target, check_free, write_error
from app.engine.export.timecode import timecode_at
from app.engine.pixels import as_uint8, as_uint16
from app.engine.video_reader import VideoReader
from app.errors import UserFacingError

Packed = NDArray[Any]  # uint8 or uint16


@dataclass(frozen=True)
class _Encoding:
    """From the rendered image (premultiplied RGBA, or a matte) to ffmpeg's input and codec."""

    pack: Callable[[NDArray[np.float32]], Packed]
    raw_format: str
    pixel_format: str
    codec: tuple[str, ...]
    even: tuple[int, int] = (1, 1)  # height and width become multiples of these


def _over_black(image: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.ascontiguousarray(image[..., :3])  # premultiplied colour is what is seen over black


_X264 = ("-c:v", "libx264", "-preset", "medium", "-movflags", "+faststart", "-crf")
_PRORES = ("-c:v", "prores_ks", "-vendor", "apl0", "-profile:v")

_ENCODINGS: Final[Mapping[str, _Encoding]] = MappingProxyType(
    {
        "prores4444": _Encoding(
            lambda image: as_uint16(delivered(image)),
            "rgba64le",
            "yuva444p10le",
            (*_PRORES, "4444", "-alpha_bits", "16"),
        ),
        "matte-prores": _Encoding(as_uint16, "gray16le", "yuv422p10le", (*_PRORES, "hq"), (1, 2)),
        "matte-h264": _Encoding(as_uint8, "gray", "yuv420p", (*_X264, "8"), (2, 2)),
        "h264": _Encoding(
            lambda image: as_uint8(_over_black(image)), "rgb24", "yuv420p", (*_X264, "16"), (2, 2)
        ),
    }
)


class MovieWriter:
    """One movie file. It appears under its name when all frames are written and found in it, or not at all.

    Every frame of the range becomes one frame of the movie, at the clip's nominal rate: frame n of the export
    is frame `first + n` of the source, also where the source's rate varies.
    Codecs that need even sizes get the last row or column twice, so that no pixel moves.
    """

    def __init__(self, target: Target) -> None:
        self._target = target
        self._encoding = _ENCODINGS[target.format.name]
        self._written = 0
        self._pipe: FfmpegPipe | None = None

    def __enter__(self) -> Self:
        height, width = self._padded_size()
        self._pipe = FfmpegPipe(_arguments(self._target, self._encoding, height, width), self._target.path)
        return self

    def pack(self, image: NDArray[np.float32]) -> Packed:
        """The rendered image as ffmpeg takes it; may run on another thread than `write`."""
        packed = self._encoding.pack(image)
        height, width = self._padded_size()
        rows, columns = height - packed.shape[0], width - packed.shape[1]
        if rows or columns:
            packed = np.pad(packed, ((0, rows), (0, columns), (0, 0))[: packed.ndim], mode="edge")
        return np.ascontiguousarray(packed)

    def write(self, frame: int, packed: Packed) -> None:
        """Frames come in order."""
        assert self._pipe is not None, "used outside its `with`"
        assert frame == self._target.frames.first + self._written, "frames come in order"
        self._pipe.write(packed)
        self._written += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._pipe is not None
        partial = self._target.partial
        try:
            if error is None:
                self._pipe.finish()
                self._check()
                check_free(self._target)
                _replace(partial, self._target.path)
        finally:
            self._pipe.abort()
            partial.unlink(missing_ok=True)

    def _check(self) -> None:
        """The file is read back: as many frames as were written, and the last of them decodes."""
        try:
            with VideoReader(self._target.partial) as reader:
                found = reader.media.frame_count
                reader.read_rgb8(found - 1)
        except UserFacingError:
            found = 0
        if found != self._written:
            name = self._target.path.name
            raise UserFacingError(
                f"{name} was not written: {found} of its {self._written} frames can be read back.",
                "Try again, or choose another format.",
            )

    def _padded_size(self) -> tuple[int, int]:
        media, (rows, columns) = self._target.media, self._encoding.even
        return -(-media.height // rows) * rows, -(-media.width // columns) * columns


def _replace(partial: Path, path: Path) -> None:
    try:
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        raise write_error(path, error) from None


def _arguments(target: Target, encoding: _Encoding, height: int, width: int) -> list[str]:
    media, rate = target.media, target.media.rate.fps
    duration_s = float(len(target.frames) / rate)
    track = Sound()
    if media.has_audio:
        track = sound(media.path, target.format.extension, target.start_s, duration_s)
    raw = ("-f", "rawvideo", "-pix_fmt", encoding.raw_format, "-s", f"{width}x{height}")
    first_timecode = "" if media.is_variable_rate else timecode_at(media.timecode, target.frames.first, rate)
    return [
        "-y",
        *raw,
        *("-framerate", str(rate), "-i", "pipe:0"),
        *track.inputs,
        *("-map", "0:v:0", "-vf", _filter(media, encoding.pixel_format), *encoding.codec),
        *("-pix_fmt", encoding.pixel_format, "-fps_mode", "passthrough"),
        *track.outputs,
        *("-map_metadata", "-1", "-map_chapters", "-1"),
        *(("-timecode", first_timecode) if first_timecode else ()),
        *("-f", target.format.extension.lstrip("."), str(target.partial.absolute())),
    ]


def _filter(media: Media, pixel_format: str) -> str:
    """RGB to the source's own YCbCr in limited range, and the tags that say so.

    The tags are set by the filter, since as options ffmpeg writes them for YCbCr input only.
    """
    colour = complete(media.colour, media.width, media.height)
    aspect = Fraction(*media.pixel_aspect)
    return ",".join(
        (
            f"scale=in_range=pc:out_range=tv:out_color_matrix={_scale_name(colour.matrix)}"
            ":flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp",
            f"format={pixel_format}",
            f"setparams=range=tv:colorspace={colour.matrix}:color_primaries={colour.primaries}"
            f":color_trc={colour.transfer}",
            f"setsar={aspect.numerator}/{aspect.denominator}",
        )
    )


def _scale_name(matrix: str) -> str:
    return "bt2020" if matrix.startswith("bt2020") else matrix
