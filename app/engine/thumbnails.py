"""Small pictures along a clip: which frames are worth one, and in which order they fill the view."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.document.media import Media
from app.engine.media_reader import MediaReader, open_media
from app.engine.proxy import open_proxy
from app.engine.video_pixels import Rgb8
from app.engine.view_picture import shrunk
from app.engine.view_transform import viewed
from app.errors import UserFacingError

LINES = 88  # the height of a thumbnail in pixels: twice that of the strip, for fine screens


@dataclass(frozen=True)
class Thumbnail:
    """One frame, (LINES, w, 3), w by the pixels' own aspect; None where it does not decode."""

    frame: int
    pixels: Rgb8 | None


def step_for(least_frames: float) -> int:
    """The distance between thumbnails: a power of two, so that another zoom uses those that are there."""
    step = 1
    while step < least_frames:
        step *= 2
    return step


def coarse_first(frames: Iterable[int], step: int) -> list[int]:
    """Multiples of `step` in such an order that every few more halve the gaps."""
    return sorted(frames, key=lambda frame: (-_halvings(frame // step), frame))


def _halvings(number: int) -> int:
    """How often it can be halved; 0 most often of all."""
    return (number & -number).bit_length() if number else 64


def thumbnails(
    media: Media,
    frames: Iterable[int],
    cancel: threading.Event,
    *,
    holds: Callable[[], bool] = lambda: False,
    open_clip: Callable[[Path], MediaReader] = open_media,
) -> Iterator[Thumbnail]:
    """Thumbnails in that order, as the display shows them, of the proxy where there is one.

    Pauses while `holds()`. Raises UserFacingError where the clip cannot be opened.
    """
    proxy = None if media.input_space else open_proxy(media)
    with proxy or viewed(open_clip(media.path), media.input_space) as reader:
        for frame in frames:
            while holds() and not cancel.wait(0.2):
                pass
            if cancel.is_set():
                return
            yield Thumbnail(frame, _small(reader, media, frame))


def _small(reader: MediaReader, media: Media, frame: int) -> Rgb8 | None:
    try:
        pixels = reader.read_rgb8(frame)
    except UserFacingError:
        return None
    across, down = media.pixel_aspect
    width = round(LINES * media.width * across / down / media.height)
    return shrunk(pixels, max(1, min(width, 4 * LINES)), LINES)
