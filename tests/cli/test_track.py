"""`masklet track`: what a script gets for good and for bad command lines."""

from __future__ import annotations

import errno
import os
import signal
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.document.prompts import Box, Click, FramePrompts
from app.engine.matte import frame_matte
from app.engine.project_file import load_project
from app.engine.samples import unpack_mask
from app.errors import UserFacingError
from tests.cli.conftest import FRAMES, HEIGHT, WIDTH, BrightSession, Masklet

pytestmark = pytest.mark.usefixtures("bright_model")
Captured = pytest.CaptureFixture[str]


def test_a_click_becomes_a_project_with_a_mask_on_every_frame(
    masklet: Masklet, clip: Path, tmp_path: Path, capsys: Captured
) -> None:
    output = tmp_path / "p.masklet"
    assert masklet("track", clip, "--click", "6,26@0", "-o", output) == 0

    project = load_project(output)
    (found,) = project.masklets
    assert sorted(found.track) == list(range(FRAMES))
    matte = frame_matte(found, 5, HEIGHT, WIDTH)
    assert matte[26, 26] > 0.9  # the square has moved here
    assert matte[5, 5] < 0.1
    said = capsys.readouterr()
    assert said.out.strip() == str(output)  # results on stdout, all else on stderr
    assert "Loading Bright" in said.err
    assert f"{FRAMES} / {FRAMES} frames" in said.err


def test_prompts_belong_to_the_object_named_before_them(masklet: Masklet, clip: Path, tmp_path: Path) -> None:
    output = tmp_path / "p.masklet"
    car_words = "--object car --box 0,20,12,32@0"
    dog_words = "--object dog --click 14,26@2 --click 1.5,1:-@2"
    sky_words = "--object sky --click 3,3@1"
    words = f"{car_words} {dog_words} {sky_words}".split()
    assert masklet("track", clip, *words, "-o", output) == 0
    car, dog, sky = load_project(output).masklets
    assert [m.name for m in (car, dog, sky)] == ["car", "dog", "sky"]
    assert dict(car.prompts) == {0: FramePrompts(box=Box(0, 20, 12, 32))}
    assert dict(dog.prompts) == {2: FramePrompts(clicks=(Click(14, 26), Click(1.5, 1, positive=False)))}
    assert dict(sky.prompts) == {1: FramePrompts(clicks=(Click(3, 3),))}


def test_the_range_alone_is_tracked(masklet: Masklet, clip: Path, tmp_path: Path) -> None:
    output = tmp_path / "p.masklet"
    assert masklet("track", clip, "--click", "22,26@4", "--in", 2, "--out", 6, "-o", output) == 0
    project = load_project(output)
    assert (project.in_point, project.out_point) == (2, 6)
    assert sorted(project.masklets[0].track) == [2, 3, 4, 5, 6]


def test_a_mask_file_is_a_prompt(masklet: Masklet, clip: Path, tmp_path: Path) -> None:
    picture = np.zeros((HEIGHT, WIDTH), np.uint8)
    picture[20:32, :12] = 255
    cv2.imwrite(str(tmp_path / "mask@home.png"), picture)
    output = tmp_path / "p.masklet"
    assert masklet("track", clip, "--mask", f"{tmp_path}/mask@home.png@0", "-o", output) == 0
    prompt = load_project(output).masklets[0].prompts[0].mask
    assert prompt is not None
    assert np.array_equal(unpack_mask(prompt), picture > 0)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("--click 64,10@0", "is 64 x 48 pixels"),
        ("--click 1,-1@0", "outside the picture"),
        ("--box 1,1,65,20@0", "outside the picture"),
        ("--click 1,1@12", "which has 12 frames"),
        ("--click 1,1@0 --out 99", "the last one is 11"),
        ("--mask missing.png@0", "missing.png cannot be read"),
    ],
)
def test_what_does_not_fit_the_clip_is_said_in_a_sentence(
    masklet: Masklet, clip: Path, tmp_path: Path, capsys: Captured, words: str, told: str
) -> None:
    output = tmp_path / "p.masklet"
    assert masklet("track", clip, *words.split(), "-o", output) == 1
    said = capsys.readouterr()
    assert told in said.err
    assert "Traceback" not in said.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "Say where the object is"),
        ("--click 5,5", "X,Y@F"),
        ("--click 5;5@0", "X,Y@F"),
        ("--click nan,5@0", "X,Y@F"),
        ("--box 1,2,3@0", "X0,Y0,X1,Y1@F"),
        ("--box 1,2,1,9@0", "has no area"),
        ("--object a --object b --click 1,1@0", "a has no prompt"),
        ("--object a --click 1,1@0 --object a --click 2,2@0", "is there twice"),
        ("--click 1,1@0 --in 5 --out 2", "lies before"),
        ("--click 1,1@0 --in -3", "--in"),
        ("--click 1,1@0 --device abacus", "abacus"),
    ],
)
def test_a_wrong_command_line_is_told_apart(
    masklet: Masklet, clip: Path, tmp_path: Path, capsys: Captured, words: str, told: str
) -> None:
    assert masklet("track", clip, *words.split(), "-o", tmp_path / "p.masklet") == 2
    assert told in capsys.readouterr().err


def test_where_the_project_cannot_go_is_said_before_tracking(
    masklet: Masklet, clip: Path, tmp_path: Path, capsys: Captured
) -> None:
    assert masklet("track", clip, "--click", "6,26@0", "-o", tmp_path / "no/such/p.masklet") == 1
    assert "There is no folder" in capsys.readouterr().err
    assert masklet("track", clip, "--click", "6,26@0", "-o", tmp_path / "p.mov") == 2


def test_a_folder_that_cannot_be_written_to_is_said_before_tracking(
    masklet: Masklet, clip: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(dir: Path) -> None:  # noqa: A002
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("app.cli.track.TemporaryFile", refuse)
    assert masklet("track", clip, "--click", "6,26@0", "-o", tmp_path / "p.masklet") == 1
    said = capsys.readouterr().err
    assert "No space left" in said
    assert "Tracking" not in said


def test_ctrl_c_keeps_what_was_tracked(
    masklet: Masklet, clip: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = BrightSession._find

    def press_ctrl_c_at_frame_4(session: BrightSession, frame: int) -> object:
        if frame == 4:
            os.kill(os.getpid(), signal.SIGINT)
        return find(session, frame)

    monkeypatch.setattr(BrightSession, "_find", press_ctrl_c_at_frame_4)
    output = tmp_path / "p.masklet"
    before = signal.getsignal(signal.SIGINT)
    assert masklet("track", clip, "--click", "6,26@0", "-o", output) == 130
    assert sorted(load_project(output).masklets[0].track) == [0, 1, 2, 3, 4]
    assert "What was tracked is in" in capsys.readouterr().err
    assert signal.getsignal(signal.SIGINT) is before


def test_a_failure_midway_keeps_what_was_tracked(
    masklet: Masklet, clip: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = BrightSession._find

    def fail_at_frame_4(session: BrightSession, frame: int) -> object:
        if frame == 4:
            raise UserFacingError("The graphics card is out of memory.", "Choose a smaller model.")
        return find(session, frame)

    monkeypatch.setattr(BrightSession, "_find", fail_at_frame_4)
    output = tmp_path / "p.masklet"
    assert masklet("track", clip, "--click", "6,26@0", "-o", output) == 1
    assert sorted(load_project(output).masklets[0].track) == [0, 1, 2, 3]
    said = capsys.readouterr().err
    assert "What was tracked is in" in said
    assert "The graphics card is out of memory." in said.splitlines()[-2]


def test_another_model_answers_the_same_prompts_and_says_where_it_differs(
    masklet: Masklet, clip: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft, output = tmp_path / "draft.masklet", tmp_path / "final.masklet"
    assert masklet("track", clip, "--click", "6,26@0", "-o", draft) == 0
    assert masklet("lock", draft, "--frames", "3") == 0
    find = BrightSession._find
    monkeypatch.setattr(BrightSession, "_find", lambda session, frame: find(session, min(frame, 6)))
    assert masklet("track", draft, "--model", "large", "--again", "-o", output) == 0
    before, after = load_project(draft), load_project(output)
    assert after.model == "large"
    assert after.masklets[0].prompts == before.masklets[0].prompts
    assert after.masklets[0].track[3] == before.masklets[0].track[3]  # locked
    assert [s.model for f, s in after.masklets[0].track.items() if f != 3] == ["large"] * (FRAMES - 1)
    assert not after.masklets[0].stale
    assert [m.frame for m in after.markers] == [9]  # the square has left its place for good
    assert "are below 0.8" in capsys.readouterr().err


def test_again_is_for_a_project(masklet: Masklet, clip: Path, tmp_path: Path) -> None:
    words = ("--click", "6,26@0", "--again", "-o", tmp_path / "p.masklet")
    assert masklet("track", clip, *words) == 2
