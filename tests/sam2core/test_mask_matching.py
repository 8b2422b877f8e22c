"""Matching carries a remembered mask to where its features went, even before any training."""

from __future__ import annotations

import torch

from sam2core.model.mask_matching import MaskMatching


def mask_at(column: int) -> torch.Tensor:
    """Logits (1, 1, 32, 32) of a square whose left edge is at a column of cells."""
    logits = torch.full((1, 1, 32, 32), -10.0)
    logits[..., 8:16, 4 * column : 4 * column + 8] = 10.0
    return logits


def scene_at(column: int) -> torch.Tensor:
    """Features (1, 8, 8, 8) in which the square's cells differ from the ground's."""
    scene = torch.randn(8, generator=torch.Generator().manual_seed(1)).view(1, 8, 1, 1).repeat(1, 1, 8, 8)
    thing = torch.randn(8, generator=torch.Generator().manual_seed(2)).view(8, 1, 1)
    scene[0, :, 2:4, column : column + 2] = thing
    return scene


def test_the_mask_follows_its_features() -> None:
    torch.manual_seed(0)
    matching = MaskMatching(8, 8)
    remembered = matching.remember(scene_at(1), mask_at(1))
    guess = matching(scene_at(4), [(0, remembered)], None) > 0
    expected = mask_at(4) > 0
    assert (guess & expected).sum() / (guess | expected).sum() > 0.7


def test_the_latest_frame_is_searched_nearby() -> None:
    torch.manual_seed(0)
    matching = MaskMatching(8, 8)
    twins = torch.maximum(scene_at(1), scene_at(1)).clone()
    twins[..., 6:8] = scene_at(6)[..., 6:8]  # a look-alike at the other side
    prompted = matching.remember(scene_at(1), mask_at(1))
    latest = matching.remember(scene_at(1), mask_at(1))
    with torch.no_grad():
        guess = matching(twins, [(0, prompted), (1, latest)], mask_at(1))[0, 0]
    assert guess[12, 6] > guess[12, 28]


def test_a_carried_mask_adds_to_the_guess_within_bounds() -> None:
    torch.manual_seed(0)
    matching = MaskMatching(8, 8)
    remembered = matching.remember(scene_at(1), mask_at(1))
    plain = matching(scene_at(1), [(0, remembered)], None)
    carried = matching(scene_at(1), [(0, remembered)], mask_at(1) * 1000)
    assert float((carried - plain).abs().max().detach()) <= 4.0 * float(matching.weights[2].detach()) + 1e-5


def test_training_goes_on_after_an_evaluation_at_its_size() -> None:
    """A run ended with an error where its last size was that of the held-out clips."""
    torch.manual_seed(0)
    matching = MaskMatching(8, 8)

    def guess() -> torch.Tensor:
        scene = torch.randn(1, 8, 12, 12)  # a size that no other test has
        return matching(scene, [(1, matching.remember(scene, torch.randn(1, 1, 48, 48)))], None)

    with torch.inference_mode():
        guess()
    guess().sum().backward()
    assert matching.key.weight.grad is not None
