"""`masklet demo` ends with files that can be delivered, whatever the model says of its clip."""

from __future__ import annotations

import sys
from pathlib import Path

import av
import numpy as np
import pytest

from app.document import edits
from app.document.project import Project
from app.engine import sample_project
from app.engine.media_reader import open_media
from app.engine.project_file import load_project
from tests.cli.conftest import FRAMES, Masklet

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def short_sample(clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample project on the tests' small clip."""
    prompts = sample_project.sample_project().masklets[0].prompts

    def small() -> Project:
        with open_media(clip) as reader:
            project = edits.add_masklet(edits.open_media(reader.media), "Square")
        return edits.set_prompts(project, 1, 1, next(iter(prompts.values())))

    monkeypatch.setattr("app.engine.sample_project.sample_project", small)


@pytest.mark.usefixtures("bright_model", "short_sample")
def test_the_demo_makes_a_project_a_cut_out_and_a_composite(
    masklet: Masklet, tmp_path: Path, capsys: Captured
) -> None:
    folder = tmp_path / "demo"
    assert masklet("demo", "-o", folder) == 0
    printed = capsys.readouterr().out
    for name in ("demo.masklet", "cutout.mov", "composite.mp4"):
        assert str(folder / name) in printed
    assert len(load_project(folder / "demo.masklet").masklets[0].track) == FRAMES
    with av.open(str(folder / "cutout.mov")) as container:
        alpha = next(container.decode(video=0)).to_ndarray(format="rgba")[..., 3]
    assert alpha[26, 6] > 240
    assert np.mean(alpha > 128) < 0.2
    assert masklet("demo", "-o", folder) == 0  # again: replaced


def test_a_folder_that_cannot_be_made_is_said(masklet: Masklet, tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "file").touch()
    assert masklet("demo", "-o", tmp_path / "file" / "demo") == 1
    assert "cannot be made" in capsys.readouterr().err


def test_the_sample_project_opens_and_survives_a_damaged_copy(masklet_home: Path) -> None:
    path = sample_project.sample_project_file()
    assert path.is_relative_to(masklet_home)
    assert load_project(path).masklets[0].prompts
    path.write_bytes(b"damaged")
    assert load_project(sample_project.sample_project_file()).masklets[0].name


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_the_sample_option_asks_for_the_window(
    masklet: Masklet, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    class Window:
        @staticmethod
        def run(path: Path) -> int:
            opened.append(path)
            return 0

    monkeypatch.setattr("app.cli.window.importlib.import_module", lambda name: Window)
    assert masklet("--sample") == 0
    assert opened[0].name == "sample.masklet"
