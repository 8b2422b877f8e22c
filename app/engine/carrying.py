"""Hand paint that goes with what it was painted on: strokes moved along the picture's motion."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from typing import Any

from numpy.typing import NDArray

from app.document.strokes import Brush, Stroke, Strokes, stroke_at
from app.document.timing import FrameRange
from app.engine.flow import Flow, dense_flow
from app.engine.frame_cache import FrameCache
from app.opencv import cv2

_OUTLINE_PX = 6.0  # around a point of an outline, whose motion it takes


def carried_both_ways(
    frames: FrameCache, strokes: Strokes, start: int, area: FrameRange, cancel: threading.Event
) -> Iterator[tuple[int, Strokes]]:
    """The strokes of the frame `start` on every other frame of the area, first onward, then back.

    Raises FrameError for a frame that does not decode.
    """
    for others in (range(start + 1, area.last + 1), range(start - 1, area.first - 1, -1)):
        yield from _carried(frames, strokes, start, others, cancel)


def moved_along(strokes: Strokes, motion: Flow) -> Strokes:
    """The strokes where the motion, (H, W, 2) in pixels, takes them.

    Each point moves as its surroundings do, as far as the brush reaches: a single pixel's motion is noise.
    """
    return tuple(_moved(stroke, motion) for stroke in strokes)


def _carried(
    frames: FrameCache, strokes: Strokes, start: int, others: Iterable[int], cancel: threading.Event
) -> Iterator[tuple[int, Strokes]]:
    before = None
    for frame in others:
        if cancel.is_set():
            return
        if before is None:
            before = frames.rgb8(start)
        after = frames.rgb8(frame)
        strokes = moved_along(strokes, dense_flow(before, after))
        before = after
        yield frame, strokes


def _moved(stroke: Stroke, motion: Flow) -> Stroke:
    radius = stroke.radius if isinstance(stroke, Brush) else _OUTLINE_PX
    smooth = _averaged(motion, radius)
    height, width = motion.shape[:2]
    points: list[tuple[float, float]] = []
    for x, y in stroke.points:
        row, column = (round(min(max(v - 0.5, 0), size - 1)) for v, size in ((y, height), (x, width)))
        dx, dy = smooth[row, column]
        points.append((x + float(dx), y + float(dy)))
    return stroke_at(stroke, tuple(points))


def _averaged(motion: Flow, radius: float) -> NDArray[Any]:
    side = 2 * round(max(1.0, radius)) + 1
    averaged: NDArray[Any] = cv2().blur(motion, (side, side))
    return averaged
