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


@pytest.mark.usefixtures("bright_model")
def test_an_empty_folder_is_no_data_set(masklet: Masklet, tmp_path: Path, capsys: Captured) -> None:
    assert masklet("eval", "vos", tmp_path) == 1
    assert "is not a data set" in capsys.readouterr().err
