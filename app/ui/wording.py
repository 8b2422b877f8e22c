"""Numbers as people read them."""

from __future__ import annotations


def duration(seconds: float) -> str:
    """0.4 -> "1 s", 75 -> "1 min 15 s", 7300 -> "2 h 1 min"."""
    whole = max(1, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def count(number: int, noun: str) -> str:
    """1 -> "1 frame", 3 -> "3 frames"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
