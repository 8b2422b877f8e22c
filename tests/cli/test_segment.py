"""`masklet segment`: what is on a frame becomes masklets that can be tracked."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli.main import main
from app.engine.project_file import load_project
from app.engine.samples import unpack_mask


@pytest.mark.usefixtures("bright_model")
def test_each_object_is_a_masklet_with_its_mask(clip: Path, tmp_path: Path) -> None:
    output = tmp_path / "p.masklet"
    assert main(["segment", str(clip), "--frame", "3", "-o", str(output)]) == 0
    (masklet,) = load_project(output).masklets
    mask = masklet.prompts[3].mask
    assert mask is not None
    assert unpack_mask(mask).any()


@pytest.mark.usefixtures("bright_model")
def test_a_frame_that_is_not_there_is_a_sentence(
    clip: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["segment", str(clip), "--frame", "9999", "-o", str(tmp_path / "p.masklet")]) == 1
    assert "beyond the end" in capsys.readouterr().err
    assert not list(tmp_path.glob("*.masklet"))
