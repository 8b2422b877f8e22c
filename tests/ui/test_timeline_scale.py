"""Frames to pixels and back, and a ruler that can be read at every zoom and rate."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.document.timing import FrameRate
from app.ui.timeline_scale import LABEL_PX, TimelineScale, ticks

RATES = [Fraction(24), Fraction(25), Fraction(30000, 1001), Fraction(24000, 1001), Fraction(60), Fraction(1)]


@given(
    frames=st.integers(1, 200_000),
    zoom=st.floats(1, 500),
    at=st.floats(100, 1100),
    data=st.data(),
)
def test_the_frame_under_the_cursor_is_the_one_that_is_drawn_there(
    frames: int, zoom: float, at: float, data: st.DataObject
) -> None:
    scale = TimelineScale(frames, left=100, width=1000).fitted().zoomed(zoom, at)
    frame = data.draw(st.integers(scale.visible.first, scale.visible.last))
    assert scale.frame_at(scale.x(frame) + scale.px_per_frame / 2) == frame


def test_zoom_keeps_the_frame_under_the_cursor_and_stops_at_the_whole_clip() -> None:
    scale = TimelineScale(1000, left=100, width=1000).fitted()
    closer = scale.zoomed(8, 600)
    assert closer.frame_at(600) == scale.frame_at(600) == 500
    assert closer.zoomed(1e-9, 300) == scale
    assert closer.zoomed(1e9, 300).px_per_frame == 48


def test_playing_out_of_sight_turns_a_page() -> None:
    scale = TimelineScale(1000, left=100, width=1000).fitted().zoomed(10, 100)
    assert scale.showing(50) is scale
    shown = scale.showing(101)
    assert 101 in shown.visible
    assert shown.visible.last > 150  # most of the page is ahead
    assert shown.showing(0).scroll_px == 0


@pytest.mark.parametrize("fps", RATES)
@pytest.mark.parametrize("px_per_frame", [0.004, 0.09, 0.7, 3.0, 11.0, 48.0])
def test_labels_never_overlap_and_there_is_always_one(fps: Fraction, px_per_frame: float) -> None:
    scale = TimelineScale(250_000, px_per_frame=px_per_frame, left=0, width=1000).scrolled(500)
    found = list(ticks(scale, FrameRate(fps)))
    labels = [scale.x(tick.frame) for tick in found if tick.is_major]
    assert labels
    assert all(b - a >= LABEL_PX for a, b in pairwise(labels))
    assert len(found) < 400


def test_labels_fall_on_whole_seconds_where_frames_are_narrow() -> None:
    scale = TimelineScale(5000, px_per_frame=1, left=0, width=1000)
    rate = FrameRate(Fraction(24000, 1001))
    assert all(rate.timecode(t.frame).endswith(":00") for t in ticks(scale, rate) if t.is_major)
