"""J and F on masks whose scores can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from sam2core.evaluation.clicks import middle, next_click
from sam2core.evaluation.metrics import boundary, boundary_accuracy, region_similarity

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
