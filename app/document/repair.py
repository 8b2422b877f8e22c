"""Repairs of whole tracks: identities swapped back, tails cut, masklets split, copied and merged.

What is repaired by hand is locked: tracking again does not undo it.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from app.document import edits
from app.document.masklet import Masklet
from app.document.project import Project
from app.document.sample import Sample

BY_HAND = "hand"  # the `model` of samples that no model gave
ABSENT = Sample(1, 1, zlib.compress(b"\0"), -16.0, 1.0, b"", BY_HAND)


def swap_from(project: Project, first_id: int, second_id: int, frame: int) -> Project:
    """From this frame on each of the two masklets has what the other had: masks, prompts, paint.

    For two objects that the tracker mixed up where they crossed. Raises UserFacingError where one of the
    frames is locked.
    """
    first, second = project.masklet(first_id), project.masklet(second_id)
    for masklet in (first, second):
        edits.refuse_locked(masklet, (f for f in masklet.locked if f >= frame))
    project = edits.replace_masklet(project, _joined(first, second, frame))
    return edits.replace_masklet(project, _joined(second, first, frame))


def mark_absent(project: Project, masklet_id: int, frames: Iterable[int]) -> Project:
    """The object is not in the picture on these frames, and tracking is not to find it there.

    Raises UserFacingError where one of them is locked.
    """
    return set_by_hand(project, masklet_id, dict.fromkeys(frames, ABSENT))


def cut_tail(project: Project, masklet_id: int, frame: int) -> Project:
    """The object is gone from this frame on, to the end of what is tracked."""
    masklet = project.masklet(masklet_id)
    last = max((*masklet.track, *masklet.prompts, *masklet.hand), default=-1)
    return mark_absent(project, masklet_id, range(frame, last + 1))


def set_by_hand(project: Project, masklet_id: int, samples: Mapping[int, Sample]) -> Project:
    """Masks that are right as they are: they replace what is on their frames, prompts and paint too.

    The frames are locked. Raises UserFacingError where one of them is locked already.
    """
    masklet = project.masklet(masklet_id)
    edits.refuse_locked(masklet, samples)
    frames = samples.keys()
    for frame in sorted(masklet.prompts.keys() & frames):
        project = edits.clear_prompts(project, masklet_id, frame)
    masklet = project.masklet(masklet_id)
    changed = replace(
        masklet,
        track=MappingProxyType({**masklet.track, **samples}),
        hand=_kept(masklet.hand, lambda f: f not in frames),
        stale=masklet.stale - frames,
        locked=masklet.locked | frames,
        reviewed=masklet.reviewed | frames,
    )
    return edits.replace_masklet(project, changed)


def split(project: Project, masklet_id: int, frame: int) -> Project:
    """What the masklet has from this frame on becomes a masklet of its own, the last of them."""
    project = copy_masklet(project, masklet_id)
    old, new = project.masklet(masklet_id), project.masklets[-1]
    project = edits.replace_masklet(project, _part(old, lambda f: f < frame))
    return edits.replace_masklet(project, _part(new, lambda f: f >= frame))


def copy_masklet(project: Project, masklet_id: int) -> Project:
    """The copy is the last of `masklets`; it, its effects and its shapes have ids of their own."""
    old = project.masklet(masklet_id)
    project = edits.add_masklet(project, f"{old.name} copy")
    new, number = project.masklets[-1], project.next_id
    effects = tuple(replace(e, id=number + i) for i, e in enumerate(old.effects))
    number += len(effects)
    shapes = tuple(replace(s, id=number + i) for i, s in enumerate(old.matte.shapes))
    copy = replace(
        old,
        id=new.id,
        name=new.name,
        colour=new.colour,
        effects=effects,
        matte=replace(old.matte, shapes=shapes),
    )
    return replace(edits.replace_masklet(project, copy), next_id=number + len(shapes))


def merge(project: Project, masklet_id: int, other_id: int, samples: Mapping[int, Sample]) -> Project:
    """The other masklet becomes part of this one; `samples` are their united masks (`tracks.united`).

    Prompts of both end, since each spoke of one part: where there were some, the united mask is locked.
    """
    masklet, other = project.masklet(masklet_id), project.masklet(other_id)
    anchors = (masklet.anchors | other.anchors) & samples.keys()
    merged = replace(
        masklet,
        prompts=MappingProxyType({}),
        track=MappingProxyType({f: replace(s, prompted=False) for f, s in samples.items()}),
        stale=(masklet.stale | other.stale) & samples.keys() - anchors,
        locked=anchors,
        reviewed=masklet.reviewed & other.reviewed & samples.keys() | anchors,
        hand=MappingProxyType(
            {
                f: (*masklet.hand.get(f, ()), *other.hand.get(f, ()))
                for f in sorted(masklet.hand.keys() | other.hand.keys())
            }
        ),
    )
    return edits.remove_masklet(edits.replace_masklet(project, merged), other_id)


def _joined(head: Masklet, tail: Masklet, frame: int) -> Masklet:
    """`head` before the frame, what `tail` has from there on."""
    before, after = _part(head, lambda f: f < frame), _part(tail, lambda f: f >= frame)
    return replace(
        head,
        prompts=MappingProxyType({**before.prompts, **after.prompts}),
        track=MappingProxyType({**before.track, **after.track}),
        hand=MappingProxyType({**before.hand, **after.hand}),
        stale=before.stale | after.stale,
        locked=before.locked | after.locked,
        reviewed=before.reviewed | after.reviewed,
    )


def _part(masklet: Masklet, keeps: Callable[[int], bool]) -> Masklet:
    return replace(
        masklet,
        prompts=_kept(masklet.prompts, keeps),
        track=_kept(masklet.track, keeps),
        hand=_kept(masklet.hand, keeps),
        stale=frozenset(filter(keeps, masklet.stale)),
        locked=frozenset(filter(keeps, masklet.locked)),
        reviewed=frozenset(filter(keeps, masklet.reviewed)),
    )


def _kept(values: Mapping[int, Any], keeps: Callable[[int], bool]) -> Mapping[int, Any]:
    return MappingProxyType({f: v for f, v in values.items() if keeps(f)})
