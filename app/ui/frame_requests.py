"""What the viewer asks of the pictures' lane, and what it answers. All is frozen, arrays are read-only."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage

from app.document.media import Media
from app.document.project import Project
from app.document.sample import Sample
from app.engine.source_values import SourceValues
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
    """`media` as it was found; frames of it can be asked for. `wants_proxy`: it is slow to jump about in."""

    request_id: int
    media: Media
    starts_s: float = 0.0  # when its first frame is shown, by the file's own clock
    wants_proxy: bool = False  # and has none yet


@dataclass(frozen=True)
class CloseClip:
    """Let go of the file."""

    id: int


@dataclass(frozen=True)
class UseProxies:
    """Whether drafts may come from a proxy; where one has been made meanwhile, it is found."""

    id: int
    on: bool


@dataclass(frozen=True)
class Preview:
    """What a click here would give, or may mean: shown over the frame and as thumbnails. Never kept."""

    sample: Sample | None  # a line over the frame
    candidates: tuple[Sample, ...]  # thumbnails, from part to whole


@dataclass(frozen=True)
class ShowFrame:
    """Prepare one frame; then, where nothing newer is wanted, decode `ahead` frames in that direction.

    A draft is wanted at once: the proxy will do where the frame itself would have to be decoded.
    """

    id: int
    project: Project
    frame: int
    look: Look = PLAIN
    ahead: int = 0  # frames; negative while playing backward
    draft: bool = False
    size: tuple[int, int] | None = None  # on the screen, in device pixels, where that is smaller
    preview: Preview | None = None
    values: bool = False  # the file's own numbers too, where the picture has fewer digits


FrameRequest = OpenClip | CloseClip | UseProxies | ShowFrame


@dataclass(frozen=True, eq=False)
class FrameShown:
    """What the viewer shows. With a wipe there is a picture for its other side too."""

    request_id: int
    frame: int
    look: Look
    picture: Picture
    other: Picture | None
    overlays: tuple[Overlay, ...]  # ready to paint
    draft: bool = False  # made from the proxy, or without the values that were asked for
    thumbnails: tuple[QImage, ...] = ()  # of the preview's candidates
    values: SourceValues | None = None  # where they were asked for, and are not those of the picture


@dataclass(frozen=True)
class Preparing:
    """The frame takes seconds more than others: what refines mattes is made ready for it."""

    request_id: int


@dataclass(frozen=True)
class EffectFailed:
    """The frame could not be shown for one effect's sake; nothing else is lost."""

    request_id: int
    message: str
    hint: str
    effect_id: int  # of its entry in a masklet's stack
    faulty: str = ""  # the effect, where it is its own fault


@dataclass(frozen=True)
class FramesCached:
    """Which frames are shown without decoding."""

    request_id: int
    frames: frozenset[int]
