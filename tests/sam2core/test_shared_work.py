"""What is computed once for a size or a frame is bit for bit what computing it each time would give."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor

from sam2core import VideoPredictor
from sam2core.model.hiera import Hiera
from sam2core.model.position import KeptTable, PointEncoding
from sam2core.model.sam2 import Recalled
from tests.sam2core.tiny import SMALL_TRUNK, TINY, MovingSquare, tiny_model


def positions(trunk: Hiera) -> Callable[[int], Tensor]:
    torch.nn.init.normal_(trunk.pos_embed)
    torch.nn.init.normal_(trunk.pos_embed_window)
    return lambda side: trunk._position(side, side + 2)


def grid(points: PointEncoding) -> Callable[[int], Tensor]:
    return lambda side: points.grid(side, side + 2)


@pytest.mark.parametrize(
    ("module", "table"), [(Hiera(SMALL_TRUNK), positions), (PointEncoding(8), grid)], ids=["hiera", "points"]
)
def test_a_table_is_made_once_and_anew_when_size_or_weights_change(
    module: torch.nn.Module, table: Callable[[Any], Callable[[int], Tensor]]
) -> None:
    make = table(module)
    fresh = make(16)  # with gradients on nothing is kept
    with torch.no_grad():
        assert torch.equal(make(16), fresh)
        assert make(16) is make(16)
        assert make(20).shape != fresh.shape
        assert torch.equal(make(16), fresh)
        for weight in [*module.parameters(), *module.buffers()]:
            weight.mul_(2)
        assert not torch.equal(make(16), fresh)
        module.to(torch.bfloat16)
        assert make(16).dtype == torch.bfloat16


def test_a_table_follows_autocast() -> None:
    kept, weight = KeptTable(), torch.ones(2, 2)
    with torch.no_grad():
        exact = kept.get((1, 1), [weight], lambda: weight @ weight)
        with torch.autocast("cpu", torch.bfloat16):
            assert kept.get((1, 1), [weight], lambda: weight @ weight).dtype == torch.bfloat16
    assert exact.dtype == torch.float32


@pytest.mark.parametrize("autocast", [False, True])
def test_what_a_frame_sees_of_itself_is_shared_by_its_objects(autocast: bool) -> None:
    model = tiny_model()
    generator = torch.Generator().manual_seed(3)
    side, width = TINY.grid, TINY.memory_dim + TINY.match_dim
    features = torch.randn(1, TINY.dim, side, side, generator=generator)
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=autocast):
        itself = model.look_at_itself(features)
        for _ in range(3):  # objects
            memory = torch.randn(1, width, side, side, generator=generator).bfloat16()
            recalled = Recalled([(0, memory)], [(1, torch.randn(1, TINY.dim, generator=generator))])
            assert torch.equal(
                model.condition(features, recalled, itself), model.condition(features, recalled)
            )


def test_it_is_computed_once_for_a_frame_however_many_objects(monkeypatch: pytest.MonkeyPatch) -> None:
    model = tiny_model()
    calls: list[int] = []
    computed = model.look_at_itself
    monkeypatch.setattr(model, "look_at_itself", lambda f: calls.append(f.shape[0]) or computed(f))
    predictor = VideoPredictor(model)
    predictor.start(MovingSquare(5), classic=False)
    for masklet in (1, 2, 3):
        predictor.add_points(0, masklet, [(6 + 4 * masklet, 16)], [1])
    list(predictor.propagate())
    assert calls == [1, 1, 1, 1]  # all frames but the prompted one
