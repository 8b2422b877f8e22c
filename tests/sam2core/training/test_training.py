"""Training: it learns, it resumes exactly, it averages over processes, and bad files do not end it."""

from __future__ import annotations

import itertools
import logging
import math
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file

import sam2core.config
from sam2core.training import loop, run
from sam2core.training.batches import Batch, Batches, read_library, stream
from sam2core.training.config import ConfigError, DataConfig, StageConfig, load_run
from sam2core.training.losses import Answer, LossWeights, answer_loss, dice, focal, iou
from sam2core.training.optimiser import make_optimiser, set_learning_rate
from sam2core.training.pretraining import FillIn, hidden_patches
from sam2core.training.readers import read_clips, read_stills
from sam2core.training.simulation import click_prompts
from tests.sam2core.tiny import TINY, tiny_model


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
    stop_after(killed, 2)
    run(killed, resume=True)
    first, second = (weights(tmp_path / name / "checkpoint-0.pt") for name in ("whole", "killed"))
    assert first.keys() == second.keys()
    assert all(torch.equal(first[k], second[k]) for k in first)


def stop_after(config: Path, steps: int) -> None:
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


def test_each_batch_has_one_of_several_sizes(tmp_path: Path) -> None:
    make_data(tmp_path)
    library = read_library(DataConfig(str(tmp_path), clips="clips", stored_size=48))
    batches = Batches(library, StageConfig(9, (32, 48), 3, 2, 1e-3), (5, 0))
    shapes = [batches[step].frames.shape for step in range(12)]
    assert {s[-1] for s in shapes} == {32, 48}
    assert all(s[-1] == s[-2] for s in shapes)


def test_batches_are_the_same_whoever_makes_them(tmp_path: Path) -> None:
    make_data(tmp_path)
    library = read_library(DataConfig(str(tmp_path), clips="clips", stored_size=48))
    made = [
        list(stream(Batches(library, StageConfig(9, 32, 3, 2, 1e-3), (5, 0)), steps, workers=w, pinned=False))
        for w, steps in ((0, range(6)), (2, range(6)), (0, range(4, 6)))
    ]
    for one, other in [*zip(made[0], made[1], strict=True), *zip(made[0][4:], made[2], strict=True)]:
        assert torch.equal(one.frames, other.frames)
        assert torch.equal(one.masks, other.masks)
    assert len({b.frames.shape for b in made[0]}) == 2  # images and clips
    assert len({int(b.frames.sum()) for b in made[0]}) == 6


def test_clicks_fall_inside_what_is_wrong_and_say_which_way() -> None:
    truth = torch.zeros(3, 1, 32, 32)
    truth[:2, :, 4:20, 6:22] = 1
    answer = torch.full((3, 1, 8, 8), -5.0)
    answer[1, :, 1:8, 1:7] = 5.0  # covers the second object and more below it
    for seed in range(20):
        points, labels = click_prompts(np.random.default_rng(seed), truth, answer)
        (x, y), (x1, y1) = points[0, 0].tolist(), points[1, 0].tolist()
        assert labels[:2].tolist() == [[1], [0]]
        assert 7 <= x <= 20 and 5 <= y <= 18  # noqa: PT018
        assert y1 > 19 or x1 > 21 or x1 < 6 or y1 < 4
        assert labels[2].tolist() == [0]  # nothing is there and nothing was said to be: a click says so


def test_a_run_leaves_weights_that_load_and_says_early_how_long_it_takes(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    make_data(tmp_path / "data")
    with caplog.at_level(logging.INFO):
        best = run(write_config(tmp_path / "c.toml", tmp_path / "out", tmp_path / "data", 2))
    told = [m for m in caplog.messages if "loss" in m]
    assert [m.split()[1] for m in told] == ["1/2", "2/2"]
    assert all("min left" in m for m in told)
    model = sam2core.build_model("tiny")
    sam2core.load_checkpoint(model, best)


def test_a_run_can_begin_with_pictures_alone_and_keep_its_recipe(tmp_path: Path) -> None:
    make_data(tmp_path / "data")
    config = write_config(tmp_path / "c.toml", tmp_path / "out", tmp_path / "data", 2)
    config.write_text(
        'precision = "bfloat16"\nlayer_decay = 0.9\n'
        + config.read_text()
        + "[pretrain]\nsteps = 2\nsize = 64\npictures = 2\n"
    )
    run(config)
    assert (tmp_path / "out" / "run.toml").read_text() == config.read_text()
    assert list((tmp_path / "out" / "tensorboard").iterdir())
    assert (tmp_path / "out" / "best.safetensors").exists()


def test_only_what_was_hidden_counts_and_the_trunk_learns_from_it() -> None:
    filler = FillIn(tiny_model().image_encoder.trunk, TINY.trunk.widths[-1])
    for parameter in filler.pixels.parameters():
        torch.nn.init.zeros_(parameter)
    pictures = torch.full((1, 3, 64, 64), 0.5)
    hidden = torch.zeros(1, 1, 64, 64)
    hidden[..., :32, 32:] = 1
    pictures[..., 32:, :] = 9.0  # is shown, so that guessing it wrong costs nothing
    assert float(filler(pictures, hidden).detach()) == pytest.approx(0.5)
    torch.nn.init.normal_(filler.pixels.weight)
    filler.train()
    filler(pictures, hidden).backward()
    assert sum(p.grad is not None for p in filler.trunk.parameters()) > 10


def test_hidden_patches_are_whole_and_as_many_on_every_picture() -> None:
    hidden = hidden_patches(np.random.default_rng(0), 3, 128, 0.6)
    assert hidden.shape == (3, 1, 128, 128)
    assert hidden.mean(dim=(1, 2, 3)).tolist() == [10 / 16] * 3
    assert bool((hidden[..., ::32, ::32].repeat_interleave(32, 2).repeat_interleave(32, 3) == hidden).all())


def test_early_layers_of_the_trunk_learn_slower() -> None:
    model = tiny_model()
    optimiser = make_optimiser(model, weight_decay=0.1, layer_decay=0.5)
    set_learning_rate(optimiser, 1.0)
    rates = {id(p): g["lr"] for g in optimiser.param_groups for p in g["params"]}
    assert len(rates) == len(list(model.parameters()))
    trunk = [rates[id(p)] for p in model.image_encoder.trunk.parameters()]
    assert trunk == sorted(trunk)
    assert trunk[0] < trunk[-1] < rates[id(model.no_mem_embed)] == 1.0


def test_the_last_weights_are_kept_where_nothing_is_held_out(tmp_path: Path) -> None:
    make_data(tmp_path / "data")
    config = write_config(tmp_path / "c.toml", tmp_path / "out", tmp_path / "data", 2)
    config.write_text(config.read_text().replace('held_out = ["b"]', "held_out = []"))
    sam2core.load_checkpoint(sam2core.build_model("tiny"), run(config))


def test_a_loss_that_is_no_number_is_named_counted_and_teaches_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_data(tmp_path / "data")
    _no_number_on(monkeypatch, {2, 4})
    with caplog.at_level(logging.WARNING):
        best = run(write_config(tmp_path / "c.toml", tmp_path / "out", tmp_path / "data", 5))
    assert [m for m in caplog.messages if "not a number" in m] == [
        "skipped step 2: its loss is not a number (1 of 2 so far)",
        "skipped step 4: its loss is not a number (2 of 4 so far)",
    ]
    for state in (load_file(best), weights(tmp_path / "out/checkpoint-0.pt")):
        assert all(bool(v.isfinite().all()) for v in state.values())


def test_a_loss_that_stays_no_number_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_data(tmp_path / "data")
    monkeypatch.setattr(loop, "_MOST_BAD_STEPS", 3)
    _no_number_on(monkeypatch, set(range(2, 99)))
    with pytest.raises(ConfigError, match="3 steps in a row: a lower learning_rate"):
        run(write_config(tmp_path / "c.toml", tmp_path / "out", tmp_path / "data", 9))


def _no_number_on(monkeypatch: pytest.MonkeyPatch, steps: set[int]) -> None:
    """Pictures that no decoder should give, on these steps; they reach the running statistics too."""
    on, count = Batch.on, itertools.count(1)

    def broken(batch: Batch, device: torch.device) -> tuple[torch.Tensor, torch.Tensor]:
        frames, masks = on(batch, device)
        return (frames * math.nan if next(count) in steps else frames), masks

    monkeypatch.setattr(Batch, "on", broken)


def test_bad_files_are_named_and_skipped(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    make_data(tmp_path)
    (tmp_path / "stills" / "0.png").write_text("not a picture")
    for name in ("00000", "00001", "00002", "00003", "00004"):
        (tmp_path / "clips" / "Annotations" / "a" / f"{name}.png").write_bytes(b"\x89PNG")
    with caplog.at_level(logging.WARNING):
        stills, clips = read_stills(tmp_path / "stills", 32), read_clips(tmp_path / "clips", 32)
    assert len(stills) == 5
    assert [c.name for c in clips] == ["b"]
    assert "0.labels.png" in caplog.text
    assert "00003.jpg" in caplog.text
    assert "1 of 2 so far" in caplog.text


def test_masks_of_another_shape_than_their_picture_are_skipped(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Squeezed to a square they would look right and teach what is wrong; half the size is right."""
    make_data(tmp_path)
    for file, size in (
        ("stills/0.labels.png", (30, 20)),
        ("stills/1.labels.png", (24, 24)),
        ("clips/Annotations/a/00002.png", (40, 60)),
    ):
        Image.open(tmp_path / file).resize(size).save(tmp_path / file)
    with caplog.at_level(logging.WARNING):
        stills, clips = read_stills(tmp_path / "stills", 32), read_clips(tmp_path / "clips", 32)
    assert len(stills) == 5
    assert {c.name: len(c.frames) for c in clips} == {"a": 5, "b": 6}
    assert "0.labels.png is 30 x 20, its picture 48 x 48" in caplog.text
    assert "00002.png is 40 x 60, its picture 60 x 40 (1 so far)" in caplog.text


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
        (_HEAD + 'precision = "half"\n' + _DATA + _STAGE, "precision cannot be 'half'"),
        (_HEAD + _DATA + _STAGE.replace("steps=1", 'steps="many"'), "steps cannot be 'many'"),
        (_HEAD + _DATA + "stills = [1]\n" + _STAGE, r"stills cannot be \[1\]"),
        (_HEAD + "validate_steps = 0\n" + _DATA + _STAGE, "validate_steps is 0, but must be at least 1"),
        (_HEAD + _DATA + _STAGE.replace("size=32", "size=[32, 0]"), "size is .*, but must be at least 1"),
        (_HEAD + _DATA + _STAGE.replace("size=32", "size=[]"), "size is .*, but must be one size or more"),
        (_HEAD + _DATA + _STAGE + "\nmask_share=60", "mask_share is 60, but must be between 0 and 1"),
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
