"""Progress with an estimate, on stderr: for people, for scripts (JSON), for a farm (Open Job Description).

For people it is one line rewritten in a terminal, a line now and then in a log.
"""

from __future__ import annotations

import json
import sys
import time
from contextvars import ContextVar
from types import TracebackType
from typing import Final, Literal, Self, TextIO

Style = Literal["text", "json", "openjd"]
STYLES: Final[tuple[Style, ...]] = ("text", "json", "openjd")
_style: ContextVar[Style] = ContextVar("progress style", default="text")  # of the command that runs

_REWRITE_S = 0.1
_LOG_S = 5.0  # at first; then a tenth of the time that has gone by, up to a minute
_LOG_LONGEST_S = 60.0
_EVENT_S = 0.5  # between two events that a program reads


def use_style(style: Style) -> None:
    """How the command that is about to run tells its progress."""
    _style.set(style)


def event(kind: str, **values: str | float | None) -> str:
    """One line of JSON progress: {"event": kind, ...}."""
    return json.dumps({"event": kind, **values}, ensure_ascii=False)


def message(text: str) -> str:
    """A line that says something, in the command's style."""
    return {"text": text, "json": event("message", text=text), "openjd": f"openjd_status: {text}"}[style()]


def style() -> Style:
    return _style.get()


class Progress:
    """`update` as often as you like; what is shown is thinned out."""

    def __init__(self, what: str, unit: str = "frames", stream: TextIO | None = None) -> None:
        self._what = what
        self._unit = unit
        self._stream = stream or sys.stderr
        self._style = style()
        self._rewrites = self._style == "text" and self._stream.isatty()
        self._started = time.monotonic()
        self._shown = self._started if not self._rewrites else 0.0
        self._width = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def say(self, text: str) -> None:
        """A line of its own."""
        self.close()
        print(message(text), file=self._stream, flush=True)

    def update(self, done: int, total: int, seconds_left: float | None) -> None:
        now = time.monotonic()
        if done < total and now - self._shown < self._interval_s(now):
            return
        self._shown = now
        self._show(self._line(done, total, seconds_left))

    def close(self) -> None:
        """Leave the rewritten line, so that what comes next has its own."""
        if self._width:
            print(file=self._stream, flush=True)
        self._width = 0

    def _line(self, done: int, total: int, seconds_left: float | None) -> str:
        if self._style == "json":
            return event(
                "progress",
                what=self._what,
                done=done,
                total=total,
                unit=self._unit,
                seconds_left=None if seconds_left is None else round(seconds_left, 1),
            )
        if self._style == "openjd":
            share = f"openjd_progress: {100 * done / max(total, 1):.1f}"
            return f"{share}\nopenjd_status: {self._what} {done} / {total} {self._unit}"
        return f"{self._what}  {done} / {total} {self._unit}  {self._tail(done, total, seconds_left)}"

    def _interval_s(self, now: float) -> float:
        if self._style != "text":
            return _EVENT_S
        if self._rewrites:
            return _REWRITE_S
        return min(max(_LOG_S, (now - self._started) / 10), _LOG_LONGEST_S)

    def _tail(self, done: int, total: int, seconds_left: float | None) -> str:
        if done >= total:
            return f"in {clock(time.monotonic() - self._started)}"
        left = "" if seconds_left is None else f"  {clock(seconds_left)} left"
        return f"{100 * done // max(total, 1):3d} %{left}"

    def _show(self, line: str) -> None:
        if not self._rewrites:
            print(line, file=self._stream, flush=True)
            return
        print("\r" + line.ljust(self._width), end="", file=self._stream, flush=True)
        self._width = len(line)


def clock(seconds: float) -> str:
    """m:ss, or h:mm:ss from an hour on."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
