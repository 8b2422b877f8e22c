"""What can be wrong with a clip, as sentences."""

from __future__ import annotations

from pathlib import Path

from app.errors import UserFacingError


class MediaError(UserFacingError):
    """A path that is not a readable clip."""

    hint = "Choose a video file, an image of a numbered sequence, or the folder of one."

    def __init__(self, path: Path, reason: str, hint: str = "") -> None:
        super().__init__(f"Cannot open {path.name or path}: {reason}.", hint)
        self.path = path


class FrameError(UserFacingError):
    """One frame of a clip that does not decode. No neighbour is shown in its place."""

    hint = "Set the in and out points around it, or repair the clip."

    def __init__(self, path: Path, frame: int, reason: str) -> None:
        super().__init__(f"Frame {frame} of {path.name} cannot be read: {reason}.")
        self.path = path
        self.frame = frame
