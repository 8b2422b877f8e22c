"""The doctor names what is wrong with an installation and how to mend it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli import main
from app.engine import doctor, system_libraries
from app.engine.doctor import examine


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
        "Disk",
    } <= found.keys()
    assert found["Settings"].value == str(masklet_home / "config")


def test_a_check_that_fails_does_not_keep_the_others_from_being_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail() -> doctor.Finding:
        raise OSError("broken wheel")

    fail.__name__ = "_ffmpeg"
    monkeypatch.setattr(doctor, "_ffmpeg", fail)
    found = {f.name: f for f in examine()}
    assert found["Ffmpeg"].state == "broken"
    assert "broken wheel" in found["Ffmpeg"].value
    assert found["Disk"].value


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
