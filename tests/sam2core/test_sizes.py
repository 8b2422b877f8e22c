"""Frames of any shape, clips of any length and models of any picture size."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from sam2core import ModelConfig, VideoPredictor, build_model
from sam2core.model.sam2 import Sam2
from sam2core.video_predictor import Frames
from tests.sam2core.tiny import SMALL_HIERA, TINY, MovingSquare

MODELS = pytest.mark.parametrize("config", [TINY, SMALL_HIERA], ids=["conv", "hiera"])


def tracked(model: Sam2, frames: Frames | list[NDArray[np.uint8]], *, start: int = 0) -> list[torch.Tensor]:
    predictor = VideoPredictor(model)
    predictor.start(frames, classic=False)
    predictor.add_points(start, 1, [(3, 2)], [1])
    return [answers[1].logits for _, answers in predictor.propagate(start, backward=start > 0)]


@MODELS
@pytest.mark.parametrize("size", [(57, 33), (7, 101)])
def test_answers_have_the_odd_size_of_the_frames(config: ModelConfig, size: tuple[int, int]) -> None:
    frames = list(np.random.default_rng(1).integers(0, 255, (4, *size, 3), np.uint8))
    for start in (0, 3):
        found = tracked(build_model(config), frames, start=start)
        assert [answer.shape for answer in found] == [size] * 4
        assert all(answer.isfinite().all() for answer in found)


@MODELS
def test_forty_frames_backward_are_the_turned_clip_forward(config: ModelConfig) -> None:
    torch.manual_seed(0)
    model, clip = build_model(config), MovingSquare(12)
    way = [clip[min(frame, 11)] for frame in range(40)]
    backward, forward = tracked(model, way, start=39), tracked(model, way[::-1])
    for one, other in zip(backward[:12], forward[:12], strict=True):
        torch.testing.assert_close(one, other, atol=1e-4, rtol=1e-4)
    assert len(backward) == 40


@MODELS
@pytest.mark.parametrize("side", [128, 160])
def test_a_resized_model_is_one_that_was_built_for_that_size(config: ModelConfig, side: int) -> None:
    torch.manual_seed(0)
    resized, built = build_model(config), build_model(replace(config, image_size=side))
    built.load_state_dict(resized.state_dict())
    clip = MovingSquare(3)
    before = tracked(resized, clip)
    resized.resize(side)
    after = tracked(resized, clip)
    for one, other in zip(after, tracked(built, clip), strict=True):
        assert torch.equal(one, other)
    assert not torch.equal(before[0], after[0])
