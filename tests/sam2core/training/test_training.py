"""Training: it learns, it resumes exactly, it averages over processes, and bad files do not end it."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

import sam2core.config
from sam2core.training import run
from sam2core.training.config import ConfigError, load_run
from sam2core.training.losses import Answer, LossWeights, answer_loss, dice, focal, iou
from sam2core.training.readers import read_clips, read_stills
from tests.sam2core.tiny import TINY


def make_data(root: Path) -> None:
    rng = np.random.default_rng(0)
    (root / "stills").mkdir(parents=True)
    rows = ["set\timage\tlabels\tmasks"]
    for i in range(6):
        labels = np.zeros((48, 48), np.uint8)
        top, left = rng.integers(2, 24, 2)
        labels[top : top + 18, left : left + 18] = 1
        image = rng.integers(0, 90, (48, 48, 3)).astype(np.uint8)
        image[labels > 0] = (230, 180, 40)
        Image.fromarray(image).save(root / "stills" / f"{i}.png")
        Image.fromarray(labels).save(root / "stills" / f"{i}.labels.png")
        rows.append(f"set\tstills/{i}.png\tstills/{i}.labels.png\t1")
    (root / "stills" / "index.tsv").write_text("\n".join(rows))
    for name in ("a", "b"):
        for folder in ("JPEGImages", "Annotations"):
            (root / "clips" / folder / name).mkdir(parents=True)
        for t in range(6):
            mask = np.zeros((40, 60), np.uint8)
            mask[10:28, 5 + 4 * t : 25 + 4 * t] = 255
            picture = np.where(mask[..., None] > 0, np.uint8(220), rng.integers(0, 80, (40, 60, 3), np.uint8))
            Image.fromarray(picture).save(root / "clips" / "JPEGImages" / name / f"{t:05d}.jpg")
            Image.fromarray(mask).save(root / "clips" / "Annotations" / name / f"{t:05d}.png")


def write_config(path: Path, output: Path, root: Path, steps: int, *, rate: float = 2e-3) -> Path:
    path.write_text(f"""
model = "tiny"
output = "{output.as_posix()}"
checkpoint_steps = 2
validate_steps = 1000
warmup_steps = 2
[data]
root = "{root.as_posix()}"
clips = "clips"
held_out = ["b"]
stored_size = 48
[[stage]]
steps = {steps}
size = 32
frames = 3
clips = 2
learning_rate = {rate}
""")
    return path


@pytest.fixture(autouse=True)
def tiny_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sam2core.config.CONFIGS, "tiny", TINY)


def weights(path: Path) -> dict[str, torch.Tensor]:
    return torch.load(path, weights_only=True)["model"]


def test_an_interrupted_run_resumes_exactly(tmp_path: Path) -> None:
    make_data(tmp_path / "data")
    whole = write_config(tmp_path / "whole.toml", tmp_path / "whole", tmp_path / "data", 4)
    run(whole)
    # The same run, killed after step 2: its checkpoint is copied, and a new process goes on from it.
    killed = write_config(tmp_path / "killed.toml", tmp_path / "killed", tmp_path / "data", 4)
    _stop_after(killed, 2)
    run(killed, resume=True)
    first, second = (weights(tmp_path / name / "checkpoint-0.pt") for name in ("whole", "killed"))
    assert first.keys() == second.keys()
    assert all(torch.equal(first[k], second[k]) for k in first)


def _stop_after(config: Path, steps: int) -> None:
    from sam2core.training.loop import Trainer

    class KilledError(Exception):
        pass

    class Dying(Trainer):
        def _save(self) -> None:
            super()._save()
            if self.step == steps:
                raise KilledError

    with pytest.raises(KilledError):
        Dying(load_run(config)).train()


def test_a_run_leaves_weights_that_load(tmp_path: Path) -> None:
    make_data(tmp_path / "data")
    best = run(write_config(tmp_path / "c.toml", tmp_path / "out", tmp_path / "data", 2))
    model = sam2core.build_model("tiny")
    sam2core.load_checkpoint(model, best)


def test_bad_files_are_named_and_skipped(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    make_data(tmp_path)
    (tmp_path / "stills" / "0.png").write_text("not a picture")
    (tmp_path / "clips" / "Annotations" / "a" / "00003.png").unlink()
    with caplog.at_level(logging.WARNING):
        stills, clips = read_stills(tmp_path / "stills", 32), read_clips(tmp_path / "clips", 32)
    assert len(stills) == 5
    assert [c.name for c in clips] == ["b"]
    assert "0.png" in caplog.text


_HEAD = 'model = "tiny"\noutput = "o"\n'
_DATA = '[data]\nroot = "."\n'
_STAGE = "[[stage]]\nsteps=1\nsize=32\nframes=2\nclips=1\nlearning_rate=1"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("model = ", "not TOML"),
        (_HEAD + _DATA, "no .*stage"),
        (_HEAD + "speed = 9\n" + _DATA + _STAGE, "speed"),
        (_HEAD + _DATA + "[[stage]]\nsteps=1", "incomplete"),
    ],
)
def test_a_wrong_configuration_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "c.toml").write_text(text)
    with pytest.raises(ConfigError, match=message):
        load_run(tmp_path / "c.toml")


def test_losses_of_perfect_and_opposite_answers() -> None:
    target = torch.zeros(1, 1, 8, 8)
    target[..., 2:6, 2:6] = 1
    right, wrong = (target * 2 - 1) * 20, (1 - target * 2) * 20
    assert float(focal(right, target)) < 1e-6 < float(focal(wrong, target))
    assert float(dice(right, target)) < 0.01
    assert float(dice(wrong, target)) > 0.9
    assert float(iou(right, target)) == 1
    assert float(iou(wrong, target)) == 0


def test_an_absent_object_teaches_presence_alone() -> None:
    logits = torch.randn(1, 1, 8, 8, requires_grad=True)
    answer = Answer(
        logits, torch.full((1, 1), 0.5), torch.full((1, 1), 4.0, requires_grad=True), torch.zeros(1, 1, 8, 8)
    )
    loss = answer_loss(answer, LossWeights())
    loss.backward()
    assert float(loss.detach()) == pytest.approx(4.018, abs=1e-3)  # -log sigmoid(-4)
    assert logits.grad is not None
    assert float(logits.grad.abs().max()) == 0
