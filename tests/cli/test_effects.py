"""`masklet effects`: stacks are made and changed without the window; what does not fit is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli import exits
from app.cli.exits import UsageError
from app.cli.main import main
from app.cli.value_words import value_of
from app.document.keyframes import Keyframe
from app.effect_api import ParamSpec
from app.engine.param_values import fitting
from app.engine.presets import read_presets
from app.engine.project_file import load_project


@pytest.fixture
def project(clip: Path, bright_model: None, tmp_path: Path) -> Path:
    """The bright square, tracked."""
    path = tmp_path / "p.masklet"
    assert main(["track", str(clip), "--click", "6,26@0", "-o", str(path)]) == exits.DONE
    return path


def effects(project: Path, *words: str) -> int:
    return main(["effects", str(project), *words])


def test_a_stack_is_made_in_the_order_in_which_it_was_said(project: Path) -> None:
    words = ["--add", "glow", "--set", "size=6", "--set", "tint=#ff8000", "--mode", "normal"]
    words += ["--add", "blur", "--outside", "--set", "size=0@0", "--set", "size=4@8:ease", "--amount", "0.5"]
    assert effects(project, *words) == exits.DONE
    glow, blur = load_project(project).masklets[0].effects
    assert (glow.effect, glow.params["size"], glow.outside) == ("glow", 6.0, False)
    assert glow.params["tint"] == pytest.approx((1.0, 128 / 255, 0.0))
    assert (blur.effect, blur.outside, blur.amount) == ("blur", True, 0.5)
    assert blur.curves["size"].keys == (Keyframe(0, 0.0), Keyframe(8, 4.0, "ease"))


def test_an_effect_that_is_there_is_changed_and_taken_away(project: Path) -> None:
    assert effects(project, "--add", "glow", "--add", "blur") == exits.DONE
    assert effects(project, "--pick", "1", "--off", "--pick", "2", "--set", "size=9") == exits.DONE
    glow, blur = load_project(project).masklets[0].effects
    assert (glow.enabled, blur.params["size"]) == (False, 9.0)
    assert effects(project, "--pick", "1", "--remove", "--must-hide") == exits.DONE
    masklet = load_project(project).masklets[0]
    assert ([e.effect for e in masklet.effects], masklet.must_hide) == (["blur"], True)


def test_presets_are_put_on_and_shared(project: Path, tmp_path: Path) -> None:
    assert effects(project, "--preset", "Both: grey background, burst") == exits.DONE
    stack = load_project(project).masklets[0].effects
    assert [e.effect for e in stack] == ["grade", "burst"]
    file = tmp_path / "look.masklet-preset"
    assert effects(project, "--share", str(file), "--clear") == exits.DONE
    assert load_project(project).masklets[0].effects == ()
    assert read_presets(file) == ()
    assert effects(project, "--preset", "Both: grey background, burst", "--share", str(file)) == exits.DONE
    assert [p.name for p in read_presets(file)] == ["look"]
    assert effects(project, "--clear", "--preset", str(file)) == exits.DONE
    assert [e.params for e in load_project(project).masklets[0].effects] == [e.params for e in stack]


def test_the_list_names_every_value_and_preset(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["effects", "--json"]) == exits.DONE
    listed = json.loads(capsys.readouterr().out)
    assert listed["effects"]["fill"]["kind"] == "colour | checkerboard | picture"
    assert "Object: noise" in listed["presets"]


@pytest.mark.parametrize(
    "words",
    [
        ("--add", "magic"),
        ("--set", "size=3"),
        ("--add", "blur", "--set", "size"),
        ("--add", "blur", "--set", "size=900"),
        ("--add", "blur", "--set", "shape=3"),
        ("--add", "fill", "--set", "tint=red"),
        ("--add", "fill", "--set", "kind=fog"),
        ("--add", "blur", "--set", "size=1@0:bounce"),
        ("--add", "blur", "--amount", "2"),
        ("--add", "blur", "--mode", "burn"),
        ("--pick", "1"),
        ("--preset", "none such"),
        ("--share", "look.json"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(
    project: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    before = project.read_bytes()
    assert effects(project, *words) == exits.USAGE
    assert project.read_bytes() == before
    assert "Traceback" not in capsys.readouterr().err


def test_a_place_is_two_parts_of_the_picture() -> None:
    spec = ParamSpec("point", "Centre", low=-1.0, high=2.0)
    assert value_of(spec, "centre", "0.5,1.25") == (0.5, 1.25)
    for text in ("0.5", "0.5,x", "0.5,3", "1,1,1"):
        with pytest.raises(UsageError):
            value_of(spec, "centre", text)
    assert fitting(spec, (0.5, 9.0), (0.0, 0.0)) == (0.5, 2.0)
    assert fitting(spec, (0.5, 0.5, 0.5), (0.0, 0.0)) == (0.0, 0.0)
