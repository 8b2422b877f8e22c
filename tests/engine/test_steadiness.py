"""A mask that goes with the picture is steady; one that jumps, or comes and goes, is not."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from app.document.sample import Sample
from app.engine.samples import encode_sample, mask_logits
from app.engine.steadiness import SteadinessMeter

SIZE = (96, 128)
SQUARE = 32


def picture(x: int) -> NDArray[np.uint8]:
    """A patterned square at x on a patterned ground."""
    noise = np.random.default_rng(1).integers(0, 256, (*SIZE, 3), np.uint8)
    ground = np.repeat(np.repeat(noise[::8, ::8], 8, 0), 8, 1) // 3
    square = np.repeat(np.repeat(noise[:8, :8], 4, 0), 4, 1) // 2 + 128
    ground[30 : 30 + SQUARE, x : x + SQUARE] = square
    return ground


def answer(x: int, presence: float = 5.0) -> Sample:
    mask = np.zeros(SIZE, bool)
    mask[30 : 30 + SQUARE, x : x + SQUARE] = True
    return encode_sample(
        mask_logits(mask), presence=presence, iou=0.9, pointer=np.zeros(2), model="m", prompted=False
    )


@pytest.fixture
def steadiness() -> Callable[..., float | None]:
    """That of the second of two neighbours, the square moving four pixels."""

    def of(first: Sample, second: Sample, frames: tuple[int, int] = (4, 5)) -> float | None:
        places = dict(zip(frames, (40, 44), strict=True))
        meter = SteadinessMeter(lambda frame: picture(places[frame]))
        assert meter.measured(frames[0], {7: first})[7].steadiness is None
        return meter.measured(frames[1], {7: second})[7].steadiness

    return of


@pytest.mark.parametrize("frames", [(4, 5), (5, 4)])
def test_a_mask_that_goes_with_the_picture_is_steady(steadiness, frames) -> None:
    assert steadiness(answer(40), answer(44), frames) > 0.9


def test_a_mask_that_stays_or_jumps_while_the_picture_moves_is_not(steadiness) -> None:
    assert steadiness(answer(40), answer(40)) < 0.85
    assert steadiness(answer(40), answer(80)) < 0.2


def test_a_mask_that_is_gone_at_once_is_not_steady_and_one_that_stays_away_is(steadiness) -> None:
    assert steadiness(answer(40), answer(44, presence=-5)) == 0
    assert steadiness(answer(40, presence=-5), answer(44, presence=-5)) == 1


def test_frames_that_are_not_neighbours_tell_nothing(steadiness) -> None:
    assert steadiness(answer(40), answer(44), (4, 9)) is None
