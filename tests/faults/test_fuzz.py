"""Whatever comes in, a sentence comes out; nothing is lost, nothing is written where it does not belong."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PIL import Image

from app.engine.project_file import save_project
from tests.clips import Clip, write_clip
from tests.engine.export.scene import project_of
from tests.faults import fuzz


@pytest.fixture
def tries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, fuzz.Try]:
    (tmp_path / "work").mkdir()
    (tmp_path / "sound").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    clip = write_clip(tmp_path / "sound" / "clip.mp4", Clip(frames=4, width=64, height=48))
    other = write_clip(
        tmp_path / "sound" / "clip.mkv", Clip(codec="mpeg4", frames=3, width=64, height=48, options={})
    )
    Image.effect_noise((64, 48), 60).save(tmp_path / "sound" / "still.png")
    Image.effect_noise((64, 48), 60).save(tmp_path / "sound" / "still.tif")
    project = tmp_path / "sound" / "p.masklet"
    save_project(project_of(clip, 4), project)
    stills = [tmp_path / "sound" / "still.png", tmp_path / "sound" / "still.tif"]
    return {
        "project": fuzz.projects(project, tmp_path / "work"),
        "media": fuzz.media([clip, other, *stills], tmp_path / "work"),
        "prompts": fuzz.prompts(clip),
    }


def _run(tries: dict[str, fuzz.Try], kind: str, count: int, folder: Path) -> None:
    sound = {p: p.read_bytes() for p in (folder / "sound").iterdir()}
    for seed in range(count):
        try:
            tries[kind](random.Random(seed))
        except Exception as error:
            raise AssertionError(f"{kind} with the seed {seed}: {error!r}") from error
    assert {p: p.read_bytes() for p in (folder / "sound").iterdir()} == sound
    assert sorted(p.name for p in folder.iterdir()) == ["sound", "work"]
    assert {p.stem for p in (folder / "work").iterdir()} <= {"p", "again", "clip"}


@pytest.mark.parametrize("kind", ["project", "media", "prompts"])
def test_damaged_inputs_end_in_a_sentence(
    kind: str, tries: dict[str, fuzz.Try], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    _run(tries, kind, 150, tmp_path)
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize("seed", [2119, 13502])  # a seek, a filter that fails
def test_clips_that_were_once_a_crash(seed: int, tries: dict[str, fuzz.Try]) -> None:
    tries["media"](random.Random(seed))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["project", "media", "prompts"])
def test_a_hundred_thousand_damaged_inputs_end_in_a_sentence(
    kind: str, tries: dict[str, fuzz.Try], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    _run(tries, kind, 33_334, tmp_path)
    assert "Traceback" not in capfd.readouterr().err
