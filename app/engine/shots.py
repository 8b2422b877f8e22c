"""Where a clip cuts from one shot to the next."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.document.timing import FrameRange
from app.engine.media_errors import FrameError
from app.engine.media_reader import MediaReader
from app.opencv import cv2

_SIZE = (32, 18)  # few kB for each frame of a long clip
_LEAST = 0.10  # mean change of a pixel, of the full range: below it two frames may be of one shot
_STANDS_OUT = 3.0  # times the change around it: fast motion changes all frames alike
_AROUND = 6  # frames to either side
_SHORTEST = 4  # frames of a shot; a flash is shorter


@dataclass(frozen=True)
class ShotsFound:
    """So far `done` of `total` frames; `cuts` are the first frames of the shots after the first."""

    done: int
    total: int
    cuts: tuple[int, ...]


def find_cuts(reader: MediaReader, frames: FrameRange, cancel: threading.Event) -> Iterator[ShotsFound]:
    """Decode the frames once and look for cuts; the last reply has them all. Ends early when cancelled.

    A frame that does not decode passes for the one before it: whoever needs its pixels will say so.
    """
    small: list[NDArray[np.uint8]] = []
    for frame in frames:
        if cancel.is_set():
            return
        small.append(_seen(reader, frame, small))
        if len(small) % 25 == 0:
            yield ShotsFound(len(small), len(frames), ())
    cuts = tuple(frames.first + c for c in _cuts(small))
    yield ShotsFound(len(frames), len(frames), cuts)


def _seen(reader: MediaReader, frame: int, small: list[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    try:
        return _small(reader.read_rgb8(frame))
    except FrameError:
        if not small:
            raise
        return small[-1]


def _small(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    lib = cv2()
    picture: NDArray[np.uint8] = lib.resize(rgb, _SIZE, interpolation=lib.INTER_AREA)
    return picture


def _cuts(small: list[NDArray[np.uint8]]) -> list[int]:
    """A cut changes the picture at once, more than the frames around it do, and for longer than a flash."""
    change = np.array([0.0, *(_difference(a, b) for a, b in pairwise(small))])
    found: list[int] = []
    for frame in np.flatnonzero(change > _LEAST):
        low, high = max(1, frame - _AROUND), min(len(change), frame + _AROUND + 1)
        around = np.delete(change[low:high], frame - low)
        usual = float(np.median(around)) if around.size else 0.0
        if change[frame] < _STANDS_OUT * usual + _LEAST / 2 or _is_flash(small, int(frame), change[frame]):
            continue
        if not found or frame - found[-1] >= _SHORTEST:
            found.append(int(frame))
    return found


def _is_flash(small: list[NDArray[np.uint8]], frame: int, change: float) -> bool:
    """Whether the picture is soon again, or was just now, what it is beyond the change."""
    before, after = small[frame - 1], small[frame]
    later = small[frame + 1 : frame + _SHORTEST]
    earlier = small[max(0, frame - _SHORTEST) : frame - 1]
    return any(_difference(before, s) < change / 2 for s in later) or any(
        _difference(after, s) < change / 2 for s in earlier
    )


def _difference(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> float:
    return float(np.abs(a.astype(np.int16) - b).mean()) / 255
