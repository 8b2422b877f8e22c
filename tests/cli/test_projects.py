"""A project is gone on with, reviewed, locked, relinked and recovered without a window."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.document import edits
from app.engine.project_file import load_project, save_project

pytestmark = pytest.mark.usefixtures("bright_model")
Captured = pytest.CaptureFixture[str]
Masklet = Callable[..., int]
FRAMES = 12


@pytest.fixture
def tracked(masklet: Masklet, clip: Path, tmp_path: Path) -> Path:
    output = tmp_path / "p.masklet"
    assert masklet("track", clip, "--object", "dog", "--click", "6,26@0", "--out", 7, "-o", output) == 0
    return output


def test_a_project_is_gone_on_with(masklet: Masklet, tracked: Path, capsys: Captured) -> None:
    assert masklet("track", tracked, "--out", FRAMES - 1) == 0
    assert sorted(load_project(tracked).masklets[0].track) == list(range(FRAMES))
    assert "4 / 4 frames" in capsys.readouterr().err
    assert masklet("track", tracked) == 1
    assert "up to date" in capsys.readouterr().err


def test_a_prompt_is_added_to_a_project(masklet: Masklet, tracked: Path, tmp_path: Path) -> None:
    other = tmp_path / "q.masklet"
    assert masklet("track", tracked, "--object", "cat", "--click", "30,26@5", "-o", other) == 0
    before, after = load_project(tracked), load_project(other)
    assert [m.name for m in after.masklets] == ["dog", "cat"]
    assert after.masklets[0] == before.masklets[0]


def test_locked_frames_stay_through_a_new_track(masklet: Masklet, tracked: Path, capsys: Captured) -> None:
    assert masklet("lock", tracked, "--frames", "3-5", "--frames", "7") == 0
    assert "dog: 4 frames locked" in capsys.readouterr().out
    assert load_project(tracked).masklets[0].locked == {3, 4, 5, 7}
    assert masklet("lock", tracked, "--frames", "4", "--unlock") == 0
    assert load_project(tracked).masklets[0].locked == {3, 5, 7}
    assert masklet("lock", tracked, "--frames", "5-3") == 2


def test_a_review_counts_and_writes_a_page(
    masklet: Masklet, tracked: Path, tmp_path: Path, capsys: Captured
) -> None:
    page = tmp_path / "review.html"
    assert masklet("review", tracked, "--json", "--report", page) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["masklets"][0]["tracked"] == 8
    assert facts["masklets"][0]["reviewed"] == pytest.approx(1 / 8)
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_clip_that_moved_is_found_in_a_folder(
    masklet: Masklet, clip: Path, tmp_path: Path, capsys: Captured
) -> None:
    here = tmp_path / "here.mov"
    here.write_bytes(clip.read_bytes())
    output = tmp_path / "p.masklet"
    assert masklet("track", here, "--click", "6,26@0", "-o", output) == 0
    (tmp_path / "footage" / "day2").mkdir(parents=True)
    there = here.rename(tmp_path / "footage" / "day2" / "renamed.mov")
    assert masklet("info", output) == 1
    assert masklet("relink", output, tmp_path / "footage") == 0
    media = load_project(output).media
    assert media is not None
    assert media.path == there
    (tmp_path / "empty").mkdir()
    assert masklet("relink", output, tmp_path / "empty") == 1
    assert "is not in" in capsys.readouterr().err


_DIES = """
import os, sys
from pathlib import Path
from app.document import edits
from app.document.project import Project
from app.engine.autosave import Autosave
Autosave().keep(edits.add_masklet(Project(), "lost"), Path("/shots/a.masklet"))
os._exit(9)
"""


def test_what_a_crash_left_is_recovered(masklet: Masklet, tmp_path: Path, capsys: Captured) -> None:
    subprocess.run([sys.executable, "-c", _DIES], check=False, cwd=Path(__file__).parents[2])
    assert masklet("recover") == 0
    assert "/shots/a.masklet" in capsys.readouterr().out
    output = tmp_path / "found.masklet"
    assert masklet("recover", "-o", output) == 0
    assert load_project(output).masklets[0].name == "lost"
    assert masklet("recover", "-o", tmp_path / "again.masklet") == 1


def test_cuts_are_not_tracked_across_unless_asked(masklet: Masklet, tracked: Path, tmp_path: Path) -> None:
    project = edits.set_cuts(edits.set_out_point(load_project(tracked), None), [9])
    save_project(project, tracked)
    other = tmp_path / "q.masklet"
    assert masklet("track", tracked, "-o", other) == 0
    assert sorted(load_project(other).masklets[0].track) == list(range(9))
    assert masklet("track", tracked, "-o", other, "--in", 0, "--reacquire") == 0
    assert sorted(load_project(other).masklets[0].track) == list(range(FRAMES))
    assert masklet("track", tracked, "-o", other, "--across-cuts") == 0
    assert sorted(load_project(other).masklets[0].track) == list(range(FRAMES))


def test_a_finished_track_leaves_nothing_to_recover(tracked: Path, masklet_home: Path) -> None:
    assert tracked.exists()
    assert not list(masklet_home.rglob("*.lock"))
