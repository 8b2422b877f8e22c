"""What the viewer asks of the pictures' lane, and what it answers. All is frozen, arrays are read-only."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.document.media import Media
from app.document.project import Project
from app.engine.view_look import PLAIN, Look
from app.ui.overlay import Overlay
from app.ui.picture import Picture


@dataclass(frozen=True)
class OpenClip:
    """Make this the clip whose frames are shown. The one before stays where this one cannot be opened."""

    id: int
    path: Path


@dataclass(frozen=True)
class ClipOpened:
    """`media` as it was found; frames of it can be asked for."""

    request_id: int
    media: Media


@dataclass(frozen=True)
class CloseClip:
    """Let go of the file."""

    id: int


@dataclass(frozen=True)
class ShowFrame:
    """Prepare one frame; then, where nothing newer is wanted, decode `ahead` frames in that direction."""

    id: int
    project: Project
    frame: int
    look: Look = PLAIN
    ahead: int = 0  # frames; negative while playing backward
    size: tuple[int, int] | None = None  # on the screen, in device pixels, where that is smaller


FrameRequest = OpenClip | CloseClip | ShowFrame


@dataclass(frozen=True, eq=False)
class FrameShown:
    """What the viewer shows. With a wipe there is a picture for its other side too."""

    request_id: int
    frame: int
    look: Look
    picture: Picture
    other: Picture | None
    overlays: tuple[Overlay, ...]  # ready to paint


@dataclass(frozen=True)
class FramesCached:
    """Which frames are shown without decoding."""

    request_id: int
    frames: frozenset[int]
