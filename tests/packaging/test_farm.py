"""Window, command line and farm give the same pixels of a project, whole and in chunks."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.cli import main
from app.document import edits
from app.document.project import Project
from app.document.timing import FrameRange
from app.engine.export.job import ExportRequest
from app.engine.project_file import load_project, save_project
from app.ui.export_thread import Exported, ExportThread, StartExport
from tests.clips import Clip, write_clip
from tests.engine.export.scene import project_of

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "packaging" / "farm" / "export.yaml"
FRAMES = 7


@pytest.fixture
def project(tmp_path: Path) -> Path:
    clip = write_clip(tmp_path / "clip.mp4", Clip(frames=FRAMES))
    made: Project = project_of(clip, FRAMES)
    made = edits.add_effect(edits.add_effect(made, 1, "cutout"), 2, "recolor")
    save_project(made, tmp_path / "p.masklet")
    return tmp_path / "p.masklet"


@pytest.fixture
def masklet(tmp_path: Path) -> Path:
    """A program that is this `masklet`, whatever folder it is started in."""
    return _script(tmp_path / "masklet", f'exec "{sys.executable}" -P -m app.cli "$@"')


def _script(path: Path, body: str) -> Path:
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def _farm(project: Path, folder: Path, command: Path, *more: str) -> subprocess.CompletedProcess[str]:
    values = {
        "Project": project,
        "Folder": folder,
        "First": 1,
        "Last": FRAMES - 1,
        "FramesPerTask": 3,
        "Command": command,
    }
    words = [word for name, value in values.items() for word in ("-p", f"{name}={value}")]
    openjd = [sys.executable, "-m", "openjd", "run", str(TEMPLATE), "--step", "Export"]
    return subprocess.run(
        [*openjd, *words, *more],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def _digests(folder: Path) -> dict[str, str]:
    return {f.name: sha256(f.read_bytes()).hexdigest() for f in sorted(folder.iterdir())}


def _by_command_line(project: Path, folder: Path) -> dict[str, str]:
    words = ["export", str(project), "--format", "png", "--in", "1", "--out", str(FRAMES - 1)]
    assert main([*words, "-o", str(folder / "shot")]) == 0
    return _digests(folder / "shot")


def test_window_command_line_and_farm_write_the_same_bytes(
    project: Path, masklet: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "cli").mkdir()
    (tmp_path / "window").mkdir()
    wanted = _by_command_line(project, tmp_path / "cli")
    assert len(wanted) == FRAMES - 1

    request = ExportRequest(
        load_project(project), "png", tmp_path / "window" / "shot", FrameRange(1, FRAMES - 1)
    )
    lane = ExportThread()
    with qtbot.waitSignal(lane.replied, timeout=20_000, check_params_cb=lambda r: isinstance(r, Exported)):
        lane.submit(StartExport(1, (request,)))
    lane.stop()
    assert _digests(tmp_path / "window" / "shot") == wanted

    ran = _farm(project, tmp_path / "farm", masklet)
    assert ran.returncode == 0, ran.stdout
    assert "Chunks run: 2" in ran.stdout
    assert "openjd_progress: 100.0" in ran.stdout
    assert _digests(tmp_path / "farm" / "shot") == wanted


def test_a_task_that_was_killed_leaves_no_image_and_is_done_again(
    project: Path, masklet: Path, tmp_path: Path
) -> None:
    (tmp_path / "cli").mkdir()
    wanted = _by_command_line(project, tmp_path / "cli")
    # Dies of kill -9 in the middle of the second chunk, the first time.
    mortal = _script(
        tmp_path / "mortal",
        f'case "$*" in *"--chunk 4-6"*) [ -e "{tmp_path}/died" ] ||'
        f' {{ touch "{tmp_path}/died"; "{masklet}" "$@" & sleep 0.9; kill -9 $!; exit 137; }} ;; esac\n'
        f'exec "{masklet}" "$@"',
    )
    ran = _farm(project, tmp_path / "farm", mortal)
    assert ran.returncode != 0
    done = _digests(tmp_path / "farm" / "shot")
    assert done.items() <= wanted.items()
    assert "shot.0003.png" in done
    ran = _farm(project, tmp_path / "farm", mortal, "--task-param", "Frames=4-6")
    assert ran.returncode == 0, ran.stdout
    assert _digests(tmp_path / "farm" / "shot") == wanted


def test_a_task_that_fails_says_why_to_the_scheduler(project: Path, masklet: Path, tmp_path: Path) -> None:
    (tmp_path / "clip.mp4").unlink()
    ran = _farm(project, tmp_path / "farm", masklet)
    assert ran.returncode != 0
    assert "openjd_fail: p.masklet uses the clip" in ran.stdout


@pytest.mark.parametrize("template", sorted(TEMPLATE.parent.glob("*.yaml")), ids=lambda p: p.name)
def test_a_template_is_sound(template: Path) -> None:
    words = [sys.executable, "-m", "openjd", "check", str(template)]
    ran = subprocess.run(words, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
