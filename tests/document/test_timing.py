"""Frames, ranges, rates and timecode: the arithmetic editors rely on."""

from __future__ import annotations

from fractions import Fraction

import pytest

from app.document.prompts import Box, Click, FramePrompts
from app.document.timing import FrameRange, FrameRate


def test_a_range_includes_both_ends() -> None:
    frames = FrameRange(3, 5)
    assert list(frames) == [3, 4, 5]
    assert len(frames) == 3
    assert 3 in frames
    assert 5 in frames
    assert 6 not in frames
    assert 4.0 not in frames
    assert [frames.clip(f) for f in (0, 4, 9)] == [3, 4, 5]


@pytest.mark.parametrize(("first", "last"), [(-1, 4), (5, 4)])
def test_what_is_no_range_is_refused(first: int, last: int) -> None:
    with pytest.raises(ValueError, match="not a range"):
        FrameRange(first, last)


@pytest.mark.parametrize(
    ("fps", "frame", "timecode"),
    [
        (Fraction(25), 0, "00:00:00:00"),
        (Fraction(25), 24, "00:00:00:24"),
        (Fraction(25), 25 * 3661 + 7, "01:01:01:07"),
        (Fraction(24000, 1001), 24, "00:00:01:00"),
        (Fraction(30000, 1001), 30 * 60, "00:01:00:00"),
    ],
)
def test_timecode(fps: Fraction, frame: int, timecode: str) -> None:
    assert FrameRate(fps).timecode(frame) == timecode


def test_a_frame_survives_the_way_through_seconds() -> None:
    rate = FrameRate(Fraction(30000, 1001))
    assert rate.seconds(30000) == pytest.approx(1001)
    middle = [rate.frame_at(float((f + Fraction(1, 2)) / rate.fps)) for f in (0, 1, 1799, 107_892)]
    assert middle == [0, 1, 1799, 107_892]


@pytest.mark.parametrize("fps", [Fraction(0), Fraction(-25)])
def test_what_is_no_rate_is_refused(fps: Fraction) -> None:
    with pytest.raises(ValueError, match="not a frame rate"):
        FrameRate(fps)


@pytest.mark.parametrize("corners", [(5, 0, 5, 9), (0, 9, 5, 9), (6, 0, 5, 9), (0, 0, float("nan"), 1)])
def test_what_is_no_box_is_refused(corners: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="not a box"):
        Box(*corners)


def test_no_prompts_are_false() -> None:
    assert not FramePrompts()
    assert FramePrompts(clicks=(Click(0, 0),))
    assert FramePrompts(box=Box(0, 0, 1, 1))
