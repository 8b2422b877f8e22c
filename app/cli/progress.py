"""Progress with an estimate, on stderr: one line rewritten in a terminal, a line now and then in a log."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self, TextIO

_REWRITE_S = 0.1
_LOG_S = 5.0  # at first; then a tenth of the time that has gone by, up to a minute
_LOG_LONGEST_S = 60.0


class Progress:
    """`update` as often as you like; what is shown is thinned out."""

    def __init__(self, what: str, unit: str = "frames", stream: TextIO | None = None) -> None:
        self._what = what
        self._unit = unit
        self._stream = stream or sys.stderr
        self._rewrites = self._stream.isatty()
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
        print(text, file=self._stream, flush=True)

    def update(self, done: int, total: int, seconds_left: float | None) -> None:
        now = time.monotonic()
        if done < total and now - self._shown < self._interval_s(now):
            return
        self._shown = now
        self._show(f"{self._what}  {done} / {total} {self._unit}  {self._tail(done, total, seconds_left)}")

    def close(self) -> None:
        """Leave the rewritten line, so that what comes next has its own."""
        if self._width:
            print(file=self._stream, flush=True)
        self._width = 0

    def _interval_s(self, now: float) -> float:
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
