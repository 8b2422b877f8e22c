"""Frames gathered to runs: what is drawn must be what the masklet says, and stay cheap."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.document.masklet import Masklet, Sample
from app.document.prompts import Click, FramePrompts
from app.document.strokes import Brush
from app.ui.timeline_runs import LaneRunsCache, LiveRuns, lane_runs, runs_of, spans, state_words
from app.ui.timeline_scale import TimelineScale


def sample(presence: float = 5.0) -> Sample:
    return Sample(1, 1, b"", presence, 0.9, b"", "model")


def masklet(track: dict[int, Sample], stale: frozenset[int] = frozenset()) -> Masklet:
    prompts = MappingProxyType({9: FramePrompts((Click(1, 1),))})
    return Masklet(1, "One", (255, 0, 0), prompts=prompts, track=MappingProxyType(track), stale=stale)


@given(st.sets(st.integers(0, 300)))
def test_runs_hold_exactly_the_frames(frames: set[int]) -> None:
    runs = runs_of(frames)
    held = [f for first, last in runs.tolist() for f in range(first, last + 1)]
    assert held == sorted(frames)
    assert all(b[0] > a[1] + 1 for a, b in pairwise(runs.tolist()))


def test_absent_frames_are_a_run_of_their_own() -> None:
    track = {f: sample(-2 if 4 <= f < 7 else 3) for f in (9, 0, 1, 2, 3, 4, 5, 6, 7, 8)}
    runs = lane_runs(masklet(track, stale=frozenset({2, 3})))
    assert runs.present.tolist() == [[0, 3], [7, 9]]
    assert runs.absent.tolist() == [[4, 6]]
    assert runs.stale.tolist() == [[2, 3]]
    assert runs.prompted.tolist() == [9]


def test_renaming_a_masklet_does_not_count_its_frames_again() -> None:
    cache = LaneRunsCache()
    one = masklet({0: sample()})
    first = cache.get(one)
    assert cache.get(Masklet(1, "Two", (0, 0, 0), prompts=one.prompts, track=one.track)) is not first
    renamed = replace(one, name="Two")
    assert cache.get(renamed) is cache.get(one)
    changed = cache.get(masklet({0: sample(), 1: sample()}))
    assert changed.present.tolist() == [[0, 1]]
    cache.keep_only([])
    assert cache.get(renamed) is not changed


def test_hand_paint_is_marked_and_told() -> None:
    cache, one = LaneRunsCache(), masklet({f: sample() for f in range(9)})
    assert not cache.get(one).painted.size
    painted = replace(one, hand=MappingProxyType(dict.fromkeys((2, 3, 9), (Brush(((1, 1),), 2),))))
    assert cache.get(painted).painted.tolist() == [[2, 3], [9, 9]]
    assert [state_words(painted, f) for f in (1, 2, 9)] == [
        "tracked",
        "tracked, painted by hand",
        "prompted, painted by hand",
    ]


def test_live_runs_follow_the_tracker_forward_and_back() -> None:
    live = LiveRuns()
    for frame in (50, 51, 52, 49, 48, 70):
        live.add([1, 2], frame)
    assert live.runs().tolist() == [[48, 52], [70, 70]]
    assert live.frame == 70
    live.add([3], 10)  # another job
    assert live.runs().tolist() == [[10, 10]]
    assert live.masklet_ids == {3}


def test_a_single_frame_is_seen_however_far_out_and_lanes_stay_cheap() -> None:
    scale = TimelineScale(100_000, left=0, width=1000).fitted()
    assert spans(runs_of([500]), scale) == [(5.0, 1.0)]
    every_other = runs_of(range(0, 100_000, 2))
    assert len(spans(every_other, scale)) == 1
    random = runs_of(np.flatnonzero(np.random.default_rng(2).random(100_000) > 0.99).tolist())
    assert len(spans(random, scale)) < 400


def test_only_what_is_in_sight_is_drawn() -> None:
    scale = TimelineScale(1000, px_per_frame=10, left=100, width=200).scrolled(5000)
    assert spans(runs_of([*range(100), 505, *range(900, 1000)]), scale) == [(150.0, 10.0)]
    assert spans(runs_of(range(1000)), scale) == [(92.0, 216.0)]  # not 10,000 px wide
    assert spans(runs_of([]), scale) == []


def test_the_state_of_a_frame_in_words() -> None:
    one = masklet({3: sample(), 4: sample(-1), 9: sample()}, stale=frozenset({3}))
    assert state_words(one, 9) == "prompted"
    assert state_words(one, 3).startswith("tracked, stale")
    assert state_words(one, 4) == "absent"
    assert state_words(one, 0) == "not tracked"
