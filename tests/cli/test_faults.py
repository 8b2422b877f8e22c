"""Files that are not what they seem: one sentence, exit code 1, nothing left behind."""

from __future__ import annotations

import pickle
import wave
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from tests.cli.conftest import Masklet

Captured = pytest.CaptureFixture[str]


def _missing(folder: Path) -> Path:
    return folder / "missing.mp4"


def _empty(folder: Path) -> Path:
    path = folder / "empty.mp4"
    path.touch()
    return path


def _text(folder: Path) -> Path:
    path = folder / "letter.mp4"
    path.write_text("Dear editor,\n" * 100)
    return path


def _sound(folder: Path) -> Path:
    path = folder / "sound.wav"
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(16000))
    return path


def _truncated(folder: Path) -> Path:
    """An MP4 whose index, at its end, is cut off."""
    path = folder / "cut.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for _ in range(10):
            picture = np.random.default_rng(0).integers(0, 255, (48, 64, 3), np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, "rgb24")))
        container.mux(stream.encode())
    path.write_bytes(path.read_bytes()[:-800])
    return path


@pytest.mark.parametrize("make", [_missing, _empty, _text, _sound, _truncated])
@pytest.mark.parametrize("command", ["info", "track"])
def test_what_is_no_clip_is_refused_in_a_sentence(
    masklet: Masklet, tmp_path: Path, capsys: Captured, make: Callable[[Path], Path], command: str
) -> None:
    path = make(tmp_path)
    before = sorted(tmp_path.iterdir())
    prompts = ["--click", "5,5@0", "-o", tmp_path / "p.masklet"] if command == "track" else []
    assert masklet(command, path, *prompts) == 1
    said = capsys.readouterr()
    assert path.name in said.err
    assert 1 <= len(said.err.strip().splitlines()) <= 2  # a sentence and a hint
    assert said.out == ""
    assert sorted(tmp_path.iterdir()) == before


class _Bomb:
    def __reduce__(self) -> tuple[Callable[[str], object], tuple[str]]:
        return Path.touch, (Path("exploded"),)  # type: ignore[return-value]


def test_a_pickle_with_code_in_it_is_refused_and_not_run(
    masklet: Masklet, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "model.pt").write_bytes(pickle.dumps({"model": _Bomb()}))
    assert masklet("models", "import", tmp_path / "model.pt") == 1
    assert "Cannot load weights from model.pt" in capsys.readouterr().err
    assert not (tmp_path / "exploded").exists()


def test_weights_of_another_model_are_refused(masklet: Masklet, tmp_path: Path, capsys: Captured) -> None:
    import torch

    torch.save({"model": {"conv1.weight": torch.zeros(64, 3, 7, 7)}}, tmp_path / "resnet.pt")
    assert masklet("models", "import", tmp_path / "resnet.pt") == 1
    assert "Cannot load weights from resnet.pt" in capsys.readouterr().err


def test_an_unknown_model_is_said_with_the_way_to_the_list(
    masklet: Masklet, clip: Path, tmp_path: Path, capsys: Captured
) -> None:
    words = ("--click", "5,5@0", "--model", "sam9", "-o", tmp_path / "p.masklet")
    assert masklet("track", clip, *words) == 1
    assert "masklet models list" in capsys.readouterr().err


def test_a_damaged_project_is_refused(masklet: Masklet, tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "p.masklet").write_bytes(b"PK\x03\x04 not a project")
    for words in (("info", tmp_path / "p.masklet"), _export_words(tmp_path)):
        assert masklet(*words) == 1
        assert "p.masklet" in capsys.readouterr().err
    assert [f.name for f in tmp_path.iterdir()] == ["p.masklet"]


def _export_words(folder: Path) -> tuple[object, ...]:
    return ("export", folder / "p.masklet", "--format", "prores4444", "-o", folder / "out.mov")
