"""A student comes nearer to its teacher, which says nothing where it is wrong itself."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

import sam2core.config
from sam2core.training import loop, run
from sam2core.training.config import ConfigError, load_run
from sam2core.training.distillation import mask_loss
from sam2core.training.losses import Answer, LossWeights
from tests.sam2core.tiny import SMALL_HIERA, TINY, tiny_model
from tests.sam2core.training.test_training import make_data, stop_after, weights, write_config


@pytest.fixture(autouse=True)
def models_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sam2core.config.CONFIGS, "tiny", TINY)
    monkeypatch.setitem(sam2core.config.CONFIGS, "small hiera", SMALL_HIERA)


def answer(logits: torch.Tensor, target: torch.Tensor) -> Answer:
    return Answer(logits, torch.full((len(logits), logits.shape[1]), 0.5), torch.ones(len(logits), 1), target)


def square(left: int) -> torch.Tensor:
    mask = torch.zeros(1, 1, 16, 16)
    mask[..., 4:12, left : left + 8] = 1
    return mask


def test_the_nearest_mask_goes_towards_the_teachers_best() -> None:
    truth = square(4)
    soft = (truth * 2 - 1) * 2  # sure to .88
    teacher = answer(torch.cat([-soft, soft], dim=1), truth)
    logits = torch.zeros(1, 3, 16, 16)
    logits[0, 1] = soft[0, 0] * 0.1
    logits.requires_grad_()
    optimiser = torch.optim.Adam([logits], lr=0.2)
    for _ in range(40):
        optimiser.zero_grad()
        mask_loss(answer(logits, truth), teacher, LossWeights(focal=0, entropy=1, dice=0)).backward()
        optimiser.step()
    learnt = logits.detach()[0]
    assert torch.allclose(learnt[1], soft[0, 0], atol=0.2)  # as unsure as the teacher, not as sure as can be
    assert float(learnt[[0, 2]].abs().max()) == 0


@pytest.mark.parametrize("lost", ["the teacher", "the object"])
def test_a_teacher_that_is_wrong_teaches_nothing(lost: str) -> None:
    truth = square(0) if lost == "the teacher" else torch.zeros(1, 1, 16, 16)
    teacher = answer((square(8) * 2 - 1) * 8, truth)
    student = answer(torch.randn(1, 3, 16, 16), truth)
    assert float(mask_loss(student, teacher, LossWeights())) == 0


def distilling(path: Path, steps: int, teacher: str, *, size: int = 0) -> Path:
    """A configuration with a teacher of random weights."""
    file = path.parent / "teacher.safetensors"
    loop.save_weights(tiny_model(7) if teacher == "tiny" else sam2core.build_model(teacher), file)
    config = write_config(path, path.with_suffix(""), path.parent / "data", steps, rate=5e-3)
    distil = f'teacher = "{teacher}"\nweights = "{file.as_posix()}"\nfeatures = 1.0\nteacher_size = {size}\n'
    config.write_text(config.read_text() + "[distil]\n" + distil)
    return config


def test_a_run_comes_nearer_to_its_teacher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of another architecture and size; its masks are wrong and hardly count, its features do."""
    make_data(tmp_path / "data")
    told: list[float] = []
    learn = loop.Trainer._learn

    def listening(self: loop.Trainer, *words: object) -> dict[str, torch.Tensor]:
        values = learn(self, *words)  # type: ignore[arg-type]
        told.append(float(values["teacher"]))
        return values

    monkeypatch.setattr(loop.Trainer, "_learn", listening)
    run(distilling(tmp_path / "c.toml", 16, "small hiera", size=96))
    assert sum(told[-4:]) < 0.85 * sum(told[:4])


def test_a_run_with_a_teacher_resumes_exactly(tmp_path: Path) -> None:
    make_data(tmp_path / "data")
    run(distilling(tmp_path / "whole.toml", 4, "tiny"))
    killed = distilling(tmp_path / "killed.toml", 4, "tiny")
    stop_after(killed, 2)
    run(killed, resume=True)
    first, second = (weights(tmp_path / name / "checkpoint-0.pt") for name in ("whole", "killed"))
    assert all(torch.equal(first[k], second[k]) for k in first)


def test_a_teacher_without_weights_is_named(tmp_path: Path) -> None:
    make_data(tmp_path / "data")
    config = write_config(tmp_path / "c.toml", tmp_path / "out", tmp_path / "data", 1)
    config.write_text(config.read_text() + '[distil]\nteacher = "tiny"\n')
    with pytest.raises(ConfigError, match=r"\[distil\] is incomplete.*weights"):
        load_run(config)
