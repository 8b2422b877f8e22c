"""Everything on a picture: good answers to a grid of clicks, each object once, specks removed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sam2core.automatic_masks import AutomaticMask, AutomaticOptions, automatic_masks
from sam2core.regions import bounds, box_iou, label
from tests.sam2core.tiny import MovingSquare, tiny_model

ANYTHING = AutomaticOptions(points_per_side=6, points_per_pass=7, least_iou=0, least_stability=0)


@pytest.fixture(scope="module")
def picture() -> np.ndarray:
    return MovingSquare()[3]


def found(picture: np.ndarray, **options: float) -> list[AutomaticMask]:
    return automatic_masks(tiny_model(), picture, replace(ANYTHING, **options))  # type: ignore[arg-type]


def test_masks_cover_the_picture_and_the_surest_is_first(picture: np.ndarray) -> None:
    masks = found(picture)
    assert masks
    assert all(m.mask.shape == picture.shape[:2] and m.box == (bounds(m.mask) or m.box) for m in masks)
    assert [m.iou for m in masks] == sorted((m.iou for m in masks), reverse=True)


def test_masks_in_the_same_place_are_one_object(picture: np.ndarray) -> None:
    few, many = found(picture, most_overlap=0.3), found(picture, most_overlap=1.0)
    assert len(few) < len(many)
    boxes = [bounds(m.low_res_logits > 0) for m in few]
    assert all(a and b and box_iou(a, b) <= 0.3 for i, a in enumerate(boxes) for b in boxes[:i])


def test_what_the_model_is_unsure_of_is_left_out(picture: np.ndarray) -> None:
    assert found(picture, least_iou=1.01) == []
    assert found(picture, least_stability=1.01) == []


def test_small_parts_and_holes_are_removed(picture: np.ndarray) -> None:
    masks = found(picture, least_area=0.05)
    cells = masks[0].low_res_logits.size
    for one in masks:
        for side in (one.low_res_logits > 0, one.low_res_logits <= 0):
            areas = label(side)[1][1:]
            assert len(areas) <= 1 or areas.min() >= round(0.05 * cells)
