"""What scripts and farms read of a command's progress."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Masklet

pytestmark = pytest.mark.usefixtures("bright_model")
Captured = pytest.CaptureFixture[str]


def test_a_script_reads_progress_as_json_lines(
    masklet: Masklet, clip: Path, tmp_path: Path, capsys: Captured
) -> None:
    project = tmp_path / "p.masklet"
    words = ("track", clip, "--click", "6,26@0", "-o", project, "--progress", "json")
    assert masklet(*words) == 0
    events = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert {e["event"] for e in events} == {"message", "progress", "end"}
    assert events[-1] == {"event": "end", "exit": 0}
    assert [e["done"] for e in events if e["event"] == "progress"] == sorted(
        e["done"] for e in events if e["event"] == "progress"
    )
    last = [e for e in events if e["event"] == "progress"][-1]
    assert (last["done"], last["total"], last["unit"]) == (12, 12, "frames")


def test_a_script_reads_an_error_as_an_event(masklet: Masklet, tmp_path: Path, capsys: Captured) -> None:
    words = ("track", tmp_path / "no.mp4", "--click", "1,1@0", "-o", tmp_path / "p.masklet")
    assert masklet(*words, "--progress", "json") == 1
    error = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert (error["event"], error["exit"]) == ("error", 1)
    assert "no.mp4" in error["message"]
    assert error["hint"]


def test_a_farm_reads_progress_and_failure(
    masklet: Masklet, clip: Path, tmp_path: Path, capsys: Captured
) -> None:
    project = tmp_path / "p.masklet"
    assert masklet("track", clip, "--click", "6,26@0", "-o", project, "--progress", "openjd") == 0
    assert "openjd_progress: 100.0" in capsys.readouterr().err.splitlines()
    assert masklet("track", clip, "--click", "6,26@99", "-o", project, "--progress", "openjd") == 1
    assert capsys.readouterr().err.startswith("openjd_fail: ")
