"""A trunk that begins with published weights, and one whose first stages are kept."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import Tensor

from sam2core import build_model
from sam2core.model.mobile_trunk import InvertedResidual, MobileTrunk
from sam2core.preprocess import MEAN, STD
from sam2core.training.config import ConfigError
from sam2core.training.optimiser import freeze, make_optimiser
from sam2core.training.published_trunk import read_published
from tests.sam2core.tiny import TINY, TINY_TRUNK


def trunk(seed: int) -> MobileTrunk:
    torch.manual_seed(seed)
    made = MobileTrunk(TINY_TRUNK)
    for module in made.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            torch.nn.init.uniform_(module.weight, 0.5, 1.5)
            torch.nn.init.normal_(module.bias)
            torch.nn.init.normal_(module.running_mean)  # type: ignore[arg-type]
            torch.nn.init.uniform_(module.running_var, 0.5, 2)  # type: ignore[arg-type]
    return made.eval()


def as_published(made: MobileTrunk) -> dict[str, Tensor]:
    """The layout of the published file, with the numbers of `made` as they would stand there."""
    state: dict[str, Tensor] = {"_fc.bias": torch.zeros(3)}
    parts = {"stem": ("_conv_stem", "_bn0")}
    blocks = [name for name, module in made.named_modules() if isinstance(module, InvertedResidual)]
    for number, name in enumerate(blocks):
        parts[f"{name}.widen"] = (f"_blocks.{number}._expand_conv", f"_blocks.{number}._bn0")
        parts[f"{name}.mix"] = (f"_blocks.{number}._depthwise_conv", f"_blocks.{number}._bn1")
        parts[f"{name}.narrow"] = (f"_blocks.{number}._project_conv", f"_blocks.{number}._bn2")
    for ours, (convolution, norm) in parts.items():
        if f"{ours}.0.weight" not in made.state_dict():
            continue
        state[f"{convolution}.weight"] = made.state_dict()[f"{ours}.0.weight"]
        for key in ("weight", "bias", "running_mean", "running_var"):
            state[f"{norm}.{key}"] = made.state_dict()[f"{ours}.1.{key}"].clone()
        state[f"{norm}.running_var"] -= 1e-3 - 1e-5
    return state


def test_a_trunk_sees_what_the_published_one_saw(tmp_path: Path) -> None:
    """The published network takes (pixel - 127) / 128; ours takes what the rest of SAM 2 does."""
    published, ours = trunk(1), trunk(2)
    torch.save(as_published(published), tmp_path / "published.pth")
    read_published(ours, tmp_path / "published.pth")
    picture = torch.rand(1, 3, 64, 64)
    theirs = published((picture * 255 - 127) / 128)
    mean, std = (torch.tensor(v).view(1, 3, 1, 1) for v in (MEAN, STD))
    inner = (..., slice(2, -2), slice(2, -2))  # the border knows the padding's colour
    for a, b in list(zip(theirs, ours((picture - mean) / std), strict=True))[:3]:
        assert torch.allclose(a[inner], b[inner], atol=1e-2)
    assert not torch.allclose(theirs[0][inner], published((picture - mean) / std)[0][inner], atol=1e-2)


def test_another_file_is_refused_by_name(tmp_path: Path) -> None:
    torch.save({"weight": torch.zeros(2)}, tmp_path / "other.pth")
    with pytest.raises(ConfigError, match=r"other\.pth is not the published EfficientNet-Lite0"):
        read_published(trunk(0), tmp_path / "other.pth")
    with pytest.raises(ConfigError, match="missing"):
        read_published(trunk(0), tmp_path / "missing.pth")


def test_frozen_stages_keep_their_weights_and_statistics() -> None:
    torch.manual_seed(0)
    model = build_model(TINY).train()
    frozen = freeze(model, 2)
    for module in frozen:
        module.eval()
    before = {name: value.clone() for name, value in model.image_encoder.trunk.state_dict().items()}
    optimiser = make_optimiser(model, weight_decay=0.5, layer_decay=1.0)
    encoding = model.encode(torch.randn(4, 3, 64, 64))
    sum(part.square().mean() for part in encoding.parts).backward()  # type: ignore[union-attr]
    optimiser.step()
    after = model.image_encoder.trunk.state_dict()
    changed = {name.split(".")[0] + name.split(".")[1] * name.startswith("stages") for name in before
               if not torch.equal(before[name], after[name])}  # fmt: skip
    assert changed == {"stages2", "stages3", "stages4"}
