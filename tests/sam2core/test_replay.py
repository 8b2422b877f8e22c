"""Recording what a model does: off a graphics card, and in training, nothing changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from sam2core import VideoPredictor
from sam2core.model.sam2 import Sam2
from sam2core.replay import Replayed, replay_on_card
from tests.sam2core.tiny import MovingSquare, tiny_model


class Recording:
    """What a CUDA graph does, on the processor: the result of the recorded call is written to again."""

    def __init__(self) -> None:
        self.recorded = self.replayed = 0

    def __call__(self, function: Callable[[], Any], /) -> tuple[Callable[[], None], Any]:
        self.recorded += 1
        result = function()

        def replay() -> None:
            self.replayed += 1
            for kept, new in zip(tensors(result), tensors(function()), strict=True):
                kept.copy_(new)

        return replay, result


def tensors(value: Any) -> list[torch.Tensor]:
    if isinstance(value, torch.Tensor):
        return [value]
    parts = value if isinstance(value, (tuple, list)) else vars(value).values()
    return [t for part in parts for t in tensors(part)]


def impossible(_: Callable[[], Any], /) -> tuple[Callable[[], None], Any]:
    raise RuntimeError("operation not permitted when stream is capturing")


def tracked(model: Sam2) -> list[torch.Tensor]:
    """Two passes and a correction between them: what was replayed is replayed with other numbers."""
    predictor = VideoPredictor(model)
    predictor.start(MovingSquare(), classic=False)
    predictor.add_points(0, 1, [(12, 16)], [1])
    found = list(predictor.propagate())
    predictor.add_points(2, 1, [(14, 16)], [1])
    predictor.add_box(1, 2, (2, 2, 14, 14))
    found += predictor.propagate(start=0)
    return [answer.low_res_logits for _, answers in found for answer in answers.values()]


def test_on_the_processor_nothing_changes() -> None:
    for one, other in zip(tracked(tiny_model()), tracked(replay_on_card(tiny_model())), strict=True):
        assert torch.equal(one, other)


def test_what_is_replayed_is_what_the_model_answers() -> None:
    recording = Recording()
    found = tracked(replay_on_card(tiny_model(), recording))
    for one, other in zip(tracked(tiny_model()), found, strict=True):
        assert torch.equal(one, other)
    assert recording.replayed > recording.recorded > 0


def test_what_cannot_be_recorded_is_computed_as_ever() -> None:
    found = tracked(replay_on_card(tiny_model(), impossible))
    for one, other in zip(tracked(tiny_model()), found, strict=True):
        assert torch.equal(one, other)


def test_in_training_a_function_is_called_as_it_is() -> None:
    calls: list[int] = []

    def function(x: torch.Tensor, number: int) -> torch.Tensor:
        calls.append(number)
        return x

    replayed = Replayed(function, impossible)
    weight = torch.ones(2, requires_grad=True)
    assert all(replayed(weight, n) is weight for n in (1, 1, 1, 2))
    assert calls == [1, 1, 1, 2]
