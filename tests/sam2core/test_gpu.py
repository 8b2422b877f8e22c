"""On a graphics card the answers are those of the processor, whatever runs beside what."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
import torch

import sam2core.config
from sam2core import VideoPredictor
from sam2core.model.sam2 import Sam2
from sam2core.replay import CudaGraphs, Replayed, replay_on_card
from sam2core.training import processes
from sam2core.training.batches import Batch
from sam2core.training.config import DataConfig, RunConfig, StageConfig
from sam2core.training.loop import Trainer
from sam2core.training.losses import LossWeights
from tests.sam2core.parity import (
    TOLERANCE,
    Clip,
    Numbers,
    load_golden,
    run_image,
    run_video_click,
    run_video_reverse_mask,
    run_video_two,
    seeded_model,
    worst,
)
from tests.sam2core.tiny import TINY, MovingSquare, tiny_model

pytestmark = [
    pytest.mark.gpu,
    pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no CUDA device"),
]
CLICK = (180, 150)


@pytest.fixture(autouse=True)
def exact_products() -> Iterator[None]:
    """Without the tensor cores' shortened float32."""
    before = torch.backends.cuda.matmul.allow_tf32, torch.backends.cudnn.allow_tf32
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
    yield
    torch.backends.cuda.matmul.allow_tf32, torch.backends.cudnn.allow_tf32 = before


@pytest.mark.parametrize(
    ("case", "name", "size", "run"),
    [
        ("image", "sam2.1_hiera_t", 1024, run_image),
        ("image", "sam2.1_hiera_b+", 512, run_image),
        ("image", "sam2_hiera_s", 512, run_image),
        ("video-click", "sam2.1_hiera_t", 512, lambda m: run_video_click(m, 12)),
        ("video-click", "sam2.1_hiera_s", 1024, lambda m: run_video_click(m, 3)),
        ("video-two", "sam2.1_hiera_t", 512, lambda m: run_video_two(m, 10)),
        ("video-two", "sam2_hiera_t", 512, lambda m: run_video_two(m, 8)),
        ("video-reverse-mask", "sam2.1_hiera_t", 512, lambda m: run_video_reverse_mask(m, 12)),
    ],
)
def test_goldens_in_float32(case: str, name: str, size: int, run: Callable[[Sam2], Numbers]) -> None:
    gaps = worst(run(seeded_model(name, size).cuda()), load_golden(f"{case}-{name}-{size}"))
    beyond = {key: gap for key, gap in gaps.items() if gap > TOLERANCE}
    assert not beyond, f"{len(beyond)} of {len(gaps)} differ, first {sorted(beyond.items())[:5]}"


def test_masks_in_bfloat16() -> None:
    exact, rounded = (_masks(half) for half in (None, torch.bfloat16))
    for one, other in zip(exact, rounded, strict=True):
        union = np.logical_or(one, other).sum()
        assert union == 0 or np.logical_and(one, other).sum() / union >= 0.99


def _masks(half: torch.dtype | None) -> list[np.ndarray]:
    predictor = VideoPredictor(seeded_model("sam2.1_hiera_t", 512).cuda(), autocast=half)
    predictor.start(Clip(12))
    predictor.add_points(0, 1, [CLICK], [1])
    return [(answers[1].logits > 0).cpu().numpy() for _, answers in predictor.propagate()]


def test_frames_copied_beside_the_models_work_are_whole_when_it_reads_them() -> None:
    plain, ahead = (_tracked(look_ahead) for look_ahead in (0, 2))
    for one, other in zip(plain, ahead, strict=True):
        assert torch.equal(one, other)


def test_a_cache_without_room_for_two_frames_changes_nothing() -> None:
    roomy, narrow = (_tracked(2, cache_bytes) for cache_bytes in (1 << 30, 1))
    for one, other in zip(roomy, narrow, strict=True):
        assert torch.equal(one, other)


def _tracked(look_ahead: int, cache_bytes: int = 1 << 30) -> list[torch.Tensor]:
    predictor = VideoPredictor(tiny_model().cuda(), look_ahead=look_ahead, cache_bytes=cache_bytes)
    predictor.start(MovingSquare(), classic=False)
    predictor.add_points(0, 1, [(12, 16)], [1])
    return [answers[1].low_res_logits.cpu() for _, answers in predictor.propagate()]


@pytest.mark.parametrize("half", [None, torch.bfloat16])
def test_replayed_graphs_answer_as_the_model_does(half: torch.dtype | None) -> None:
    plain, replayed = (
        VideoPredictor(model, autocast=half, objects_per_pass=2)
        for model in (tiny_model().cuda(), replay_on_card(tiny_model().cuda()))
    )
    answers: list[list[torch.Tensor]] = []
    for predictor in (plain, replayed):
        predictor.start(MovingSquare(), classic=False)
        predictor.add_points(0, 1, [(12, 16)], [1])
        predictor.add_box(0, 2, (2, 2, 14, 14))
        found = [*predictor.propagate(), *predictor.propagate()]
        answers.append([a[n].low_res_logits.cpu() for _, a in found for n in (1, 2)])
    for one, other in zip(*answers, strict=True):
        assert torch.allclose(one, other, atol=1e-3 if half is None else 0.1)


def test_what_was_replayed_once_stays_when_it_is_replayed_again() -> None:
    def doubled(x: torch.Tensor, *, plus: int) -> tuple[torch.Tensor, None]:
        return 2 * x + plus, None

    replayed = Replayed(doubled, CudaGraphs())
    with torch.inference_mode():
        inputs = [torch.full((3,), float(n), device="cuda") for n in range(5)]
        results = [replayed(x, plus=n % 2) for n, x in enumerate(inputs)]
    assert [r[0].tolist() for r in results] == [[2.0 * n + n % 2] * 3 for n in range(5)]


def test_a_training_step_learns_what_it_learns_on_the_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sam2core.config.CONFIGS, "tiny", TINY)
    rng = np.random.default_rng(0)
    frames = torch.from_numpy(rng.integers(0, 255, (2, 3, 3, 32, 32), np.uint8))
    masks = torch.zeros(2, 3, 1, 32, 32, dtype=torch.bool)
    masks[..., 8:24, 8:20] = True
    learnt: list[list[float]] = []
    for device in ("cpu", "cuda"):
        monkeypatch.setattr(processes, "device", lambda d=device: torch.device(d))
        stage = StageConfig(steps=3, size=32, frames=3, clips=2, learning_rate=1e-3)
        trainer = Trainer(RunConfig("tiny", "", DataConfig(""), (stage,), LossWeights()))
        losses = [trainer._learn(Batch(frames, masks), stage, step)["loss"] for step in range(3)]  # pyright: ignore[reportPrivateUsage]
        learnt.append([float(loss) for loss in losses])
    assert learnt[0] == pytest.approx(learnt[1], rel=1e-2)
