"""`masklet` without a command: the window."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from difflib import get_close_matches
from pathlib import Path

from app.cli import exits
from app.cli.parser import COMMANDS, SAMPLE
from app.errors import UserFacingError


def open_window(words: list[str]) -> int:
    """Open the window, on a clip or project where one is named. Returns the exit code of the application."""
    path = _sample() if words == [SAMPLE] else _named_file(words)
    if not _has_display():
        raise UserFacingError(
            "There is no display to open the window on.",
            "masklet --help shows what works without one; masklet demo tries it all on the sample clip.",
        )
    gc.disable()  # modules stay: looking through them for garbage while they are made delays the window
    try:
        # By name: the window and the command line do not import each other.
        window = importlib.import_module("app.ui.main")
    finally:
        gc.enable()
    return int(window.run(path))


def _sample() -> Path:
    from app.engine.sample_project import sample_project_file

    return sample_project_file()


def _named_file(words: list[str]) -> Path | None:
    if not words:
        return None
    if len(words) > 1:
        raise exits.UsageError(_unknown(words[0], "the window opens one clip or project at a time"))
    path = Path(words[0])
    if not path.exists() and not path.suffix:  # a word with a suffix was meant as a file
        raise exits.UsageError(_unknown(words[0], "there is no such file"))
    if not path.exists():
        raise UserFacingError(f"There is no file {path}.", "Name a clip or a .masklet project.")
    return path


def _unknown(word: str, reason: str) -> str:
    near = get_close_matches(word, COMMANDS, n=1)
    meant = f' Did you mean "{near[0]}"?' if near else ""
    return f'"{word}" is not a command, and {reason}.{meant}'


def _has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
