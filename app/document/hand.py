"""The hand layer: paint above whatever the tracker answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from app.document import edits
from app.document.project import Project
from app.document.strokes import Stroke, Strokes


def paint(project: Project, masklet_id: int, frames: Iterable[int], stroke: Stroke) -> Project:
    """Paint the same stroke on all these frames, above what was painted there before."""
    hand = project.masklet(masklet_id).hand
    return set_hand(project, masklet_id, {f: (*hand.get(f, ()), stroke) for f in frames})


def hold(project: Project, masklet_id: int, frame: int, frames: Iterable[int]) -> Project:
    """What is painted on `frame` is painted on these frames too, in the same place, in place of their own."""
    strokes = project.masklet(masklet_id).hand.get(frame, ())
    return set_hand(project, masklet_id, dict.fromkeys(frames, strokes))


def set_hand(project: Project, masklet_id: int, strokes: Mapping[int, Strokes]) -> Project:
    """The paint of these frames, in place of their own; none removes it.

    Raises UserFacingError where one of them is locked. What is painted is to be reviewed again.
    """
    masklet = project.masklet(masklet_id)
    changed = {f: s for f, s in strokes.items() if masklet.hand.get(f, ()) != s}
    edits.refuse_locked(masklet, changed)
    hand = {f: s for f, s in {**masklet.hand, **changed}.items() if s}
    after = replace(
        masklet, hand=MappingProxyType(dict(sorted(hand.items()))), reviewed=masklet.reviewed - changed.keys()
    )
    return edits.replace_masklet(project, after)
