"""Numbered images as a clip: which files belong together, and their frames by number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from app.document.media import Media
from app.document.timing import FrameRate
from app.engine.fingerprint import sequence_fingerprint
from app.engine.image_file import EXTENSIONS, describe_image, display_rgb8, read_image
from app.engine.media_errors import FrameError, MediaError
from app.engine.video_pixels import Pixels, Rgb8

_NUMBERED: Final = re.compile(r"^(?P<prefix>.*?)(?P<digits>\d+)(?P<suffix>\.[^.]+)$")
_PLACEHOLDER: Final = re.compile(r"%0?\d*d|#+")
_RATE: Final = FrameRate(Fraction(24))  # images carry no rate


def is_image(path: Path) -> bool:
    return path.suffix.lower() in EXTENSIONS


def is_pattern(path: Path) -> bool:
    """Whether the name has a place for the number, as `shot.%04d.png` or `shot.####.exr` have."""
    return is_image(path) and bool(_PLACEHOLDER.search(path.name)) and not path.exists()


@dataclass(frozen=True)
class ImageSequence:
    """Consecutive images, in order; the first has the number `start`."""

    files: tuple[Path, ...]
    start: int


def find_sequence(path: Path) -> ImageSequence:
    """The sequence of a folder, a pattern, or any of its images.

    Raises MediaError where there is none or more than one, or where an image is missing in between.
    """
    if path.is_dir():
        return _sequence_in(path)
    place = None if path.exists() else _PLACEHOLDER.search(path.name)
    match = _NUMBERED.match(path.name)
    if place is not None:
        key = (path.name[: place.start()], path.name[place.end() :])
    elif match is not None:
        key = (match["prefix"], match["suffix"])
    else:
        return ImageSequence((path,), 0)  # a still
    numbered = _by_name(path.parent).get(key)
    if not numbered:
        raise MediaError(path, "no image has such a name")
    return _without_gap(path, numbered)


def _sequence_in(folder: Path) -> ImageSequence:
    sequences = _by_name(folder)
    if len(sequences) > 1:
        names = ", ".join(sorted(f"{prefix}#{suffix}" for prefix, suffix in sequences))
        raise MediaError(
            folder, f"it holds several image sequences ({names})", "Choose an image of the one to open."
        )
    if not sequences:
        reason = "its images are not numbered" if any(map(is_image, _files(folder))) else "it holds no images"
        raise MediaError(folder, reason)
    return _without_gap(folder, next(iter(sequences.values())))


def first_images(folder: Path) -> list[Path]:
    """Where each numbered sequence of the folder begins."""
    return [numbered[min(numbered)] for numbered in _by_name(folder).values()]


def _by_name(folder: Path) -> dict[tuple[str, str], dict[int, Path]]:
    """Numbered images of a folder, by what surrounds the number, then by number."""
    sequences: dict[tuple[str, str], dict[int, Path]] = defaultdict(dict)
    for file in _files(folder):
        match = _NUMBERED.match(file.name)
        if match and is_image(file):
            sequences[match["prefix"], match["suffix"]][int(match["digits"])] = file
    return sequences


def _files(folder: Path) -> Iterable[Path]:
    try:
        return sorted(f for f in folder.iterdir() if not f.name.startswith("."))
    except FileNotFoundError:
        raise MediaError(folder, "there is no such folder") from None
    except PermissionError:
        raise MediaError(folder, "you have no permission to read it") from None


def _without_gap(path: Path, numbered: dict[int, Path]) -> ImageSequence:
    start, end = min(numbered), max(numbered)
    for number in range(start, end + 1):
        if number not in numbered:
            raise MediaError(
                path,
                f"image {number} of {start} to {end} is missing (after {numbered[number - 1].name})",
                "Put the missing image back, or move the images after it to another folder.",
            )
    return ImageSequence(tuple(numbered[n] for n in range(start, end + 1)), start)


@dataclass(frozen=True)
class ImageView:
    """An image that is read when asked."""

    number: int
    reader: ImageSequenceReader

    def native(self) -> Pixels:
        return self.reader.read(self.number)

    def rgb8(self) -> Rgb8:
        return display_rgb8(self.native())


class ImageSequenceReader:
    """Frames of an image sequence: frame 0 is its first image."""

    def __init__(self, path: Path) -> None:
        """Raises MediaError for anything that is not a readable sequence."""
        sequence = find_sequence(path)
        self._files = sequence.files
        first = describe_image(sequence.files[0])
        self._shape = first.shape
        self.media = Media(
            path=sequence.files[0],
            width=first.shape[1],
            height=first.shape[0],
            rate=_RATE,
            frame_count=len(sequence.files),
            is_sequence=True,
            codec=sequence.files[0].suffix.lower().lstrip("."),
            pixel_format=first.pixel_format,
            bit_depth=first.bit_depth,
            has_alpha=first.shape[2] == 4,
            start_frame=sequence.start,
            colour=first.colour,
            fingerprint=sequence_fingerprint(sequence.files),
        )

    def read(self, frame: int) -> Pixels:
        """See MediaReader."""
        if not 0 <= frame < len(self._files):
            raise IndexError(f"frame {frame} of {len(self._files)}")
        file = self._files[frame]
        try:
            image = read_image(file)
        except MediaError as error:
            raise FrameError(file, frame, str(error).partition(": ")[2].rstrip(".")) from None
        if image.shape != self._shape:
            reason = f"it is {_shape_text(image.shape)}, but the first image is {_shape_text(self._shape)}"
            raise FrameError(file, frame, reason)
        return image

    def read_rgb8(self, frame: int) -> Rgb8:
        """See MediaReader."""
        return display_rgb8(self.read(frame))

    def run_to(self, frame: int) -> Iterator[ImageView]:
        """See MediaReader. Images do not lean on each other, so there is nothing on the way."""
        if not 0 <= frame < len(self._files):
            raise IndexError(f"frame {frame} of {len(self._files)}")
        yield ImageView(frame, self)

    def starts(self) -> Sequence[int]:
        """See MediaReader."""
        return range(len(self._files))

    def seconds(self, frame: int) -> float:
        """See MediaReader."""
        return self.media.rate.seconds(frame)

    def close(self) -> None:
        """Nothing stays open between frames."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _shape_text(shape: tuple[int, ...]) -> str:
    height, width, channels = shape
    return f"{width} x {height} with {channels} channels"
