"""Recording what a model does: off a graphics card, and in training, nothing changes."""

from __future__ import annotations

import torch

from sam2core import VideoPredictor
from sam2core.replay import Replayed, replay_on_card
from tests.sam2core.tiny import MovingSquare, tiny_model


def test_on_the_processor_nothing_changes() -> None:
    answers: list[list[torch.Tensor]] = []
    for model in (tiny_model(), replay_on_card(tiny_model())):
        predictor = VideoPredictor(model)
        predictor.start(MovingSquare(), classic=False)
        predictor.add_points(0, 1, [(12, 16)], [1])
        answers.append([a[1].low_res_logits for _, a in predictor.propagate()])
    for one, other in zip(*answers, strict=True):
        assert torch.equal(one, other)


def test_in_training_a_function_is_called_as_it_is() -> None:
    calls: list[int] = []

    def function(x: torch.Tensor, number: int) -> torch.Tensor:
        calls.append(number)
        return x

    replayed = Replayed(function, None)
    weight = torch.ones(2, requires_grad=True)
    assert all(replayed(weight, n) is weight for n in (1, 1, 1, 2))
    assert calls == [1, 1, 1, 2]
