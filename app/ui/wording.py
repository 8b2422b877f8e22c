"""Numbers as people read them."""

from __future__ import annotations

from app.ui.words import tr


def pace(frames_per_second: float) -> str:
    """4.47 -> "about 4.5 frames a second", 0.2 -> "about 5 s a frame"."""
    if frames_per_second >= 1:
        return tr("about {speed} frames a second", speed=f"{frames_per_second:.2g}")
    return tr("about {seconds} s a frame", seconds=f"{1 / frames_per_second:.2g}")


def duration(seconds: float) -> str:
    """0.4 -> "1 s", 75 -> "1 min 15 s", 7300 -> "2 h 1 min"."""
    whole = max(1, round(seconds))
    if whole < 60:
        return tr("{seconds} s", seconds=whole)
    if whole < 3600:
        return tr("{minutes} min {seconds} s", minutes=whole // 60, seconds=whole % 60)
    return tr("{hours} h {minutes} min", hours=whole // 3600, minutes=whole % 3600 // 60)
