"""Unlabelled clips become a folder that training reads; the tracks themselves are made up here."""

from __future__ import annotations

import json
import threading
from collections.abc import Generator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.engine import pseudo_labels as engine
from app.engine.model_store import ModelEntry
from app.engine.pseudo_labels import Choices, Labelled, pseudo_label
from app.errors import UserFacingError
from sam2core.training import pseudo_labels as core
from sam2core.training.pseudo_labels import PseudoLabels, PseudoOptions, PseudoTrack
from sam2core.training.readers import read_clips
from tests.clips import HEIGHT, WIDTH, number_of, picture

ENTRY = ModelEntry("stand-in", "", Path("/none"), 0, "", embedded=False, available=True)
CHOICES = Choices(frames=10, step=2, least_frames=4)


@pytest.fixture(autouse=True)
def tracks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of every stretch one track of two objects is kept: a box, from the stretch's second frame on."""

    def labels(
        model: object, frames: list[np.ndarray], options: PseudoOptions
    ) -> Generator[None, None, PseudoLabels]:
        mask = np.zeros(frames[0].shape[:2], bool)
        mask[30:70, 40:90] = True
        yield
        return PseudoLabels((PseudoTrack(1, (mask,) * (len(frames) - 1), 0.9, 1),), 2)

    monkeypatch.setattr(core, "pseudo_labels", labels)
    monkeypatch.setattr(engine, "exact_model", lambda entry, device: None)


def shot(folder: Path, frames: int = 24) -> Path:
    folder.mkdir(parents=True)
    for number in range(frames):
        Image.fromarray(picture(number)).save(folder / f"{number:04d}.png")
    return folder


def label(
    clips: list[Path], out: Path, cancel: threading.Event | None = None
) -> tuple[list[Labelled], tuple[str, ...]]:
    steps = pseudo_label(clips, ENTRY, "cpu", out, cancel or threading.Event(), CHOICES)
    done: list[Labelled] = []
    while True:
        try:
            done.append(next(steps))
        except StopIteration as end:
            return done, end.value


def test_training_reads_what_is_kept(tmp_path: Path) -> None:
    done, skipped = label([shot(tmp_path / "shot")], tmp_path / "out")
    assert done == [Labelled(1, 1, 1, 2)]  # of the last four frames two would be taken: too few
    assert not skipped
    (clip,) = read_clips(tmp_path / "out", 96)
    assert clip.name == "shot-00000-1"
    assert len(clip.frames) == 9
    assert clip.masks.there().all()


def test_pictures_and_labels_are_of_the_same_frames(tmp_path: Path) -> None:
    label([shot(tmp_path / "shot", 20)], tmp_path / "out")
    for place, frame in ((0, 2), (8, 18)):
        with Image.open(tmp_path / f"out/JPEGImages/shot-00000-1/{place:05d}.jpg") as image:
            assert number_of(np.asarray(image)) == frame
    with Image.open(tmp_path / "out/Annotations/shot-00000-1/00000.png") as labels:
        assert labels.mode == "P"
        assert (np.asarray(labels) == 1).sum() == 40 * 50
    (kept,) = json.loads((tmp_path / "out/pseudo-labels.json").read_text())["kept"]
    assert (kept["first"], kept["frames"], kept["agreement"]) == (2, 9, 0.9)
    with Image.open(tmp_path / "out/look/shot-00000-1.jpg") as look:
        assert look.size == (5 * WIDTH // 2, HEIGHT // 2)


def test_clips_of_one_name_do_not_get_into_each_others_way(tmp_path: Path) -> None:
    label([shot(tmp_path / f"{day}/shot", 12) for day in ("monday", "tuesday")], tmp_path / "out")
    names = sorted(p.name for p in (tmp_path / "out/JPEGImages").iterdir())
    assert names == ["shot-00000-1", "shot-2-00000-1"]


def test_what_is_no_clip_is_skipped_with_a_reason(tmp_path: Path) -> None:
    bad = tmp_path / "notes.mp4"
    bad.write_text("no video")
    _, (reason,) = label([bad, shot(tmp_path / "shot", 20)], tmp_path / "out")
    assert reason.startswith("notes.mp4: Cannot open")
    with pytest.raises(UserFacingError, match="Cannot open"):
        label([bad], tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_cancel_keeps_what_was_kept_until_then(tmp_path: Path) -> None:
    cancel = threading.Event()
    steps = pseudo_label([shot(tmp_path / "shot", 60)], ENTRY, "cpu", tmp_path / "out", cancel, CHOICES)
    assert next(steps).done == 1
    cancel.set()
    with pytest.raises(StopIteration):
        next(steps)
    assert len(list((tmp_path / "out/JPEGImages").iterdir())) == 1


def test_nothing_of_others_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/mine.txt").touch()
    with pytest.raises(UserFacingError, match="is not empty"):
        label([shot(tmp_path / "shot")], tmp_path / "out")
