"""Which frame is due: J K L shuttle and Space, by a monotonic clock. Knows neither pixels nor widgets."""

from __future__ import annotations

import time
from collections.abc import Callable
from fractions import Fraction

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.document.timing import FrameRange, FrameRate

SPEEDS = (1, 2, 4)


class Playback(QObject):
    """Says which frame to show now. A frame whose time has passed is never asked for, so time stays real.

    The speed is 0 (stopped), 1, 2, 4 (forward) or -1, -2, -4 (backward) times the clip's rate.
    """

    frame_wanted = Signal(int)
    speed_changed = Signal(int)  # 0 when stopped
    started = Signal(
        int, int
    )  # from this frame, at this speed: also after a jump, and at each round of a loop

    def __init__(self, parent: QObject | None = None, *, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._range = FrameRange(0, 0)
        self._fps = Fraction(25)
        self._frame = 0
        self._speed = 0
        self._loops = True
        self._origin_frame = 0  # where the playhead was ...
        self._origin_time = 0.0  # ... at this reading of the clock
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.advance)

    @property
    def frame(self) -> int:
        return self._frame

    @property
    def speed(self) -> int:
        return self._speed

    @property
    def is_playing(self) -> bool:
        return self._speed != 0

    @property
    def loops(self) -> bool:
        return self._loops

    def set_loops(self, loops: bool) -> None:
        """Whether playback starts again at the other end of the work area, or stops there."""
        self._loops = loops

    def set_range(self, work_area: FrameRange) -> None:
        """The frames that are played. Playback goes on, from the other end if the playhead is outside."""
        if work_area != self._range:
            self._range = work_area
            self._go_on()

    def set_rate(self, rate: FrameRate) -> None:
        if rate.fps != self._fps:
            self._fps = rate.fps
            self._go_on()

    @Slot(int)
    def set_frame(self, frame: int) -> None:
        """The playhead was moved by something else; playing goes on from there."""
        if frame == self._frame:
            return
        self._frame = frame
        self._go_on()

    @Slot()
    def toggle(self) -> None:
        """Space."""
        if self.is_playing:
            self.stop()
        else:
            self._start(1)

    @Slot()
    def forward(self) -> None:
        """L: play; again, faster."""
        self._start(_faster(self._speed) if self._speed > 0 else 1)

    @Slot()
    def reverse(self) -> None:
        """J: play backward; again, faster."""
        self._start(-_faster(-self._speed) if self._speed < 0 else -1)

    @Slot()
    def stop(self) -> None:
        """K."""
        self._timer.stop()
        self._set_speed(0)

    def _go_on(self) -> None:
        """Something changed under way: count time anew from here."""
        if self.is_playing:
            self._start(self._speed)

    def _start(self, speed: int) -> None:
        entry = self._entry(speed)
        if entry != self._frame:
            self._frame = entry
            self.frame_wanted.emit(entry)
        self._set_speed(speed)
        self.started.emit(self._frame, speed)
        self._origin_frame, self._origin_time = self._frame, self._clock()
        self._wait()

    def _entry(self, speed: int) -> int:
        """Where playing starts: here, or at the far end when here is outside or at the last frame to play."""
        first, last = (
            (self._range.first, self._range.last) if speed > 0 else (self._range.last, self._range.first)
        )
        outside = self._frame not in self._range
        return first if outside or self._frame == last else self._frame

    @Slot()
    def advance(self) -> None:
        """Ask for the frame whose time it is now. The timer calls this."""
        if not self.is_playing:
            return
        moved = self._moved()
        due, ended = self._due(moved)
        again = (due - self._frame) * self._speed < 0
        if due != self._frame:
            self._frame = due
            self.frame_wanted.emit(due)
        if ended:
            self.stop()
        elif again and self.is_playing:
            self._start(self._speed)  # sound begins anew with the loop
        elif self.is_playing:  # nobody stopped it on hearing of the frame
            self._wait()

    def _moved(self) -> int:
        """Whole frames played since the origin, never negative."""
        elapsed = max(0.0, self._clock() - self._origin_time)
        return int(elapsed * float(self._fps) * abs(self._speed) + 1e-6)

    def _due(self, moved: int) -> tuple[int, bool]:
        """The frame whose time it is, and whether that ends the playback."""
        step = moved if self._speed > 0 else -moved
        frame = self._origin_frame + step
        if frame in self._range:
            return frame, False
        if self._loops:
            return self._range.first + (frame - self._range.first) % len(self._range), False
        return self._range.clip(frame), True

    def _wait(self) -> None:
        """Wake at the start of the next frame, or at once if that has passed."""
        per_frame = 1 / (float(self._fps) * abs(self._speed))
        next_time = self._origin_time + (self._moved() + 1) * per_frame
        self._timer.start(max(1, round((next_time - self._clock()) * 1000)))

    def _set_speed(self, speed: int) -> None:
        if speed != self._speed:
            self._speed = speed
            self.speed_changed.emit(speed)


def _faster(speed: int) -> int:
    return next((s for s in SPEEDS if s > speed), SPEEDS[-1])
