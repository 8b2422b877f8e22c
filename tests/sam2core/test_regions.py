"""Connected parts and boxes of masks."""

from __future__ import annotations

import numpy as np
import pytest

from sam2core.regions import bounds, box_iou, label, largest_part, mask_iou, without_specks


def drawn(*rows: str) -> np.ndarray:
    return np.array([[c == "#" for c in row] for row in rows])


MASK = drawn(
    "##..#...",
    "#..#....",
    "##......",
    "......##",
    ".#....##",
)


def test_parts_touch_at_corners_too() -> None:
    labels, areas = label(MASK)
    assert sorted(areas[1:].tolist()) == [1, 2, 4, 5]
    assert areas[0] == 28
    assert labels[0, 4] == labels[1, 3]
    assert len({int(labels[0, 0]), int(labels[3, 6]), int(labels[4, 1]), int(labels[0, 4]), 0}) == 5


def test_a_ring_that_closes_late_is_one_part() -> None:
    ring = drawn("#.#.#", "#.#.#", "#####")
    assert len(label(ring)[1]) == 2


def test_as_many_parts_as_a_flood_fill_finds() -> None:
    random = np.random.default_rng(3)
    for share in (0.2, 0.4, 0.6):
        mask = random.random((23, 31)) < share
        assert np.array_equal(label(mask)[0] > 0, mask)
        assert len(label(mask)[1]) - 1 == flooded(mask)


def flooded(mask: np.ndarray) -> int:
    left = {(int(y), int(x)) for y, x in np.argwhere(mask)}
    parts = 0
    while left:
        parts += 1
        front = [left.pop()]
        while front:
            y, x = front.pop()
            near = {(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)} & left
            left -= near
            front += near
    return parts


def test_the_largest_part_and_its_box() -> None:
    assert bounds(largest_part(MASK)) == (0, 0, 2, 3)
    assert bounds(MASK) == (0, 0, 8, 5)
    assert bounds(MASK & False) is None
    assert not largest_part(MASK & False).any()


def test_specks_and_pinholes_go_and_the_object_stays() -> None:
    mask = np.zeros((12, 12), bool)
    mask[2:10, 2:10] = True
    mask[5, 5] = False
    mask[0, 11] = True
    solid = np.zeros((12, 12), bool)
    solid[2:10, 2:10] = True
    assert np.array_equal(without_specks(mask, 4), solid)
    tiny = drawn("....", ".#..", "....")
    assert np.array_equal(without_specks(tiny, 4), tiny)


@pytest.mark.parametrize(
    ("other", "iou"), [((0, 0, 2, 2), 1), ((1, 0, 3, 2), 1 / 3), ((5, 5, 6, 6), 0), ((2, 0, 4, 2), 0)]
)
def test_iou_of_boxes(other: tuple[float, float, float, float], iou: float) -> None:
    assert box_iou((0, 0, 2, 2), other) == pytest.approx(iou)


def test_two_empty_masks_agree() -> None:
    assert mask_iou(MASK & False, MASK & False) == 1
    assert mask_iou(MASK, MASK & False) == 0
