"""A benchmark of one tiny video gives the tables that `masklet eval` prints."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from safetensors.torch import save_file

import sam2core
from app.engine.evaluation import measure_clicks, measure_vos
from app.engine.model_store import ModelEntry, ModelStore
from app.errors import UserFacingError


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One video of two frames with one bright object."""
    folder = tmp_path_factory.mktemp("davis")
    pictures, annotations = folder / "JPEGImages/square", folder / "Annotations/square"
    pictures.mkdir(parents=True)
    annotations.mkdir(parents=True)
    for frame in range(2):
        mask = np.zeros((48, 64), np.uint8)
        mask[20:40, 10 + frame : 40 + frame] = 1
        cv2.imwrite(str(pictures / f"{frame:05d}.jpg"), mask * 200)
        cv2.imwrite(str(annotations / f"{frame:05d}.png"), mask)
    return folder


@pytest.fixture(scope="module")
def entry(tmp_path_factory: pytest.TempPathFactory) -> ModelEntry:
    """The embedded model's architecture with random weights: the tables are tested, not the scores."""
    architecture = ModelStore().default().architecture
    torch.manual_seed(0)
    weights = tmp_path_factory.mktemp("weights") / "random.safetensors"
    save_file(
        {k: v.contiguous() for k, v in sam2core.build_model(architecture).state_dict().items()}, weights
    )
    return ModelEntry("random", "", weights, 0, "", embedded=False, available=True, architecture=architecture)


def test_videos_are_scored_and_averaged(dataset: Path, entry: ModelEntry) -> None:
    (measured,) = measure_vos(dataset, entry, "cpu")
    assert (measured.done, measured.total) == (1, 1)
    facts = json.loads(measured.json)
    assert facts["sequences"][0]["sequence"] == "square"
    assert facts["mean"]["J&F"] == facts["sequences"][0]["J&F"]
    assert "| square | 2 |" in measured.markdown


def test_clicks_are_scored_one_to_five(dataset: Path, entry: ModelEntry) -> None:
    (measured,) = measure_clicks(dataset, entry, "cpu")
    facts = json.loads(measured.json)
    assert facts["objects"] == 1
    assert len(facts["mean_iou_after_clicks"]) == 5
    assert measured.markdown.count("\n") == 7


def test_a_folder_that_is_no_data_set_is_refused(tmp_path: Path, entry: ModelEntry) -> None:
    with pytest.raises(UserFacingError, match="is not a data set"):
        next(measure_vos(tmp_path, entry, "cpu"))
