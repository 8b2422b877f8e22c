"""What tracking goes on from, and the names of the policies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.document.masklet import Masklet, Sample
from app.document.prompts import Click, FramePrompts
from app.engine import following
from sam2core.policies import POLICIES


def sample(presence: float = 5.0, *, prompted: bool = False, model: str = "m") -> Sample:
    return Sample(4, 4, b"", presence, 0.9, b"", model, prompted)


def masklet(track: dict[int, Sample]) -> Masklet:
    return Masklet(1, "m", (0, 0, 0), prompts={0: FramePrompts((Click(1, 2),))}, track=track)


TRACK = {0: sample(prompted=True), **{f: sample() for f in range(1, 41)}}


def test_the_frames_behind_are_remembered_in_either_direction() -> None:
    forward = following.remembered(masklet(TRACK), 31, backward=False, model="m")
    assert sorted(forward) == list(range(16, 31))
    backward = following.remembered(masklet(TRACK), 20, backward=True, model="m")
    assert sorted(backward) == list(range(21, 36))


def test_after_a_long_absence_the_frames_before_it_are_remembered() -> None:
    hidden = {f: sample(-5.0) for f in range(11, 31)}
    found = following.remembered(masklet({**TRACK, **hidden}), 31, backward=False, model="m")
    assert {3, 4, 5, 6, 7, 8, 9, 10} <= found.keys()
    assert 2 not in found


@pytest.mark.parametrize(
    "change",
    [
        lambda m: replace(m, stale=frozenset({30})),
        lambda m: replace(m, track={f: s for f, s in m.track.items() if f != 30}),
        lambda m: replace(m, track={**m.track, 30: sample(model="other")}),
    ],
)
def test_where_the_frame_before_is_no_use_nothing_is_gone_on_from(
    change: Callable[[Masklet], Masklet],
) -> None:
    assert following.remembered(change(masklet(TRACK)), 31, backward=False, model="m") == {}


def test_the_names_of_the_policies_are_those_of_the_core() -> None:
    assert tuple(POLICIES) == following.POLICIES
    assert following.DEFAULT_POLICY in POLICIES
