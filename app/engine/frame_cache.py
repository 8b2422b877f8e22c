"""Decoded frames kept within a byte budget, so that stepping back and scrubbing do not decode twice."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Generator
from contextlib import contextmanager
from threading import Lock

from app.document.media import Media
from app.engine.media_reader import MediaReader
from app.engine.video_pixels import Pixels, Rgb8

# A long group of pictures that is passed on the way to one frame may take this share of the budget:
# what is kept is the end of it, which is where stepping back goes.
_SHARE_OF_A_RUN = 0.5


class FrameCache:
    """Frames of one reader as 8-bit RGB. `cached` may be called from any thread while another decodes.

    The least recently used frame goes first. What is held never exceeds the budget, however long the clip.
    """

    def __init__(self, reader: MediaReader, budget_bytes: int) -> None:
        self._reader = reader
        self._budget = budget_bytes
        media = reader.media
        self._frame_bytes = media.width * media.height * 3
        self._run = int(budget_bytes * _SHARE_OF_A_RUN) // max(1, self._frame_bytes)  # frames
        self._frames: OrderedDict[int, Rgb8] = OrderedDict()  # oldest use first
        self._lookup = Lock()
        self._decoding = Lock()
        self._waiting = 0  # threads that want a frame now

    @property
    def media(self) -> Media:
        return self._reader.media

    @property
    def capacity(self) -> int:
        """How many frames the budget holds."""
        return self._budget // max(1, self._frame_bytes)

    @property
    def used_bytes(self) -> int:
        with self._lookup:
            return len(self._frames) * self._frame_bytes

    @property
    def frames(self) -> frozenset[int]:
        """Numbers of the frames that are held."""
        with self._lookup:
            return frozenset(self._frames)

    def cached(self, frame: int) -> Rgb8 | None:
        """The frame where it is held, at once; None where it would have to be decoded. Read-only."""
        with self._lookup:
            image = self._frames.get(frame)
            if image is not None:
                self._frames.move_to_end(frame)
            return image

    def rgb8(self, frame: int) -> Rgb8:
        """The frame (H, W, 3), read-only; decoded on a miss. Raises as MediaReader.read_rgb8 does."""
        image = self.cached(frame)
        if image is not None:
            return image
        with self._now():
            image = self.cached(frame)  # another thread may have decoded it meanwhile
            return self._decode(frame) if image is None else image

    def native(self, frame: int) -> Pixels:
        """The frame of the source's own depth; never kept. Raises as MediaReader.read does."""
        with self._now():
            return self._reader.read(frame)

    def prefetch(self, frame: int, is_unwanted: Callable[[], bool]) -> None:
        """Decode a frame that will be wanted later. Gives way to `rgb8`, and stops where it is unwanted."""
        while self._waiting and not is_unwanted():
            time.sleep(0.001)  # locks are not fair
        with self._decoding:
            if self.cached(frame) is not None:
                return
            for decoded in self._reader.run_to(frame):
                if decoded.number > frame - self._run and decoded.number not in self.frames:
                    self._keep(decoded.number, decoded.rgb8())
                if self._waiting or is_unwanted():
                    return

    def close(self) -> None:
        """Close the reader. Nothing more can be decoded."""
        with self._now():
            self._reader.close()

    def clear(self) -> None:
        with self._lookup:
            self._frames.clear()

    @contextmanager
    def _now(self) -> Generator[None, None, None]:
        """The decoder, at once: who decodes ahead gives way."""
        with self._lookup:
            self._waiting += 1
        try:
            with self._decoding:
                yield
        finally:
            with self._lookup:
                self._waiting -= 1

    def _decode(self, frame: int) -> Rgb8:
        for decoded in self._reader.run_to(frame):
            if decoded.number == frame:
                return self._keep(frame, decoded.rgb8())
            if decoded.number > frame - self._run and decoded.number not in self.frames:
                self._keep(decoded.number, decoded.rgb8())
        raise AssertionError("run_to ends with the frame or raises")

    def _keep(self, frame: int, image: Rgb8) -> Rgb8:
        image.flags.writeable = False
        with self._lookup:
            self._frames[frame] = image
            while len(self._frames) * self._frame_bytes > self._budget:
                self._frames.popitem(last=False)
        return image
