"""The clip beside the frame that is being rendered: what looks at other frames asks here."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.document.media import Media
from app.document.project import Project
from app.document.timing import FrameRange
from app.engine.kept import Kept
from app.engine.media_reader import MediaReader, open_media
from app.engine.pixels import unit_range
from app.engine.video_pixels import Pixels
from app.opencv import cv2

_BUDGET_BYTES = 384 * 2**20


class Footage:
    """Frames of one clip by number, for one rendering thread, and what was computed of them.

    `read` gives a frame's native pixels, as MediaReader.read does. `kept` holds anything that is made from
    the clip and costs time: frames, motion, refined mattes.
    """

    def __init__(
        self, read: Callable[[int], Pixels], frames: FrameRange, budget_bytes: int = _BUDGET_BYTES
    ) -> None:
        self._read = read
        self.frames = frames
        self.kept = Kept(budget_bytes)

    def pixels(self, frame: int) -> Pixels:
        """Native pixels, straight, read-only. Raises as MediaReader.read does."""
        return self.kept.get(("pixels", frame), lambda: self._read(frame))

    def give(self, frame: int, pixels: Pixels) -> None:
        """Hand over a frame that was read already."""
        self.kept.put(("pixels", frame), pixels)

    def colours(self, frame: int, height: int, width: int) -> NDArray[np.float32]:
        """The frame's colours (height, width, 3), float32 in [0, 1], straight, at any size."""

        def make() -> NDArray[np.float32]:
            return colours_at(self.pixels(frame), height, width)

        return self.kept.get(("colours", frame, height, width), make)


@dataclass(frozen=True, eq=False)
class Scene:
    """What a masklet's matte may depend on beside the masklet: the other masklets, and the clip.

    Without footage the matte is a draft: what looks at the picture (refinement, stabiliser, motion blur)
    is left out.
    """

    project: Project
    footage: Footage | None = field(default=None, repr=False)

    def scale(self, width: int) -> float:
        """Pixels of a picture of this width for each of the source: settings are in source pixels."""
        media = self.project.media
        return width / media.width if media is not None else 1.0


def colours_at(pixels: Pixels, height: int, width: int) -> NDArray[np.float32]:
    """Native pixels as float32 (height, width, 3) in [0, 1], alpha left out."""
    unit: NDArray[Any] = unit_range(np.ascontiguousarray(pixels[..., :3]))
    if unit.shape[:2] != (height, width):
        lib = cv2()
        smaller = width < unit.shape[1]
        unit = lib.resize(
            unit, (width, height), interpolation=lib.INTER_AREA if smaller else lib.INTER_LINEAR
        )
    return np.clip(np.nan_to_num(unit, copy=False), 0.0, 1.0)


def single_frame(frame: int, pixels: Pixels) -> Footage:
    """The footage of a picture that stands alone: it has no neighbours."""

    def read(_: int) -> Pixels:
        return pixels.view()

    return Footage(read, FrameRange(frame, frame))


@contextmanager
def clip_footage(media: Media, open_reader: Callable[[], MediaReader] | None = None) -> Generator[Footage]:
    """The clip's footage with a reader of its own, which is opened when a frame is first asked for."""
    with ExitStack() as stack:
        reader: list[MediaReader] = []

        def read(frame: int) -> Pixels:
            if not reader:
                opened = open_reader() if open_reader is not None else open_media(media.path)
                reader.append(stack.enter_context(opened))
            return reader[0].read(frame)

        yield Footage(read, media.frames)
