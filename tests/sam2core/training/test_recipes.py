"""The recipes that come with Masklet can be started as they are, but for the folders in them."""

from __future__ import annotations

from pathlib import Path

import pytest

import sam2core.training
from sam2core import build_model
from sam2core.config import find_config
from sam2core.training.config import load_run

RECIPES = sorted((Path(sam2core.training.__file__).parent / "configs").glob("*.toml"))


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda path: path.stem)
def test_a_recipe_is_read_and_its_sizes_fit_its_model(recipe: Path) -> None:
    run = load_run(recipe)
    for stage in run.stages:
        for size in stage.sizes:
            assert build_model(run.model, image_size=size, device="meta").config.image_size == size


def test_every_published_size_has_a_recipe_that_begins_with_its_weights() -> None:
    runs = [load_run(r) for r in RECIPES if r.stem.startswith("finetune-")]
    assert {r.model for r in runs} == {f"sam2.1_hiera_{size}" for size in ("t", "s", "b+", "l")}
    for run in runs:
        assert find_config(Path(run.init).stem).name == run.model
