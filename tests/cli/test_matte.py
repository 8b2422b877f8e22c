"""`masklet matte`: values are set, kept in the project, refused where they do not fit, and measured."""

from __future__ import annotations

import json
import re

import pytest

from app.cli import exits
from app.cli.main import main
from app.document.keyframes import Keyframe
from app.document.shape_path import ShapePoint, points_of
from app.engine.project_file import load_project


@pytest.fixture
def project(clip, bright_model, tmp_path, monkeypatch):
    """The bright square, tracked."""
    path = tmp_path / "p.masklet"
    assert main(["track", str(clip), "--click", "6,26@0", "-o", str(path)]) == exits.DONE
    return path


def test_values_keyframes_and_shapes_are_kept(project, capsys):
    capsys.readouterr()
    words = ["--set", "refine=fast", "--set", "grow_px=1@0", "--set", "grow_px=4@5:hold"]
    assert main(["matte", str(project), *words, "--shape", "garbage:0,0;90,0;90,60@2"]) == exits.DONE
    matte = load_project(project).masklets[0].matte
    assert matte.params == {"refine": "fast"}
    assert matte.curves["grow_px"].keys == (Keyframe(0, 1.0), Keyframe(5, 4.0, "hold"))
    assert matte.shapes[0].kind == "garbage"
    shown = json.loads(capsys.readouterr().out)
    assert shown[load_project(project).masklets[0].name]["params"] == {"refine": "fast"}
    assert main(["matte", str(project), "--reset"]) == exits.DONE
    assert not load_project(project).masklets[0].matte


def test_a_shape_has_curves_keyframes_and_a_feather(project):
    word = "holdout~2.5:9,0;60,0,-4,0,4,0;60,40@0:ease/19,0;70,0,-4,0,4,0;70,40@5"
    assert main(["matte", str(project), "--shape", word]) == exits.DONE
    (shape,) = load_project(project).masklets[0].matte.shapes
    assert (shape.kind, shape.feather) == ("holdout", 2.5)
    assert [(key.frame, key.easing) for key in shape.path.keys] == [(0, "ease"), (5, "linear")]
    assert points_of(shape.path.at(5))[1] == ShapePoint(70, 0, (-4, 0), (4, 0))


def test_looking_changes_nothing(project):
    before = project.read_bytes()
    assert main(["matte", str(project)]) == exits.DONE
    assert project.read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [
        ("--set", "sharpness=3"),
        ("--set", "grow_px"),
        ("--set", "grow_px=much"),
        ("--set", "grow_px=900"),
        ("--set", "refine=magic"),
        ("--set", "grow_px=1@x"),
        ("--set", "grow_px=1@0:bounce"),
        ("--shape", "garbage:0,0;9,9@0"),
        ("--shape", "cloud:0,0;9,9;9,0@0"),
        ("--shape", "core:0,0;9,9;9,0@0/0,0;9,9;9,0;4,0@3"),
        ("--shape", "core:0,0;9,9;9,0@3/0,0;9,9;9,0@3"),
        ("--shape", "core~-1:0,0;9,9;9,0"),
        ("--shape", "core:0,0;9,9;9,nan"),
        ("--shape", "core"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(project, words, capsys):
    before = project.read_bytes()
    assert main(["matte", str(project), *words]) == exits.USAGE
    assert project.read_bytes() == before
    assert "Traceback" not in capsys.readouterr().err


def test_the_report_says_how_much_boil_fell_and_how_far_the_edge_moved(project, capsys):
    assert main(["matte", str(project), "--set", "stabilise=1", "--report", "--out", "3"]) == exits.DONE
    said = capsys.readouterr().out
    assert re.search(r"4 frames: boil fell from [\d.]+ to [\d.]+ \(-?\d+%\)", said)
    assert re.search(r"the edge moved by [\d.]+ px", said)
