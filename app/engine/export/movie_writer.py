"""Movies: frames through ffmpeg, with the source's colour tags, sound, timecode and pixel aspect."""

from __future__ import annotations

import contextlib
import os
import threading
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import numpy as np

from app.document.media import ColourTags
from app.engine.colour_tags import complete
from app.engine.export.audio import Sound, sound
from app.engine.export.content import Rendered
from app.engine.export.ffmpeg import FfmpegPipe
from app.engine.export.formats import Movie
from app.engine.export.movie_proof import DecodedMovie, Expected, tick_s
from app.engine.export.packing import WHITE, YCBCR_WHITE, Canvases, Packed, packed
from app.engine.export.pass_through import SourcePlanes, contiguous, planes_thumb, source_range
from app.engine.export.proof import Proof, ProofError, SignatureFile, compare
from app.engine.export.signature import COLUMNS, ROWS, Signature, digest, thumb
from app.engine.export.target import Target, check_free, write_error

_RAW: Final = {"grey8": "gray", "grey16": "gray16le", "rgb8": "rgb24", "rgb16": "rgb48le",
               "rgba8": "rgba", "rgba16": "rgba64le"}  # fmt: skip
_NO_THUMB: Final = np.zeros((2, ROWS, COLUMNS), np.float32)


class MovieWriter:
    """One movie file. It appears under its name when every frame was found in it again, or not at all.

    Every frame of the range becomes one frame of the movie, at the clip's nominal rate: frame n of the export
    is frame `first + n` of the source, also where the source's rate varies.
    Codecs that need even sizes get the last row or column twice, so that no pixel moves.
    """

    def __init__(self, target: Target, *, as_source: bool = False) -> None:
        """`as_source`: frames come as SourcePlanes, in the source's own pixel format."""
        assert target.format.movie is not None
        self._target = target
        self._movie: Movie = target.format.movie
        self._kind = _kind(target, self._movie)
        self._pixel_format = self._movie.pixels[self._kind]
        self._is_rgb = not self._pixel_format.startswith("yuv")
        self._white = WHITE if self._is_rgb else YCBCR_WHITE
        self._colour = complete(target.media.colour, target.media.width, target.media.height)
        self._raw = target.media.pixel_format if as_source else _RAW[self._kind]
        self._as_source = as_source
        self._canvases = Canvases()
        self._written = 0
        self._proven = False
        self._open = contextlib.ExitStack()
        self._pipe: FfmpegPipe | None = None

    def __enter__(self) -> Self:
        self._pipe = FfmpegPipe(self._arguments(), self._target.path)
        self._signatures = self._open.enter_context(SignatureFile())
        return self

    def pack(self, drawn: Rendered | SourcePlanes) -> tuple[Packed, Signature]:
        """The frame as ffmpeg takes it; may run on another thread than `write`."""
        if isinstance(drawn, SourcePlanes):
            return contiguous(drawn), Signature(bytes(8), planes_thumb(drawn, self._target))
        depth = int(self._kind[-1]) if self._kind.endswith("8") else 16
        pixels = packed(drawn, self._target.alpha, depth, self._white, self._canvases)
        if pixels.ndim == 2 and not self._kind.startswith("grey"):
            pixels = np.repeat(pixels[..., None], 3, axis=2)
        height, width = self._padded_size()
        rows, columns = height - pixels.shape[0], width - pixels.shape[1]
        if rows or columns:
            pixels = np.pad(pixels, ((0, rows), (0, columns), (0, 0))[: pixels.ndim], mode="edge")
        pixels = np.ascontiguousarray(pixels)
        return pixels, self._signature(pixels)

    def write(self, frame: int, packed: tuple[Packed, Signature]) -> None:
        """Frames come in order."""
        assert self._pipe is not None, "used outside its `with`"
        assert frame == self._target.frames.first + self._written, "frames come in order"
        pixels, signature = packed
        self._pipe.write(pixels)
        self._canvases.give_back(pixels)
        self._signatures.add(signature)
        self._written += 1

    def prove(self, cancel: threading.Event) -> Proof:
        """End the file and decode it. Raises ProofError where it does not show what was written into it."""
        assert self._pipe is not None, "used outside its `with`"
        self._pipe.finish()
        path, rate = self._target.partial, self._target.media.rate.fps
        height, width = self._padded_size()
        expected = Expected(
            _RAW[self._kind] if self._target.format.lossless else "",
            self._is_rgb,
            self._colour if self._target.format.colour_tags else None,
            height,
            width,
            float(rate),
        )
        try:
            tick = tick_s(path)
        except OSError:
            raise ProofError(f"{self._target.path.name} was not written: it cannot be read back.") from None
        frames = DecodedMovie(path, expected, cancel)
        tally = compare(self._target.path.name, self._signatures, frames, float(1 / rate), tick)
        self._proven = True
        return Proof(
            tally.frames,
            tally.exact,
            tally.alike,
            tally.alone,
            tally.worst_error,
            self._checks(tally.worst_late_s),
        )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._pipe is not None
        partial = self._target.partial
        try:
            if error is None and self._proven:
                check_free(self._target)
                _replace(partial, self._target.path)
        finally:
            self._pipe.abort()
            self._open.close()
            partial.unlink(missing_ok=True)

    def _signature(self, pixels: Packed) -> Signature:
        if self._target.format.lossless:
            return Signature(digest(pixels), _NO_THUMB)
        associated = self._is_rgb  # formats that drop the colour of what is transparent
        small = thumb(pixels, self._colour.matrix, associated=associated)
        if pixels.dtype == np.uint16:
            small[0] *= WHITE / self._white
        return Signature(bytes(8), small)

    def _checks(self, late_s: float) -> tuple[str, ...]:
        height, width = self._padded_size()
        colour = self._colour
        tags = "none: the format has no place for them"
        if self._target.format.colour_tags:
            tags = f"{colour.primaries}/{colour.transfer}" + (
                "" if self._is_rgb else f"/{colour.matrix}, limited range"
            )
        rate = self._target.media.rate.fps
        return (
            f"size read back: {width} x {height}",
            f"colour tags read back: {tags}",
            f"time stamps: frame n at n / {rate} s, at most {late_s * 1000:.2f} ms off",
        )

    def _padded_size(self) -> tuple[int, int]:
        (height, width), (rows, columns) = self._target.size, self._movie.even
        return -(-height // rows) * rows, -(-width // columns) * columns

    def _arguments(self) -> list[str]:
        target, rate = self._target, self._target.media.rate.fps
        height, width = self._padded_size()
        track = Sound()
        if target.media.has_audio and target.format.sound:
            duration_s = float(len(target.frames) / rate)
            extension, mode = target.format.extension, target.options.sound
            track = sound(target.media.path, extension, target.start_s, duration_s, mode)
        raw = ("-f", "rawvideo", "-pix_fmt", self._raw, "-s", f"{width}x{height}")
        matte = self._movie.matte if target.content == "matte" else ()
        return [
            "-y",
            *raw,
            *("-framerate", str(rate), "-i", "pipe:0"),
            *track.inputs,
            *("-map", "0:v:0", "-vf", self._filter(), *self._movie.codec, *matte),
            *("-pix_fmt", self._pixel_format, "-fps_mode", "passthrough"),
            *track.outputs,
            *("-map_metadata", "-1", "-map_chapters", "-1"),
            *(("-timecode", target.timecode) if target.timecode else ()),
            *("-f", self._movie.muxer, str(target.partial.absolute())),
        ]

    def _filter(self) -> str:
        aspect = Fraction(*self._target.media.pixel_aspect)
        shape = f"setsar={aspect.numerator}/{aspect.denominator}"
        if self._movie.graph:
            return f"{self._movie.graph},{shape}"
        if self._is_rgb:
            return f"{_rgb(self._colour, self._pixel_format)},{shape}"
        range_ = source_range(self._target) if self._as_source else ""
        return f"{_ycbcr(self._colour, self._pixel_format, range_)},{shape}"


def _kind(target: Target, movie: Movie) -> str:
    """Which of the movie's pixel formats is written: channels and bits, "rgba16"."""
    word = "rgba" if target.alpha else "grey" if target.content == "matte" else "rgb"
    kind = f"{word}{target.depth}"
    return kind if kind in movie.pixels else f"rgb{target.depth}"


def _replace(partial: Path, path: Path) -> None:
    try:
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        raise write_error(path, error) from None


def _ycbcr(colour: ColourTags, pixel_format: str, source_range: str = "") -> str:
    """RGB to the source's own YCbCr in limited range, and the tags that say so.

    `source_range`: it is that YCbCr already, in this range. The tags are set by the filter, since as options
    ffmpeg writes them for YCbCr input only.
    """
    matrix = _scale_name(colour.matrix)
    given = f"in_range={source_range or 'pc'}" + (f":in_color_matrix={matrix}" if source_range else "")
    return (
        f"scale={given}:out_range=tv:out_color_matrix={matrix}"
        ":flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp,"
        f"format={pixel_format},"
        f"setparams=range=tv:colorspace={colour.matrix}:color_primaries={colour.primaries}"
        f":color_trc={colour.transfer}"
    )


def _rgb(colour: ColourTags, pixel_format: str) -> str:
    return (
        f"format={pixel_format},setparams=range=pc:color_primaries={colour.primaries}"
        f":color_trc={colour.transfer}"
    )


def _scale_name(matrix: str) -> str:
    return "bt2020" if matrix.startswith("bt2020") else matrix
