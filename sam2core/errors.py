"""Errors that a caller of sam2core can act on."""

from __future__ import annotations

from pathlib import Path


class Sam2Error(Exception):
    """Base of everything sam2core raises on purpose."""


class CheckpointError(Sam2Error):
    """A weights file that is missing, truncated or of another model."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"Cannot load weights from {path.name}: {reason}.")
        self.path = path
        self.reason = reason


class UnknownModelError(Sam2Error):
    """A model name that is none of ours."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"There is no model called {name!r}. Known: {', '.join(known)}.")


class ImageSizeError(Sam2Error, ValueError):
    """A size that a model cannot see frames at."""

    def __init__(self, name: str, stride: int, least: int, size: int) -> None:
        super().__init__(f"{name} sees frames at a multiple of {stride}, from {least} on, not {size} pixels.")


class PromptError(Sam2Error, ValueError):
    """A prompt or frame that cannot be used: outside the video, of the wrong shape, given too early."""
