"""Decodes ahead of the playhead on a thread of its own, while what is there already is being shown."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from app.engine.frame_cache import FrameCache
from app.errors import UserFacingError


class Prefetcher:
    """Fills a cache with the frames that will be wanted next. Whoever wants a frame now goes first."""

    def __init__(self, cache: FrameCache) -> None:
        self._cache = cache
        self._wake = threading.Condition()
        self._wanted: list[int] = []
        self._works = False
        self._ends = False
        self._thread = threading.Thread(target=self._work, name="prefetch", daemon=True)
        self._thread.start()

    @property
    def is_busy(self) -> bool:
        with self._wake:
            return self._works or bool(self._wanted)

    def aim(self, frames: Sequence[int]) -> None:
        """These frames next, in this order, instead of what was wanted before."""
        with self._wake:
            self._wanted = list(frames)
            self._wake.notify()

    def stop(self) -> None:
        """End the thread, after the frame that it is at."""
        with self._wake:
            self._ends = True
            self._wanted.clear()
            self._wake.notify()
        self._thread.join()

    def _work(self) -> None:
        while True:
            with self._wake:
                self._works = False
                while not self._wanted and not self._ends:
                    self._wake.wait()
                if self._ends:
                    return
                frame = self._wanted.pop(0)
                self._works = True
            try:
                self._cache.prefetch(frame, self._is_unwanted)
            except UserFacingError:
                continue  # who looks at the damaged frame is told

    def _is_unwanted(self) -> bool:
        with self._wake:
            return self._ends
