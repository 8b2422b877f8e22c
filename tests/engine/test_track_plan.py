"""Where tracking begins and which frames it passes, as tables."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from app.document.masklet import Masklet
from app.document.prompts import Click, FramePrompts
from app.document.timing import FrameRange
from app.engine.requests import Direction
from app.engine.track_plan import Stretch, TrackPass, anchor, plan_track


def masklet(number: int, *prompted: int) -> Masklet:
    prompts = {frame: FramePrompts((Click(1, 1),)) for frame in prompted}
    return Masklet(number, f"m{number}", (0, 0, 0), prompts=MappingProxyType(prompts))


@pytest.mark.parametrize(
    ("prompted", "start", "direction", "expected"),
    [
        ([5], 9, "forward", 5),
        ([0, 50], 40, "forward", 0),  # not the nearer 50: frames 40 to 49 are wanted too
        ([0, 30, 50], 40, "forward", 30),
        ([50, 60], 40, "forward", 50),  # none behind: the first that comes
        ([0, 50], 10, "backward", 50),
        ([0, 50], 60, "backward", 50),
        ([0, 50], 40, "both", 50),
        ([0, 50], 10, "both", 0),
        ([40, 50], 45, "both", 40),
    ],
)
def test_anchor(prompted: list[int], start: int, direction: Direction, expected: int) -> None:
    assert anchor(masklet(1, *prompted), start, direction) == expected


def forward(*stretches: tuple[int, int, tuple[int, ...]]) -> TrackPass:
    return TrackPass(False, tuple(Stretch(*s) for s in stretches))


def backward(*stretches: tuple[int, int, tuple[int, ...]]) -> TrackPass:
    return TrackPass(True, tuple(Stretch(*s) for s in stretches))


@pytest.mark.parametrize(
    ("masklets", "direction", "expected"),
    [
        ([masklet(1, 10)], "both", [forward((10, 20, (1,)))]),
        ([masklet(1, 20)], "both", [forward((20, 20, (1,))), backward((19, 10, (1,)))]),
        ([masklet(1, 15)], "both", [forward((15, 20, (1,))), backward((14, 10, (1,)))]),
        ([masklet(1, 15)], "forward", [forward((15, 20, (1,)))]),
        ([masklet(1, 15)], "backward", [backward((15, 10, (1,)))]),
        # prompts outside the range lead into it from their side
        ([masklet(1, 3)], "both", [forward((10, 20, (1,)))]),
        ([masklet(1, 30)], "both", [backward((20, 10, (1,)))]),
        ([masklet(1, 30)], "forward", []),
        ([masklet(1, 3)], "backward", []),
        ([masklet(1)], "both", []),
        # every masklet joins the pass at its own anchor
        (
            [masklet(1, 12), masklet(2, 15), masklet(3, 12), masklet(4)],
            "both",
            [forward((12, 14, (1, 3)), (15, 20, (2,))), backward((14, 12, (2,)), (11, 10, (1, 3)))],
        ),
    ],
)
def test_plan(masklets: list[Masklet], direction: Direction, expected: list[TrackPass]) -> None:
    assert list(plan_track(masklets, FrameRange(10, 20), 12, direction)) == expected


def test_the_length_of_a_pass_is_its_frames() -> None:
    assert len(backward((14, 12, (2,)), (11, 10, (1,)))) == 5
