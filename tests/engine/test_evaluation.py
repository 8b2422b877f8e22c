"""A benchmark of one tiny video gives the tables that `masklet eval` prints."""

from __future__ import annotations

import json
from collections.abc import Generator
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from safetensors.torch import save_file

import sam2core
from app.engine.evaluation import Chosen, check_report, measure_clicks, measure_vos, write_report
from app.engine.model_store import ModelEntry, ModelStore
from app.errors import UserFacingError
from sam2core.evaluation.report import Report


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


def report_of(measuring: Generator[tuple[int, int], None, Report]) -> tuple[list[tuple[int, int]], Report]:
    steps: list[tuple[int, int]] = []
    while True:
        try:
            steps.append(next(measuring))
        except StopIteration as end:
            return steps, end.value


def test_videos_are_scored_and_averaged(dataset: Path, entry: ModelEntry) -> None:
    steps, report = report_of(measure_vos(dataset, entry, "cpu"))
    assert steps == [(1, 2), (2, 2)]
    facts = json.loads(report.to_json())
    assert facts["sequences"][0]["sequence"] == "square"
    assert facts["mean"]["J&F"] == facts["sequences"][0]["J&F"]
    assert "| square | 2 |" in report.to_markdown()


def test_clicks_are_scored_one_to_five(dataset: Path, entry: ModelEntry) -> None:
    steps, report = report_of(measure_clicks(dataset, entry, "cpu"))
    assert steps == [(1, 1)]
    facts = json.loads(report.to_json())
    assert facts["objects"] == 1
    assert len(facts["mean_iou_after_clicks"]) == 5


def test_a_folder_that_is_no_data_set_is_refused(tmp_path: Path, entry: ModelEntry) -> None:
    for measuring in (measure_vos(tmp_path, entry, "cpu"), measure_clicks(tmp_path, entry, "cpu")):
        with pytest.raises(UserFacingError, match="is not a data set"):
            next(measuring)
    with pytest.raises(UserFacingError, match="There are no sets"):
        next(measure_clicks(tmp_path, entry, "cpu", Chosen(sets=["horses"])))


def test_a_report_is_there_whole_or_not_at_all(
    dataset: Path, entry: ModelEntry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, report = report_of(measure_vos(dataset, entry, "cpu"))
    folder = tmp_path / "scores"
    monkeypatch.setattr(type(report), "pictures", lambda _: ((str(1 / 0), b"") for _ in "1"))
    with pytest.raises(ZeroDivisionError):
        write_report(report, folder)
    assert not list(tmp_path.iterdir())
    monkeypatch.undo()
    for _ in range(2):  # the second takes the place of the first
        write_report(report, folder)
        found = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.*"))
        assert found == ["scores.csv", "scores.json", "scores.md", "worst/square.jpg"]
    assert [p.name for p in tmp_path.iterdir()] == ["scores"]


def test_a_report_takes_nothing_away_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(UserFacingError, match="is not empty"):
        check_report(tmp_path)
    with pytest.raises(UserFacingError, match="is in the way"):
        check_report(tmp_path / "notes.txt")
