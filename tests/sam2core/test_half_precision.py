"""In half precision masks are those of float32, within the IoU that a user may notice."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from sam2core import ModelConfig, Prediction, VideoPredictor, build_model
from tests.sam2core.parity import A, Clip, recipe, seeded_model
from tests.sam2core.tiny import SMALL_HIERA, TINY, MovingSquare

Step = tuple[str, dict[int, Prediction]]
LEAST_IOU = 0.99


def click(p: VideoPredictor, frames: int) -> Iterator[Step]:
    yield "click", p.add_points(0, 1, [A], [1])
    yield from ((f"frame {f}", answers) for f, answers in p.propagate())


def click_right(p: VideoPredictor, frames: int) -> Iterator[Step]:
    yield "click", p.add_points(0, 1, [(300, 200)], [1])
    yield from ((f"frame {f}", answers) for f, answers in p.propagate())


def two(p: VideoPredictor, frames: int) -> Iterator[Step]:
    yield "points", p.add_points(0, 1, [A, (40, 40)], [1, 0])
    yield "box", p.add_box(0, 7, (390, 170, 450, 230))
    yield from ((f"first {f}", answers) for f, answers in p.propagate(stop=frames // 2))
    yield "correction", p.add_points(frames // 2 - 1, 1, [(236, 170)], [1])
    yield from ((f"again {f}", answers) for f, answers in p.propagate(start=0))


def reverse_mask(p: VideoPredictor, frames: int) -> Iterator[Step]:
    yield "mask", p.add_mask(frames - 1, 3, recipe.mask_prompt())
    yield from ((f"frame {f}", answers) for f, answers in p.propagate(start=frames - 1, backward=True))


def masks(
    name: str,
    size: int,
    frames: int,
    half: torch.dtype | None,
    script: Callable[[VideoPredictor, int], Iterator[Step]],
) -> dict[tuple[str, int], NDArray[np.bool_]]:
    predictor = VideoPredictor(seeded_model(name, size), autocast=half)
    predictor.start(Clip(frames))
    steps = list(script(predictor, frames))
    return {(step, i): (p.logits > 0).numpy() for step, answers in steps for i, p in answers.items()}


def iou(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> float:
    union = (one | other).sum()
    return float((one & other).sum() / union) if union else 1.0


@pytest.mark.parametrize("half", [torch.bfloat16, torch.float16])
@pytest.mark.parametrize(
    ("name", "size", "frames", "script"),
    [
        ("sam2.1_hiera_t", 256, 4, click),
        pytest.param("sam2.1_hiera_t", 512, 4, click_right, marks=pytest.mark.slow),
        pytest.param("sam2.1_hiera_t", 512, 12, click, marks=pytest.mark.slow),
        pytest.param("sam2.1_hiera_t", 512, 10, two, marks=pytest.mark.slow),
        pytest.param("sam2_hiera_t", 512, 8, two, marks=pytest.mark.slow),
        pytest.param("sam2.1_hiera_t", 512, 12, reverse_mask, marks=pytest.mark.slow),
    ],
)
def test_masks_in_half_precision(
    name: str,
    size: int,
    frames: int,
    script: Callable[[VideoPredictor, int], Iterator[Step]],
    half: torch.dtype,
) -> None:
    exact, rounded = (masks(name, size, frames, dtype, script) for dtype in (None, half))
    found = {step: iou(mask, rounded[step]) for step, mask in exact.items()}
    below = {step: round(value, 4) for step, value in found.items() if value < LEAST_IOU}
    assert not below, f"{len(below)} of {len(found)}"


@pytest.mark.parametrize("config", [TINY, SMALL_HIERA], ids=["conv", "hiera"])
@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_a_model_of_half_precision_weights_tracks(config: ModelConfig, dtype: torch.dtype) -> None:
    torch.manual_seed(0)
    predictor = VideoPredictor(build_model(config, dtype=dtype))
    predictor.start(MovingSquare(5), classic=False)
    predictor.add_points(0, 1, [(12, 16)], [1])
    predictor.add_box(2, 2, (5, 5, 30, 30))
    for _, answers in predictor.propagate():
        assert all(p.low_res_logits.isfinite().all() for p in answers.values())
