"""An edit becomes projects, and their exports a timeline, without a window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.document.timing import FrameRange
from app.engine.conform.conform import read_edit
from app.engine.project_file import load_project

Captured = pytest.CaptureFixture[str]
Masklet = Callable[..., int]
LIST = """TITLE: reel
001  AX       V     C        00:00:00:04 00:00:00:08 01:00:00:00 01:00:00:04
* FROM CLIP NAME: square.mov
"""


@pytest.mark.usefixtures("bright_model")
def test_an_edit_goes_in_and_its_exports_go_out(
    masklet: Masklet, clip: Path, tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / "cut.edl").write_text(LIST, encoding="utf-8")
    shots, movie = tmp_path / "shots", tmp_path / "010_square.mov"
    assert masklet("conform", tmp_path / "cut.edl", "--media", clip.parent, "--handles", 2, "-o", shots) == 0
    shot = shots / "010_square.masklet"
    assert capsys.readouterr().out == f"{shot}\n"
    assert load_project(shot).work_area == FrameRange(2, 9)
    assert masklet("track", shot, "--click", "22,26@4") == 0
    assert masklet("export", shot, "--format", "png-mov", "-o", movie) == 0
    out = tmp_path / "back.otio"
    assert masklet("timeline", shot, "--export", tmp_path / "{project}.mov", "-o", out) == 0
    plate, above = read_edit(out).events
    assert (plate.first, plate.count, above.first, above.count) == (4, 4, 2, 4)
    assert (plate.track, above.track, above.record) == ("V1", "V2", 0)


def test_a_missing_clip_is_named_and_nothing_written(
    masklet: Masklet, tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / "cut.edl").write_text(LIST, encoding="utf-8")
    assert masklet("conform", tmp_path / "cut.edl", "-o", tmp_path / "shots") == 1
    assert "square.mov" in capsys.readouterr().err
    assert not (tmp_path / "shots").exists()
