"""`masklet export`: from the project of `masklet track` to files, and what cannot be exported."""

from __future__ import annotations

from pathlib import Path

import av
import cv2
import pytest

from tests.cli.conftest import Masklet

pytestmark = pytest.mark.usefixtures("bright_model")
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def project(masklet: Masklet, clip: Path, tmp_path: Path) -> Path:
    path = tmp_path / "p.masklet"
    assert masklet("track", clip, "--object", "square", "--click", "6,26@0", "-o", path) == 0
    return path


def test_prores_has_an_alpha_that_follows_the_object(
    masklet: Masklet, project: Path, tmp_path: Path, capsys: Captured
) -> None:
    output = tmp_path / "out.mov"
    capsys.readouterr()
    assert masklet("export", project, "--format", "prores4444", "-o", output) == 0
    assert capsys.readouterr().out.strip() == str(output)
    with av.open(str(output)) as container:
        frames = [frame.to_ndarray(format="rgba") for frame in container.decode(video=0)]
    assert len(frames) == 12
    assert frames[5][26, 26, 3] > 240
    assert frames[5][5, 5, 3] < 15


def test_a_range_becomes_images_numbered_as_the_source(
    masklet: Masklet, project: Path, tmp_path: Path
) -> None:
    words = ("export", project, "--format", "png", "-o", tmp_path / "shot", "--in", 3, "--out", 4)
    assert masklet(*words) == 0
    assert masklet(*words) == 0  # again: the older export is replaced
    names = sorted(f.name for f in (tmp_path / "shot").iterdir())
    assert names == ["shot.0003.png", "shot.0004.png"]
    picture = cv2.imread(str(tmp_path / "shot" / names[0]), cv2.IMREAD_UNCHANGED)
    assert picture is not None
    assert picture.shape == (48, 64, 4)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ("--format hap -o out.mov", 2, "prores4444"),
        ("--format prores4444 -o out.mov --masklet circle", 1, "There are: square"),
        ("--format prores4444 -o out.mov --in 50", 1, "12 frames"),
        ("--format prores4444 -o no/such/out.mov", 1, "does not exist"),
    ],
)
def test_what_cannot_be_exported_leaves_nothing(
    masklet: Masklet,
    project: Path,
    capsys: Captured,
    monkeypatch: pytest.MonkeyPatch,
    words: str,
    code: int,
    told: str,
) -> None:
    monkeypatch.chdir(project.parent)
    assert masklet("export", project, *words.split()) == code
    assert told in capsys.readouterr().err
    assert [f.name for f in project.parent.iterdir()] == ["p.masklet"]


def test_what_must_be_hidden_is_not_exported_but_with_a_list_of_where_it_may_be_seen(
    masklet: Masklet, project: Path, tmp_path: Path, capsys: Captured
) -> None:
    assert masklet("effects", project, "--must-hide", "--add", "blur") == 0
    words = ("export", project, "--format", "qtrle", "-o", tmp_path / "out.mov", "--content", "composite")
    assert masklet(*words) == 1
    assert "square, frames 0 to 11" in capsys.readouterr().err
    assert not list(tmp_path.glob("out*"))
    assert masklet(*words, "--unhidden", "report") == 0
    assert "May be seen: square, frames 0 to 11" in capsys.readouterr().err
    assert "square, frames 0 to 11" in (tmp_path / "out.mov.unhidden.txt").read_text("utf-8")
    assert masklet("effects", project, "--clear", "--add", "privacy") == 0
    assert masklet(*words, "--unhidden", "report") == 0
    assert "Hidden on every frame." in (tmp_path / "out.mov.unhidden.txt").read_text("utf-8")
    matte = (
        "export",
        project,
        "--format",
        "matte-h264",
        "-o",
        tmp_path / "matte.mp4",
        "--unhidden",
        "report",
    )
    assert masklet(*matte) == 0
    assert not (tmp_path / "matte.mp4.unhidden.txt").exists()  # nothing of the picture is in it
