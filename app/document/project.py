"""The project: a clip, the masklets on it, the work area. A value; an edit makes a new one."""

from __future__ import annotations

from dataclasses import dataclass

from app.document.edit_use import EditUse
from app.document.masklet import Masklet
from app.document.media import Media
from app.document.timing import FrameRange


@dataclass(frozen=True)
class Marker:
    """A note on a frame of the clip."""

    frame: int
    text: str = ""


@dataclass(frozen=True)
class Project:
    """All that is saved. `next_id` numbers masklets and effects alike and never goes back."""

    media: Media | None = None
    masklets: tuple[Masklet, ...] = ()
    in_point: int | None = None
    out_point: int | None = None
    model: str = ""  # the model that answers prompts; empty means the embedded one
    next_id: int = 1
    cuts: tuple[int, ...] | None = None  # first frames of all shots but the first; None: not looked for
    markers: tuple[Marker, ...] = ()  # sorted, one on a frame
    exclusive: bool = False  # no pixel belongs to two masklets: the nearest owns it, else the surest
    use: EditUse | None = None  # where an edit uses the clip, if the project came from one

    @property
    def work_area(self) -> FrameRange:
        """In point to out point, both included; the whole clip where they are not set."""
        if self.media is None:
            return FrameRange(0, 0)
        whole = self.media.frames
        first = whole.first if self.in_point is None else whole.clip(self.in_point)
        last = whole.last if self.out_point is None else whole.clip(self.out_point)
        return FrameRange(first, max(first, last))

    @property
    def shots(self) -> tuple[FrameRange, ...]:
        """The shots of the clip, in order; one where it has no cut."""
        if self.media is None:
            return ()
        whole = self.media.frames
        cuts = [c for c in self.cuts or () if whole.first < c <= whole.last]
        return tuple(FrameRange(a, b - 1) for a, b in zip((0, *cuts), (*cuts, whole.last + 1), strict=True))

    def masklet(self, masklet_id: int) -> Masklet:
        """Raises KeyError where there is none."""
        for masklet in self.masklets:
            if masklet.id == masklet_id:
                return masklet
        raise KeyError(masklet_id)
