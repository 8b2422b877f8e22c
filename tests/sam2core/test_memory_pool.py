"""Memories pooled for memory attention say the same in a quarter of the tokens."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import Tensor

from sam2core import VideoPredictor, build_model
from sam2core.config import find_config
from sam2core.model.memory_attention import MemoryLayer
from sam2core.model.position import axial_rope
from sam2core.model.sam2 import Recalled, Sam2
from tests.sam2core.tiny import TINY, MovingSquare

A = 1


def model_with(pool: int, image_size: int = 64) -> Sam2:
    torch.manual_seed(0)
    return build_model(replace(TINY, memory_pool=pool, image_size=image_size, memory_layers=1))


def conditioned(model: Sam2, memory: Tensor, itself: Tensor | None = None) -> Tensor:
    side = model.config.grid
    features = torch.randn(1, TINY.dim, side, side, generator=torch.Generator().manual_seed(1))
    with torch.inference_mode():
        return model.condition(features, Recalled([(0, memory), (1, memory)], []), itself)


@pytest.mark.parametrize("image_size", [64, 72])  # grids of 8 and 9 cells
def test_a_memory_that_is_the_same_everywhere_is_read_as_without_pooling(image_size: int) -> None:
    plain, pooled = model_with(1, image_size), model_with(2, image_size)
    values = torch.randn(1, TINY.memory_dim + TINY.match_dim + 1, 1, 1)
    memory = values.expand(-1, -1, plain.config.grid, plain.config.grid)
    itself = torch.randn(1, plain.config.grid**2, TINY.dim)
    assert torch.allclose(conditioned(plain, memory, itself), conditioned(pooled, memory, itself), atol=1e-5)


@pytest.mark.parametrize("image_size", [64, 72])
def test_what_squares_see_is_spread_over_their_cells(image_size: int) -> None:
    """Where all squares of a frame see the same, each of its cells gets just that."""
    layer = model_with(2, image_size).memory_attention.layers[0]
    assert isinstance(layer, MemoryLayer)
    side = image_size // TINY.stride
    alike = torch.randn(1, 1, TINY.dim).expand(1, side**2, -1)
    rope = axial_rope(side, side, TINY.dim, pool=2)
    with torch.inference_mode():
        seen = layer.look_at_itself(alike, rope)
        one = layer.norm1(alike[:, :1])
        told = alike + layer.self_attn.out_proj(layer.self_attn.v_proj(one))
    assert torch.allclose(seen, told, atol=1e-5)


def test_a_square_of_cells_is_turned_for_its_middle() -> None:
    pooled = axial_rope(5, 4, 8, pool=2)
    # The second pair of channels turns by a hundredth of a radian with each column, the fourth with each row.
    columns, rows = 100 * pooled[:, 1].angle(), 100 * pooled[:, 3].angle()
    assert columns.allclose(torch.tensor([0.5, 2.5] * 3), atol=1e-3)
    assert rows.allclose(torch.tensor([0.5, 0.5, 2.5, 2.5, 4.0, 4.0]), atol=1e-3)


def test_attention_sees_a_quarter_of_the_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    model = model_with(2)
    seen: list[int] = []
    forward = model.memory_attention.forward

    def watched(x: Tensor, memory: Tensor, memory_pe: Tensor, rope: Tensor, spatial: int) -> Tensor:
        seen.append(memory.shape[1])
        return forward(x, memory, memory_pe, rope, spatial)

    monkeypatch.setattr(model.memory_attention, "forward", watched)
    memory = torch.randn(1, TINY.memory_dim + TINY.match_dim + 1, 8, 8)
    conditioned(model, memory)
    assert seen == [2 * 16]


def test_the_embedded_models_pool_and_the_published_ones_do_not() -> None:
    assert find_config("masklet-small").memory_pool == find_config("masklet-fine").memory_pool == 2
    assert find_config("sam2.1_hiera_tiny").memory_pool == 1


def test_weights_fit_whatever_the_pool_and_tracking_works() -> None:
    plain, pooled = model_with(1), model_with(2)
    pooled.load_state_dict(plain.state_dict(), strict=True)
    predictor = VideoPredictor(pooled)
    predictor.start(MovingSquare(), classic=False)
    predictor.add_points(0, A, [(12, 16)], [1])
    answers = dict(predictor.propagate())
    assert all(torch.isfinite(answers[f][A].low_res_logits).all() for f in range(8))
