"""Small clips made by code, whose frames carry their number as a barcode, so that a wrong frame is seen."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import imageio_ffmpeg
import numpy as np
from av.container import OutputContainer
from numpy.typing import NDArray

WIDTH, HEIGHT = 160, 96
FRAMES = 36
_CELL = 16  # pixels: survives 4:2:0 and strong compression
_BITS = 8
SAMPLE_RATE = 48_000


def picture(number: int, width: int = WIDTH, height: int = HEIGHT, channels: int = 3) -> NDArray[np.uint8]:
    """(height, width, channels): the barcode on top, moving ramps below; alpha is 255 right of a line."""
    y, x = np.mgrid[0:height, 0:width]
    image = np.empty((height, width, channels), np.uint8)
    image[..., 0] = (x + 3 * number) % 160 + 40
    image[..., 1] = (y + 2 * number) % 160 + 40
    image[..., 2] = 90
    if channels == 4:
        image[..., 3] = np.clip((x - 60 - number) * 8, 0, 255)
    bits = [1, 0, *((number >> bit) & 1 for bit in range(_BITS))]
    for cell, bit in enumerate(bits):
        image[:_CELL, cell * _CELL : (cell + 1) * _CELL] = 235 if bit else 20
    if channels == 4:
        image[:_CELL, : _CELL * len(bits), 3] = 255
    return image


def number_of(image: NDArray[np.generic]) -> int:
    """The frame number in the barcode; -1 where there is none."""
    grey = np.asarray(image[..., :3], np.float64).mean(axis=2)
    cells = [grey[4 : _CELL - 4, c * _CELL + 4 : (c + 1) * _CELL - 4].mean() for c in range(2 + _BITS)]
    white, black = cells[0], cells[1]
    if white <= black:
        return -1
    middle = (white + black) / 2
    return sum(1 << bit for bit, cell in enumerate(cells[2:]) if cell > middle)


def unit(image: NDArray[np.generic]) -> NDArray[np.float64]:
    """Integer pixels as 0..1."""
    return np.asarray(image, np.float64) / (65535 if image.dtype == np.uint16 else 255)


@dataclass(frozen=True)
class Clip:
    """How a test clip is encoded. `pts` are in thousandths of a second and make the rate vary."""

    codec: str = "libx264"
    pixel_format: str = "yuv420p"
    frames: int = FRAMES
    rate: Fraction = Fraction(25)
    pts: Sequence[int] | None = None
    width: int = WIDTH
    height: int = HEIGHT
    options: dict[str, str] = field(default_factory=lambda: {"bf": "2", "g": "12"})
    container_options: dict[str, str] = field(default_factory=dict)
    container: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    matrix: int = 1  # AVCOL_SPC: 1 BT.709, 5 BT.601
    tagged: bool = True
    full_range: bool = False
    aspect: Fraction | None = None
    rotation: int = 0
    start: int = 0  # first time stamp, in frames
    beeps_at: Sequence[int] = ()  # frames at which a short tone begins; none means no sound
    sound_codec: str = "aac"


def write_clip(path: Path, clip: Clip | None = None) -> Path:
    """Write `clip.frames` numbered frames; returns the path."""
    clip = clip or Clip()
    with av.open(str(path), "w", format=clip.container, options=clip.container_options) as container:
        stream = container.add_stream(clip.codec, rate=clip.rate, options=clip.options)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = clip.width, clip.height, clip.pixel_format
        time_base = Fraction(1, 1000) if clip.pts else 1 / clip.rate
        stream.codec_context.time_base = time_base
        stream.time_base = time_base
        stream.metadata.update(clip.metadata)
        if clip.tagged:
            _tag(stream.codec_context, clip)
        if clip.aspect:
            stream.codec_context.sample_aspect_ratio = clip.aspect
        if clip.rotation:
            stream.set_display_rotation(clip.rotation)
        sound = container.add_stream(clip.sound_codec, rate=SAMPLE_RATE) if clip.beeps_at else None
        for number in range(clip.frames):
            frame = encoded_picture(clip, number)
            frame.time_base = time_base
            frame.pts = clip.pts[number] if clip.pts else clip.start + number
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        if isinstance(sound, av.AudioStream):
            _write_sound(container, sound, clip)
    return path


def encoded_picture(clip: Clip, number: int) -> av.VideoFrame:
    alpha = av.VideoFormat(clip.pixel_format).components[-1].is_alpha
    image = picture(number, clip.width, clip.height, 4 if alpha else 3)
    frame = av.VideoFrame.from_ndarray(image, format="rgba" if alpha else "rgb24").reformat(
        format=clip.pixel_format,
        src_colorspace=clip.matrix,
        dst_colorspace=clip.matrix,
        src_color_range=2,
        dst_color_range=2 if clip.full_range else 1,
        interpolation=4 | 0x2000 | 0x40000,
    )
    frame.colorspace, frame.color_range, frame.color_primaries, frame.color_trc = 2, 0, 2, 2
    if clip.tagged:
        _tag(frame, clip)
    return frame


def _tag(tagged: av.VideoFrame | av.VideoCodecContext, clip: Clip) -> None:
    tagged.colorspace = clip.matrix
    tagged.color_primaries = clip.matrix
    tagged.color_trc = 1 if clip.matrix == 1 else 6
    tagged.color_range = 2 if clip.full_range else 1


def _write_sound(container: OutputContainer, stream: av.AudioStream, clip: Clip) -> None:
    """Silence, and a tone of 1/25 s at each of the frames."""
    samples = np.zeros(int(SAMPLE_RATE * clip.frames / clip.rate), np.float32)
    length = SAMPLE_RATE // 25
    tone = 0.8 * np.sin(np.arange(length) * 2 * np.pi * 1000 / SAMPLE_RATE)
    for frame in clip.beeps_at:
        first = int(SAMPLE_RATE * frame / clip.rate)
        samples[first : first + length] = tone[: max(0, len(samples) - first)]
    frame = av.AudioFrame.from_ndarray(samples[None], format="fltp", layout="mono")
    frame.sample_rate = SAMPLE_RATE
    frame.time_base = Fraction(1, SAMPLE_RATE)
    frame.pts = int(clip.start * SAMPLE_RATE / clip.rate)
    resampler = av.AudioResampler(format=stream.format, layout=stream.layout, rate=SAMPLE_RATE)
    for piece in resampler.resample(frame):
        container.mux(stream.encode(piece))
    container.mux(stream.encode(None))


def beeps_s(path: Path) -> list[float]:
    """When tones begin in a file's sound, in seconds after its first picture."""
    with av.open(str(path)) as container:
        video = container.streams.video[0]
        first_picture = next(f.time for f in container.decode(video))
    heard: list[float] = []
    quiet_since = -1.0
    with av.open(str(path)) as container:
        resampler = av.AudioResampler(format="flt", layout="mono", rate=SAMPLE_RATE)
        for decoded in container.decode(audio=0):
            began = float(decoded.time or 0.0)
            for piece in resampler.resample(decoded):
                loud = np.flatnonzero(np.abs(piece.to_ndarray()[0]) > 0.2)
                for sample in loud:
                    moment = began + sample / SAMPLE_RATE
                    if moment - quiet_since > 0.02:
                        heard.append(moment - first_picture)
                    quiet_since = moment
    return heard


def ffmpeg(*arguments: str | Path) -> bytes:
    """Run the bundled program; what it wrote to its standard output."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True).stdout
