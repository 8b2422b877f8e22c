"""The doctor names what is wrong with an installation and how to mend it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from app.cli import main
from app.engine import doctor, system_libraries
from app.engine.doctor import examine
from app.engine.model_store import ModelStore
from tests.conftest import REPOSITORY

RESOURCES = REPOSITORY / "resources"


def test_everything_is_looked_at(masklet_home: Path) -> None:
    found = {f.name: f for f in examine()}
    assert {
        "Masklet",
        "Python",
        "torch",
        "Libraries",
        "ffmpeg",
        "Device",
        "Precision",
        "Memory",
        "Cache",
        "Disk",
        *doctor.required_packages(),
    } <= found.keys()
    assert {"pymatting", "torch", "opencv-python"} <= set(doctor.required_packages())
    assert found["Settings"].value == str(masklet_home / "config")


def test_a_check_that_fails_does_not_keep_the_others_from_being_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail() -> doctor.Finding:
        raise OSError("broken wheel")

    checks = [(name, fail if name == "OpenCV" else check) for name, check in doctor._CHECKS]
    monkeypatch.setattr(doctor, "_CHECKS", checks)
    found = {f.name: f for f in examine()}
    assert found["OpenCV"].state == "broken"
    assert "broken wheel" in found["OpenCV"].value
    assert found["Disk"].value


def test_an_ffmpeg_that_is_not_there_is_named_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(tmp_path / "ffmpeg"))
    (finding,) = [f for f in examine() if f.name == "ffmpeg"]
    assert finding.state == "broken"
    assert str(tmp_path / "ffmpeg") in finding.value
    assert "IMAGEIO_FFMPEG_EXE" in finding.hint


def test_without_the_embedded_model_the_doctor_is_not_content(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(RESOURCES / "models.toml", tmp_path)
    store = ModelStore(tmp_path / "own", tmp_path)
    monkeypatch.setattr("app.engine.model_store.ModelStore", lambda: store)
    assert main(["doctor", "--json"]) == 1
    (finding,) = [f for f in json.loads(capsys.readouterr().out) if f["name"] == "Model"]
    assert finding["state"] == "broken"
    assert "install Masklet again" in finding["hint"]


def test_a_package_that_was_removed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "requires", lambda _: ["numpy>=1.26", "nowhere-to-be-found>=1"])
    found = {f.name: f for f in examine()}
    assert found["nowhere-to-be-found"].state == "broken"
    assert found["numpy"].state == "ok"


def test_missing_system_libraries_come_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_libraries, "_loads", lambda library: library != "libxcb-cursor.so.0")
    monkeypatch.setattr("sys.platform", "linux")
    assert system_libraries.missing_packages(window=False) == ()
    (finding,) = [f for f in examine() if f.name == "Libraries"]
    assert (finding.state, finding.hint) == ("warning", "sudo apt-get install libxcb-cursor0")


def test_scripts_read_the_findings_as_json(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["doctor", "--json"])
    findings = json.loads(capsys.readouterr().out)
    assert {"name", "value", "state", "hint"} == findings[0].keys()
