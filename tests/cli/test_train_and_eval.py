"""`masklet train` and `masklet eval` refuse what they cannot use, in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Masklet

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize("text", [None, "model = ", 'model = "x"', "[[stage]]\nsteps = 'many'"])
def test_a_configuration_that_cannot_be_used(
    masklet: Masklet, tmp_path: Path, capsys: Captured, text: str | None
) -> None:
    config = tmp_path / "run.toml"
    if text is not None:
        config.write_text(text)
    assert masklet("train", config) == 1
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert "unexpected" not in said


def test_an_unknown_model_cannot_be_measured(masklet: Masklet, tmp_path: Path, capsys: Captured) -> None:
    assert masklet("eval", "vos", tmp_path, "--model", "sam9") == 1
    assert 'no model named "sam9"' in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["mask", "3"], ["clicks", "0"], ["clicks", "many"], ["clicks", "3", "DATASET"], ["lasso"]]
)
def test_a_start_that_is_none_is_a_wrong_command_line(
    masklet: Masklet, tmp_path: Path, capsys: Captured, words: list[str]
) -> None:
    assert masklet("eval", "vos", tmp_path, "--start", *words) == 2
    assert "--start is mask, box or clicks N" in capsys.readouterr().err


@pytest.mark.usefixtures("bright_model")
def test_a_report_that_cannot_be_written_is_said_before_an_hour_of_measuring(
    masklet: Masklet, tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / "mine.txt").touch()
    assert masklet("eval", "clicks", tmp_path, "--report", tmp_path) == 1
    assert "is not empty" in capsys.readouterr().err
    assert masklet("eval", "clicks", tmp_path, "--report", tmp_path / "not/there") == 1
    assert "There is no folder" in capsys.readouterr().err


@pytest.mark.usefixtures("bright_model")
def test_names_that_no_video_has(masklet: Masklet, tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "JPEGImages").mkdir()
    (tmp_path / "Annotations").mkdir()
    names = tmp_path / "val.txt"
    names.write_text("bear\n")
    assert masklet("eval", "vos", tmp_path, "--names", names) == 1
    assert "has no video bear" in capsys.readouterr().err
    assert masklet("eval", "vos", tmp_path, "--names", tmp_path / "none.txt") == 1
    assert "cannot be read" in capsys.readouterr().err


@pytest.mark.usefixtures("bright_model")
def test_an_empty_folder_is_no_data_set(masklet: Masklet, tmp_path: Path, capsys: Captured) -> None:
    assert masklet("eval", "vos", tmp_path) == 1
    assert "is not a data set" in capsys.readouterr().err
