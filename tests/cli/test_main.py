"""What every command has in common: exit codes, help, and errors without tracebacks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.cli.parser import COMMANDS, build_parser
from app.engine.log_file import log_path
from tests.cli.conftest import Masklet

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(masklet: Masklet, capsys: Captured, command: str) -> None:
    assert masklet(command, "--help") == 0
    assert capsys.readouterr().out.startswith(f"usage: masklet {command}")


def test_help_does_not_wait_for_the_engine() -> None:
    script = (
        "import atexit, sys, app.cli\n"
        "heavy = {'torch', 'numpy', 'cv2', 'av', 'PySide6'}\n"
        "atexit.register(lambda: print(heavy & set(sys.modules)))\n"
        "app.cli.main(['--help'])"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "set()"


def test_without_a_display_the_window_says_so(
    masklet: Masklet, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert masklet() == 1
    assert "There is no display" in capsys.readouterr().err


def test_a_mistyped_command_is_recognised(masklet: Masklet, capsys: Captured) -> None:
    assert masklet("trak", "clip.mp4") == 2
    assert 'Did you mean "track"?' in capsys.readouterr().err


def test_the_unexpected_goes_to_the_log(
    masklet: Masklet, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path) -> None:
        raise ZeroDivisionError("a bug of ours")

    monkeypatch.setattr("app.engine.media_reader.open_media", fail)
    assert masklet("info", tmp_path / "clip.mp4") == 1
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert str(log_path()) in said
    assert "a bug of ours" in log_path().read_text(encoding="utf-8")


def test_prompts_and_commands_cannot_be_abbreviated() -> None:
    """An abbreviation that works today would be ambiguous with tomorrow's option."""
    with pytest.raises(SystemExit):
        build_parser().parse_args(["track", "c.mp4", "--cli", "1,1@0", "-o", "p.masklet"])
