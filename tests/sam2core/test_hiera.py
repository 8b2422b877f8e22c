"""The trunk of the public models: the first stages go through a row of windows at a time."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from sam2core.config import HieraConfig
from sam2core.model.hiera import Hiera
from tests.sam2core.tiny import SMALL_TRUNK

TWO_HEADS = HieraConfig(8, 2, (2, 3, 4, 2), (7,), window_sizes=(8, 4, 14, 7))

NONE_CLOSED = HieraConfig(8, 1, (1, 1, 2, 1), (0,), window_sizes=(8, 4, 8, 4))
ENDS_WITH_A_STAGE = HieraConfig(8, 1, (2, 1, 2, 1), (2,), window_sizes=(8, 4, 8, 4))


def block_by_block(trunk: Hiera, image: Tensor) -> list[Tensor]:
    """All of the frame through each block, windows cut out anew for each."""
    x = trunk.patch_embed(image)
    x = x + trunk._position(x.shape[1], x.shape[2])
    levels: list[Tensor] = []
    for i, block in enumerate(trunk.blocks):
        x = block(x)
        if i in trunk.stage_ends:
            levels.append(x.permute(0, 3, 1, 2))
    return levels


@pytest.mark.parametrize("config", [SMALL_TRUNK, TWO_HEADS, NONE_CLOSED, ENDS_WITH_A_STAGE])
@pytest.mark.parametrize("size", [(64, 96), (128, 128), (80, 112)], ids=["wide", "square", "padded windows"])
@pytest.mark.parametrize("learns", [False, True])
def test_its_maps_are_those_of_one_block_after_another(
    config: HieraConfig, size: tuple[int, int], *, learns: bool
) -> None:
    torch.manual_seed(0)
    trunk = Hiera(config)
    torch.nn.init.normal_(trunk.pos_embed)
    image = torch.randn(2, 3, *size)
    with torch.set_grad_enabled(learns):
        found, expected = trunk(image), block_by_block(trunk, image)
    assert [m.shape for m in found] == [m.shape for m in expected]
    for one, other in zip(found, expected, strict=True):
        torch.testing.assert_close(one, other, atol=2e-5, rtol=1e-4)
