"""Masks made from other masks, paint carried along, cuts found."""

from __future__ import annotations

import threading
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from app.document.masklet import Masklet, Sample
from app.document.media import Media
from app.document.strokes import Brush
from app.document.timing import FrameRange, FrameRate
from app.engine.quality import PROBLEM, next_problem, problem_scores, reviewed_share
from app.engine.samples import decode_logits, encode_sample
from app.engine.shots import find_cuts
from app.engine.tracks import carried, held, united
from app.errors import UserFacingError


def square(left: int, *, side: int = 8, presence: float = 5.0, iou: float = 0.95) -> Sample:
    logits = np.full((32, 32), -8, np.float32)
    logits[12 : 12 + side, left : left + side] = 8
    return encode_sample(logits, presence=presence, iou=iou, pointer=np.zeros(4), model="m", prompted=False)


def masklet(track: dict[int, Sample]) -> Masklet:
    return Masklet(1, "dog", (0, 0, 0), track=MappingProxyType(track))


def columns(sample: Sample) -> list[int]:
    return [int(c) for c in np.flatnonzero((decode_logits(sample) > 0).any(axis=0))]


def test_a_mask_is_held_and_moved_through_an_occlusion() -> None:
    made = held(masklet({4: square(2), 8: square(10)}), FrameRange(5, 7))
    assert [columns(made[f])[0] for f in (5, 6, 7)] == [4, 6, 8]
    only = held(masklet({4: square(2)}), FrameRange(5, 7))
    assert [columns(only[f])[0] for f in (5, 6, 7)] == [2, 2, 2]


def test_nothing_can_be_held_where_there_is_no_mask_beside() -> None:
    with pytest.raises(UserFacingError, match="no mask right before or after"):
        held(masklet({4: square(2), 9: square(3, presence=-5)}), FrameRange(6, 8))


def test_united_masks_cover_both() -> None:
    both = united(masklet({1: square(2), 2: square(2)}), masklet({2: square(20), 3: square(20)}))
    assert columns(both[1]) == list(range(2, 10))
    assert columns(both[2]) == [*range(2, 10), *range(20, 28)]
    assert columns(both[3]) == list(range(20, 28))


class Pictures:
    """A reader of pictures in memory."""

    def __init__(self, frames: list[NDArray[np.uint8]]) -> None:
        self._frames = frames
        height, width = frames[0].shape[:2]
        self.media = Media(Path("/x"), width, height, FrameRate(Fraction(25)), len(frames))

    def read_rgb8(self, frame: int) -> NDArray[np.uint8]:
        return self._frames[frame]


def noise(seed: int) -> NDArray[np.uint8]:
    coarse = np.random.default_rng(seed).integers(0, 255, (12, 16, 3), dtype=np.uint8)
    return np.kron(coarse, np.ones((8, 8, 1), np.uint8))


def test_paint_is_carried_along_by_the_picture_both_ways() -> None:
    wide = np.pad(noise(1), ((0, 0), (24, 24), (0, 0)), mode="reflect")
    frames = [np.ascontiguousarray(wide[:, 24 - 3 * n : 24 - 3 * n + 128]) for n in range(4)]
    reader = cast("Any", Pictures(frames))
    dab = Brush(((60, 50), (70, 52)), 4)
    moved = dict(carried(reader, (dab,), 0, 3))
    assert sorted(moved) == [1, 2, 3]
    for frame, (stroke,) in moved.items():
        assert stroke.points[0] == pytest.approx((60 + 3 * frame, 50), abs=1.5)
    back = dict(carried(reader, moved[3], 3, 0))
    assert back[0][0].points[1] == pytest.approx((70, 52), abs=2)


def cuts(frames: list[NDArray[np.uint8]]) -> tuple[int, ...]:
    reader = cast("Any", Pictures(frames))
    *_, last = find_cuts(reader, FrameRange(0, len(frames) - 1), threading.Event())
    return last.cuts


def moving(seed: int, count: int) -> list[NDArray[np.uint8]]:
    return [np.roll(noise(seed), 2 * n, axis=1) for n in range(count)]


def test_cuts_are_found_and_fast_motion_and_flashes_are_not_cuts() -> None:
    first, second = moving(1, 15), moving(2, 15)
    assert cuts([*first, *second]) == (15,)
    assert cuts(moving(3, 30)) == ()
    flash = [*first]
    flash[7] = np.full_like(first[7], 255)
    assert cuts([*flash, *second]) == (15,)
    dark = [(f * (1 - n / 15)).astype(np.uint8) for n, f in enumerate(first)]
    assert cuts(dark) == ()


def test_a_search_for_cuts_can_be_cancelled() -> None:
    stop = threading.Event()
    stop.set()
    assert list(find_cuts(cast("Any", Pictures(moving(1, 5))), FrameRange(0, 4), stop)) == []


def steady(count: int = 30) -> dict[int, Sample]:
    return {f: square(2 + f // 4) for f in range(count)}


def test_a_frame_that_jumps_scores_higher_than_its_neighbours() -> None:
    track = steady()
    track[12] = square(22, side=3, presence=0.3, iou=0.4)
    scores = problem_scores(masklet(track))
    assert max(scores, key=lambda f: scores[f]) == 12
    assert scores[12] > PROBLEM > scores[3]


def test_the_next_problem_is_the_worst_frame_nobody_looked_at() -> None:
    track = steady()
    track[12] = square(22, side=3, presence=0.3, iou=0.4)
    found = masklet(track)
    assert next_problem([found], 0) == (1, 12)
    assert next_problem([found], 12) is None or next_problem([found], 12) != (1, 12)
    assert next_problem([found], 29, backward=True) == (1, 12)
    seen = replace(found, reviewed=frozenset({10, 11, 12, 13, 14}))
    assert next_problem([seen], 0) is None
    assert reviewed_share(seen) == pytest.approx(5 / 30)


def test_frames_with_prompts_and_locks_are_no_problem() -> None:
    track = steady()
    track[12] = square(22, side=3, presence=0.3, iou=0.4)
    assert problem_scores(replace(masklet(track), locked=frozenset({12})))[12] == 0
