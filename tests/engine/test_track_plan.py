"""What is tracked from where, as tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

import pytest

from app.document.masklet import Masklet, Sample
from app.document.prompts import Click, FramePrompts
from app.document.timing import FrameRange
from app.engine.requests import Direction
from app.engine.track_plan import Leg, Run, legs, plan_runs

CLIP = (FrameRange(0, 99),)


def masklet(number: int, *prompted: int) -> Masklet:
    prompts = {frame: FramePrompts((Click(1, 1),)) for frame in prompted}
    return Masklet(number, f"m{number}", (0, 0, 0), prompts=MappingProxyType(prompts))


def tracked(masklet: Masklet, frames: range, *, presence: float = 5.0) -> Masklet:
    sample = Sample(1, 1, b"", presence, 1.0, b"", "m")
    return replace(masklet, track=MappingProxyType(dict.fromkeys(frames, sample)))


@pytest.mark.parametrize(
    ("prompted", "start", "direction", "expected"),
    [
        ([15], 12, "both", [(10, 14, None, 15), (16, 20, 15, None)]),
        ([15], 12, "forward", [(16, 20, 15, None)]),
        ([15], 12, "backward", [(10, 14, None, 15)]),
        ([12, 17], 14, "forward", [(13, 16, 12, 17), (18, 20, 17, None)]),
        ([12, 17], 14, "backward", [(10, 11, None, 12), (13, 16, 12, 17)]),
        # prompts outside the range lead into it from their side
        ([3], 12, "both", [(10, 20, 3, None)]),
        ([3, 30], 12, "both", [(10, 20, 3, 30)]),
        ([30], 12, "forward", []),
        ([3], 12, "backward", []),
        ([], 12, "both", []),
    ],
)
def test_runs(
    prompted: list[int], start: int, direction: Direction, expected: list[tuple[int, int, int, int]]
) -> None:
    runs = plan_runs([masklet(1, *prompted)], FrameRange(10, 20), CLIP, start, direction)
    assert [(r.frames.first, r.frames.last, r.left, r.right) for r in runs] == expected


def test_only_what_is_stale_or_missing_is_run() -> None:
    whole = tracked(masklet(1, 5, 15), range(20))
    corrected = replace(whole, stale=frozenset({7, 8}))
    runs = plan_runs([corrected], FrameRange(0, 24), CLIP, 0, "both")
    assert [(r.frames.first, r.frames.last, r.left, r.right) for r in runs] == [
        (7, 8, 5, 15),
        (20, 24, 15, None),
    ]


def test_an_approved_absence_leads_nowhere() -> None:
    gone = replace(tracked(masklet(1, 5), range(20), presence=-9), locked=frozenset({10}))
    stale = replace(gone, stale=frozenset(range(11, 20)))
    (run,) = plan_runs([stale], FrameRange(0, 19), CLIP, 0, "both")
    assert (run.frames, run.left, run.right) == (FrameRange(11, 19), 5, None)
    alone = replace(stale, prompts=MappingProxyType({}))
    assert plan_runs([alone], FrameRange(0, 19), CLIP, 0, "both") == ()


def told(passed: Iterable[Leg]) -> list[tuple[int, int, list[int], tuple[int, ...]]]:
    return [(leg.first, leg.last, [r.masklet_id for r in leg.joining], leg.leaving) for leg in passed]


def test_masklets_pass_the_same_frames_together() -> None:
    runs = (
        Run(1, FrameRange(1, 20), 0, None),
        Run(2, FrameRange(4, 9), 3, 10),
        Run(2, FrameRange(11, 20), 10, None),
        Run(3, FrameRange(0, 5), None, 6),
    )
    assert told(legs(runs, backward=False)) == [
        (1, 3, [1], ()),
        (4, 9, [2], (2,)),
        (10, 10, [], ()),
        (11, 20, [2], (1, 2)),
    ]
    assert told(legs(runs, backward=True)) == [(9, 6, [2], ()), (5, 4, [3], (2,)), (3, 0, [], (3,))]
