"""Gradient checkpointing changes what a step costs, and nothing of what it learns."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

import sam2core.config
from sam2core.model.recompute import set_recomputing
from sam2core.training import run
from tests.sam2core.tiny import SMALL_HIERA, TINY, tiny_model
from tests.sam2core.training.test_training import make_data, weights, write_config


@pytest.mark.parametrize(
    ("config", "precision"), [(TINY, "float32"), (TINY, "bfloat16"), (SMALL_HIERA, "float32")]
)
def test_the_same_weights_are_learnt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, config: sam2core.ModelConfig, precision: str
) -> None:
    monkeypatch.setitem(sam2core.config.CONFIGS, "tiny", config)
    make_data(tmp_path / "data")
    for name in ("kept", "recomputed"):
        path = write_config(tmp_path / f"{name}.toml", tmp_path / name, tmp_path / "data", 2)
        entry = f'precision = "{precision}"\ncheckpointing = {str(name == "recomputed").lower()}\n'
        path.write_text(entry + path.read_text())
        run(path)
    kept, recomputed = (weights(tmp_path / n / "checkpoint-0.pt") for n in ("kept", "recomputed"))
    assert all(torch.equal(kept[k], recomputed[k]) for k in kept)  # running statistics too


def test_maps_between_parts_are_all_that_is_kept() -> None:
    """Otherwise it would cost time and save nothing."""
    kept_bytes: list[int] = []
    for on in (False, True):
        model = tiny_model().train()
        set_recomputing(model, on=on)
        sizes: list[int] = []

        def seen(tensor: torch.Tensor, sizes: list[int] = sizes) -> torch.Tensor:
            sizes.append(tensor.nbytes)
            return tensor

        with torch.autograd.graph.saved_tensors_hooks(seen, lambda t: t):
            model.image_encoder.trunk(torch.rand(2, 3, 64, 64))
        kept_bytes.append(sum(sizes))
    assert kept_bytes[1] < kept_bytes[0] / 2
