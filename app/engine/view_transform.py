"""Log and linear media as a display shows them: OpenColorIO's view transform, for eyes and for the tracker.

Files and effects keep the source's own encoding; only what is looked at is transformed.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import TracebackType
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from app.document.media import Media
from app.engine.light import srgb_to_linear
from app.engine.media_reader import DecodedFrame, MediaReader
from app.engine.pixels import as_uint8, straight, unit_range
from app.engine.video_pixels import Pixels, Rgb8
from app.errors import UserFacingError

# Built into OpenColorIO, and fixed here: the same picture with every later release.
CONFIG: Final = "ocio://studio-config-v2.1.0_aces-v1.3_ocio-v2.3"
DISPLAY: Final = "sRGB - Display"
VIEW: Final = "ACES 1.0 - SDR Video"


def input_spaces() -> tuple[str, ...]:
    """The names that `Media.input_space` can have, but "" for media that is display-encoded already."""
    config = _config()
    scene = _ocio().SearchReferenceSpaceType.SEARCH_REFERENCE_SPACE_SCENE
    every = _ocio().ColorSpaceVisibility.COLORSPACE_ACTIVE
    return tuple(name for name in config.getColorSpaceNames(scene, every) if name != "Raw")


def displayed(image: NDArray[Any], media: Media) -> Rgb8:
    """Straight pixels of the media, native depth, (H, W, 3 or 4), as the display shows them: (H, W, 3)."""
    return as_uint8(_through(unit_range(np.ascontiguousarray(image[..., :3])), media))


def displayed_rgba(image: NDArray[np.float32], media: Media) -> NDArray[np.float32]:
    """A rendered picture, premultiplied (H, W, 4) in the media's encoding, as the display shows it."""
    alpha = image[..., 3:]
    colours = _through(np.ascontiguousarray(straight(image)[..., :3]), media)
    return np.concatenate([colours * alpha, alpha], axis=2, dtype=np.float32)


def viewed(reader: MediaReader, input_space: str) -> MediaReader:
    """The reader, with `read_rgb8` and `run_to` giving the picture as the display shows it; "": as it is."""
    return _ViewedReader(reader, input_space) if input_space else reader


def _through(colours: NDArray[np.float32], media: Media) -> NDArray[np.float32]:
    """Display-encoded colours in [0, 1]; works in place where it can."""
    if media.path.suffix.lower() == ".exr":  # its reader gives linear light as sRGB encodes it
        colours = srgb_to_linear(colours)
    processor = _processor(media.input_space)
    height, width = colours.shape[:2]
    flat = np.ascontiguousarray(np.nan_to_num(colours, copy=False))
    processor.applyRGB(flat.reshape(height, width * 3))
    return np.clip(flat, 0.0, 1.0)


@lru_cache(maxsize=8)
def _processor(input_space: str) -> Any:
    transform = _ocio().DisplayViewTransform(src=input_space, display=DISPLAY, view=VIEW)
    try:
        return _config().getProcessor(transform).getDefaultCPUProcessor()
    except _ocio().Exception as error:
        raise UserFacingError(
            f"There is no colour space “{input_space}”.", "Choose another one for the clip."
        ) from error


def _ocio() -> Any:
    return importlib.import_module("PyOpenColorIO")  # it says nothing of its types


@lru_cache(maxsize=1)
def _config() -> Any:
    return _ocio().Config.CreateFromFile(CONFIG)


@dataclass(frozen=True)
class _ViewedFrame:
    frame: DecodedFrame
    media: Media

    @property
    def number(self) -> int:
        return self.frame.number

    def rgb8(self) -> Rgb8:
        return displayed(self.frame.native(), self.media)

    def native(self) -> Pixels:
        return self.frame.native()


class _ViewedReader(MediaReader):
    def __init__(self, reader: MediaReader, input_space: str) -> None:
        self._reader = reader
        self._media = replace(reader.media, input_space=input_space)
        _processor(input_space)  # an unknown space is said now

    @property
    def media(self) -> Media:
        return self._media

    def read(self, frame: int) -> Pixels:
        return self._reader.read(frame)

    def read_rgb8(self, frame: int) -> Rgb8:
        return displayed(self._reader.read(frame), self.media)

    def run_to(self, frame: int) -> Iterator[DecodedFrame]:
        for decoded in self._reader.run_to(frame):
            yield _ViewedFrame(decoded, self.media)

    def starts(self) -> Sequence[int]:
        return self._reader.starts()

    def seconds(self, frame: int) -> float:
        return self._reader.seconds(frame)

    def close(self) -> None:
        self._reader.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
