"""A `masklet` command in a process of its own: started, listened to, held, asked to stop."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

_STOP_S = 30.0  # for a job that was asked to stop, before it is killed
Event = Mapping[str, Any]  # a line of `--progress json`


def masklet_command() -> tuple[str, ...]:
    """What starts `masklet` here, in a packaged program and in an installation alike."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    # -P: nothing is imported from the folder that the job works in.
    return (sys.executable, "-P", "-m", "app.cli")


class JobProcess:
    """One running job. It dies of a broken pipe where its listener does, so none is left behind."""

    def __init__(self, words: Sequence[str], folder: Path, command: Sequence[str] | None = None) -> None:
        self._process = subprocess.Popen(
            [*(masklet_command() if command is None else command), *words, "--progress", "json"],
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            **_own_group(),
        )
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._is_held = False
        self._has_fallen_silent = False
        threading.Thread(target=self._listen, daemon=True).start()

    def event(self, wait_s: float) -> Event | None:
        """The next thing that it says; None where it says nothing for so long, or has ended."""
        try:
            line = self._lines.get(timeout=wait_s)
        except queue.Empty:
            return None
        if line is None:
            self._has_fallen_silent = True
            return None
        return _event(line)

    @property
    def has_ended(self) -> bool:
        """It will say nothing more, and all that it said has been taken."""
        return self._has_fallen_silent

    def exit_code(self) -> int:
        return self._process.wait()

    def hold(self, *, held: bool) -> None:
        """Stop its clock, or let it go on. Where the system cannot (Windows), nothing happens."""
        if held != self._is_held and os.name == "posix":
            self._signal(signal.SIGSTOP if held else signal.SIGCONT)
            self._is_held = held

    def stop(self) -> int:
        """Ask it to stop after the present frame, as Ctrl-C does, and wait; returns the exit code."""
        self.hold(held=False)
        if self._process.poll() is None:
            self._signal(signal.SIGINT if os.name == "posix" else signal.CTRL_BREAK_EVENT)
        try:
            return self._process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def _listen(self) -> None:
        assert self._process.stderr is not None
        with self._process.stderr as lines:
            for line in lines:
                self._lines.put(line)
        self._lines.put(None)

    def _signal(self, number: int) -> None:
        """To the job and to what it started (the encoder). One that has just ended needs no signal."""
        try:
            if os.name == "posix" and number in (signal.SIGSTOP, signal.SIGCONT):
                os.killpg(self._process.pid, number)
            else:
                self._process.send_signal(number)
        except ProcessLookupError:
            return


def _environment() -> Mapping[str, str]:
    """So that a job is run by this very Masklet, wherever it works."""
    here = str(Path(__file__).resolve().parents[3])
    more = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([here, more] if more else [here])}


def _own_group() -> Mapping[str, Any]:
    """So that a Ctrl-C in the terminal reaches the runner alone, and a job can be held as a whole."""
    if os.name == "posix":
        return {"start_new_session": True}
    return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}  # type: ignore[attr-defined]


def _event(line: str) -> Event:
    """A line that is no event (a warning of a library) is a message."""
    try:
        value: object = json.loads(line)
    except ValueError:
        value = None
    if isinstance(value, dict) and "event" in value:
        return cast("Event", value)
    return {"event": "message", "text": line.strip()}
