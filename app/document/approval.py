"""What the user has approved: locked frames, which nothing changes any more, and frames looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.document import edits
from app.document.project import Project
from app.document.stretches import frames_beside


def lock_frames(project: Project, masklet_id: int, frames: Iterable[int]) -> Project:
    """Approve the masks that these frames have; frames without one are passed over.

    A locked frame is an anchor. Locking says that what is there is right, so it makes nothing stale, but
    where the mask was stale or painted over by hand: then its neighbours do not know it yet.
    """
    masklet = project.masklet(masklet_id)
    new = masklet.track.keys() & set(frames) - masklet.locked
    news = {f for f in new if f in masklet.stale or f in masklet.hand}
    locked = replace(
        masklet,
        locked=masklet.locked | new,
        stale=masklet.stale - new,
        reviewed=masklet.reviewed | new,
    )
    stale = frozenset[int]().union(*(frames_beside(locked, f, project.cuts) for f in _ends(news)))
    return edits.replace_masklet(project, replace(locked, stale=locked.stale | stale))


def unlock_frames(project: Project, masklet_id: int, frames: Iterable[int]) -> Project:
    """The frames may be changed again; their masks stay as they are until then."""
    masklet = project.masklet(masklet_id)
    return edits.replace_masklet(project, replace(masklet, locked=masklet.locked - set(frames)))


def review_frames(project: Project, masklet_id: int, frames: Iterable[int], *, good: bool = True) -> Project:
    """The frames were looked at. The mark goes when the mask changes."""
    masklet = project.masklet(masklet_id)
    asked = masklet.track.keys() & set(frames)
    reviewed = masklet.reviewed | asked if good else masklet.reviewed - asked
    return edits.replace_masklet(project, replace(masklet, reviewed=reviewed))


def _ends(frames: set[int]) -> list[int]:
    """Only the ends of runs have a stretch beside them."""
    return [f for f in frames if f - 1 not in frames or f + 1 not in frames]
