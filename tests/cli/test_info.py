"""`masklet info --json` is what scripts read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Masklet

Captured = pytest.CaptureFixture[str]


def test_a_clip_as_json(masklet: Masklet, clip: Path, capsys: Captured) -> None:
    assert masklet("info", clip, "--json") == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["kind"] == "media"
    assert (facts["width"], facts["height"], facts["frame_count"]) == (64, 48, 12)
    assert (facts["rate"], facts["fps"]) == ("25/1", 25.0)


@pytest.mark.usefixtures("bright_model")
def test_a_project_as_json(masklet: Masklet, clip: Path, tmp_path: Path, capsys: Captured) -> None:
    project = tmp_path / "p.masklet"
    words = ("--object", "square", "--click", "14,26@2", "--in", 1, "--out", 4, "-o", project)
    assert masklet("track", clip, *words) == 0
    capsys.readouterr()
    assert masklet("info", project, "--json") == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["kind"] == "project"
    assert facts["work_area"] == [1, 4]
    (square,) = facts["masklets"]
    assert (square["name"], square["prompted_frames"]) == ("square", [2])
    assert square["tracked_ranges"] == [[1, 4]]


def test_the_same_facts_for_people(masklet: Masklet, clip: Path, capsys: Captured) -> None:
    assert masklet("info", clip) == 0
    assert "frame count:        12" in capsys.readouterr().out
