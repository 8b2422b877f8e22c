"""J and F on masks whose scores can be worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sam2core.evaluation.clicks import middle, next_click
from sam2core.evaluation.metrics import (
    Statistics,
    boundary,
    boundary_accuracy,
    region_similarity,
    statistics_of,
)

Mask = NDArray[np.bool_]


def box(top: int, left: int, bottom: int, right: int, size: int = 100) -> Mask:
    mask = np.zeros((size, size), bool)
    mask[top:bottom, left:right] = True
    return mask


@pytest.mark.parametrize(
    ("mask", "truth", "expected"),
    [
        (box(10, 10, 20, 20), box(10, 10, 20, 20), 1.0),
        (box(10, 10, 20, 20), box(10, 15, 20, 25), 50 / 150),
        (box(10, 10, 20, 20), box(50, 50, 60, 60), 0.0),
        (box(0, 0, 0, 0), box(0, 0, 0, 0), 1.0),
        (box(0, 0, 0, 0), box(10, 10, 20, 20), 0.0),
    ],
)
def test_region_similarity(mask: Mask, truth: Mask, expected: float) -> None:
    assert region_similarity(mask, truth) == pytest.approx(expected)


def test_boundary_of_a_box() -> None:
    edges = boundary(box(10, 10, 20, 20))
    assert edges.sum() == 40  # rows and columns 9 and 19, one corner of each pair shared
    assert edges[9, 9]
    assert not edges[15, 15]


def test_boundaries_within_the_bound_match() -> None:
    # The diagonal is 141.4 pixels, so the bound is ceil(1.13) = 2 pixels.
    assert boundary_accuracy(box(10, 10, 40, 40), box(12, 10, 42, 40)) == pytest.approx(1.0)
    assert boundary_accuracy(box(10, 10, 40, 40), box(13, 10, 43, 40)) < 0.99


def by_the_formula(mask: Mask, truth: Mask) -> float:
    """F as it is published: each boundary pixel looks for its nearest one of the other boundary."""
    ours, theirs = (np.argwhere(boundary(m)) for m in (mask, truth))
    if not len(ours) or not len(theirs):
        return float(len(ours) == len(theirs))
    bound = math.ceil(0.008 * math.hypot(*mask.shape))
    distances = np.linalg.norm(ours[:, None] - theirs[None], axis=2)
    precision = (distances.min(axis=1) <= bound).mean()
    recall = (distances.min(axis=0) <= bound).mean()
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_boundaries_are_scored_by_the_published_formula(data: st.DataObject) -> None:
    height, width = (
        data.draw(st.integers(8, 40)),
        data.draw(st.integers(8, 260)),
    )  # bounds of 1, 2 and 3 pixels
    seed = np.random.default_rng(data.draw(st.integers(0, 2**32)))
    masks = []
    for _ in range(2):
        mask = np.zeros((height, width), bool)
        for _ in range(int(seed.integers(0, 4))):
            top, left = int(seed.integers(height)), int(seed.integers(width))
            mask[top : top + int(seed.integers(1, 15)), left : left + int(seed.integers(1, 40))] ^= True
        masks.append(mask)
    assert boundary_accuracy(*masks) == pytest.approx(by_the_formula(*masks))


@pytest.mark.parametrize(("size", "bound"), [((480, 854), 8), ((100, 100), 2), ((60, 80), 1)])
def test_the_bound_is_eight_thousandths_of_the_diagonal(size: tuple[int, int], bound: int) -> None:
    """Two single pixels on a line: the boundary of each is its own two by two block."""
    masks = [np.zeros(size, bool) for _ in range(3)]
    for mask, shift in zip(masks, (0, bound, bound + 1), strict=True):
        mask[30, 30 + shift] = True
    assert boundary_accuracy(masks[1], masks[0]) == 1.0
    assert boundary_accuracy(masks[2], masks[0]) < 1.0


@pytest.mark.parametrize(("shift", "score"), [(6, 3 / 4), (7, 0.0)])
def test_the_bound_is_a_disk_and_not_a_square(shift: int, score: float) -> None:
    """Blocks of two by two, their nearest corners `shift - 1` pixels apart both ways; the bound is 8."""
    masks = [np.zeros((480, 854), bool) for _ in range(2)]
    masks[0][100, 100] = masks[1][100 + shift, 100 + shift] = True
    assert boundary_accuracy(*masks) == pytest.approx(score)


def test_mean_recall_and_decay_of_an_object() -> None:
    four = statistics_of([0.9, 0.8, 0.6, 0.4])
    assert four.mean == pytest.approx(0.675)
    assert four.recall == 0.75
    assert four.decay == pytest.approx((0.9 + 0.8) / 2 - (0.6 + 0.4) / 2)
    eight = statistics_of([1, 1, 0.5, 0.5, 0.5, 0.5, 0, 0])
    assert eight.recall == 0.25  # one half is not above one half
    assert eight.decay == pytest.approx((1 + 1 + 0.5) / 3 - (0.5 + 0 + 0) / 3)
    assert statistics_of([0.7]) == Statistics(0.7, 1.0, 0.0)


def test_half_of_a_boundary_found() -> None:
    truth = box(30, 30, 60, 60)
    double = truth | box(70, 30, 100, 60)  # a second box, of which the frame cuts off the lowest side
    score = boundary_accuracy(double, truth)
    precision = boundary(truth).sum() / boundary(double).sum()
    assert score == pytest.approx(2 * precision / (precision + 1), abs=0.01)


def test_empty_masks() -> None:
    empty, full = box(0, 0, 0, 0), box(10, 10, 40, 40)
    assert boundary_accuracy(empty, empty) == 1.0
    assert boundary_accuracy(empty, full) == boundary_accuracy(full, empty) == 0.0


def test_a_click_falls_in_the_middle_of_the_larger_error() -> None:
    truth = box(10, 10, 50, 50)
    x, y = middle(truth)
    assert abs(x - 29.5) <= 1
    assert abs(y - 29.5) <= 1
    spilled = truth | box(60, 0, 100, 100)
    (x, y), label = next_click(spilled, truth)
    assert label == 0
    assert 75 <= y <= 84
    (x, y), label = next_click(box(0, 0, 0, 0), truth)
    assert label == 1
    assert truth[y, x]
