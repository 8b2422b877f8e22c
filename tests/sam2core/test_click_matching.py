"""A click or box gives a first guess from likeness and nearness, before any training."""

from __future__ import annotations

import torch

from sam2core.model.click_matching import ClickMatching
from sam2core.model.prompt_encoder import BOX_BOTTOM_RIGHT, BOX_TOP_LEFT, NEGATIVE, POSITIVE


def two_things() -> torch.Tensor:
    """Keys (1, 2, 8, 8): the left half of the frame looks one way, the right half another."""
    keys = torch.zeros(1, 2, 8, 8)
    keys[:, 0, :, :4] = 1
    keys[:, 1, :, 4:] = 1
    return keys


def guess(points: list[tuple[float, float]], labels: list[int], *, first: bool = True) -> torch.Tensor:
    with torch.no_grad():
        return ClickMatching()(two_things(), torch.tensor([points]), torch.tensor([labels]), first=first)[
            0, 0
        ]


def test_a_click_takes_what_looks_alike_and_is_near() -> None:
    answer = guess([(0.2, 0.5)], [POSITIVE])
    assert answer.shape == (32, 32)
    assert answer[16, 6] > 0 > answer[16, 26]
    assert answer[16, 6] > answer[0, 6]


def test_a_negative_click_takes_away() -> None:
    both = [(0.2, 0.5), (0.8, 0.5)]
    kept = guess(both, [POSITIVE, POSITIVE])
    cut = guess(both, [POSITIVE, NEGATIVE])
    assert kept[16, 26] > 0 > cut[16, 26]
    assert cut[16, 6] > 0


def test_a_box_holds_the_guess_inside() -> None:
    answer = guess([(0.1, 0.1), (0.6, 0.6)], [BOX_TOP_LEFT, BOX_BOTTOM_RIGHT])
    assert answer[12, 12] > 0
    assert answer[28, 12] < 0
    assert answer[12, 28] < 0


def test_a_lone_negative_click_on_an_earlier_mask_changes_nothing_elsewhere() -> None:
    answer = guess([(0.9, 0.5)], [NEGATIVE], first=False)
    assert answer[16, 28] < -3
    assert abs(float(answer[16, 4])) < 1


def test_a_box_that_is_corrected_does_not_fill_itself_up() -> None:
    answer = guess([(0.1, 0.1), (0.6, 0.6)], [BOX_TOP_LEFT, BOX_BOTTOM_RIGHT], first=False)
    assert float(answer[12, 12]) == 0
    assert answer[28, 12] < 0
