"""Hand paint is carried along by the picture's motion, and the matte has it where it was carried to."""

from __future__ import annotations

import threading
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from app.document import edits, hand
from app.document.media import Media
from app.document.strokes import Brush, Lasso
from app.document.timing import FrameRange, FrameRate
from app.engine.carrying import carried_both_ways, moved_along
from app.engine.footage import Scene
from app.engine.matte import frame_matte

HEIGHT, WIDTH, COUNT, STEP = 120, 200, 9, 4


class Clip:
    """A textured patch that moves right over a still background."""

    def __init__(self) -> None:
        rng = np.random.default_rng(3)
        self._behind = np.repeat(np.repeat(rng.integers(60, 110, (30, 50, 3)), 4, 0), 4, 1).astype(np.uint8)
        self._patch = np.repeat(np.repeat(rng.integers(100, 255, (12, 12, 3)), 4, 0), 4, 1).astype(np.uint8)

    def rgb8(self, frame: int) -> Any:
        picture = self._behind.copy()
        left = 20 + STEP * frame
        picture[40:88, left : left + 48] = self._patch
        return picture


def carried(strokes, start: int, area: FrameRange) -> dict[int, Any]:
    clip = cast("Any", Clip())
    return dict(carried_both_ways(clip, strokes, start, area, threading.Event()))


def test_paint_goes_with_the_object_both_ways_and_only_in_the_area() -> None:
    where = 20 + STEP * 4 + 24, 64  # the middle of the patch on frame 4
    found = carried((Brush((where,), 5.0),), 4, FrameRange(1, 7))
    assert sorted(found) == [1, 2, 3, 5, 6, 7]
    for frame, (stroke,) in found.items():
        assert stroke.points[0] == pytest.approx((where[0] + STEP * (frame - 4), where[1]), abs=1.5), frame


def test_paint_beside_the_object_stays_where_it_is() -> None:
    found = carried((Brush(((15.0, 15.0), (30.0, 15.0)), 4.0, positive=False),), 0, FrameRange(0, 5))
    (stroke,) = found[5]
    assert not stroke.positive
    assert np.abs(np.subtract(stroke.points, ((15, 15), (30, 15)))).max() < 1.0


def test_an_outline_keeps_its_kind() -> None:
    motion = np.full((40, 40, 2), (2.0, -1.0), np.float32)
    outline = Lasso(((5, 5), (20, 5), (10, 30)), positive=False)
    (moved,) = moved_along((outline,), motion)
    assert moved == Lasso(((7, 4), (22, 4), (12, 29)), positive=False)


def test_points_beyond_the_picture_are_carried_by_its_edge() -> None:
    motion = np.full((40, 40, 2), (2.0, 0.0), np.float32)
    (moved,) = moved_along((Brush(((-3.0, 50.0),), 2.0),), motion)
    assert moved.points == ((-1.0, 50.0),)


def test_nothing_more_is_carried_once_it_is_cancelled() -> None:
    stop = threading.Event()
    stop.set()
    strokes = (Brush(((50, 64),), 5.0),)
    assert list(carried_both_ways(cast("Any", Clip()), strokes, 4, FrameRange(0, 8), stop)) == []


def test_the_matte_has_the_paint_where_it_was_carried_to() -> None:
    clip = Media(Path("/clip.mov"), WIDTH, HEIGHT, FrameRate(Fraction(25)), COUNT)
    project = edits.add_masklet(edits.open_media(clip))
    stroke = Brush(((44.0, 64.0),), 6.0)
    project = hand.paint(project, 1, [0], stroke)
    project = hand.set_hand(project, 1, carried((stroke,), 0, FrameRange(0, 8)))
    matte = frame_matte(project.masklet(1), 8, HEIGHT, WIDTH, Scene(project))
    rows, columns = np.nonzero(matte > 0.5)
    assert columns.mean() == pytest.approx(44 + STEP * 8, abs=2)
    assert rows.mean() == pytest.approx(64, abs=2)
