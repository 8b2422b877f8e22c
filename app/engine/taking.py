"""Tracked answers taken into a project that may have changed since they were asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.document import edits
from app.document.masklet import Masklet
from app.document.project import Project
from app.engine.requests import Tracked, TrackRequest


def with_tracked(project: Project, reply: Tracked, asked: Iterable[Masklet]) -> Project:
    """The project with a frame's answers; `asked` are the masklets as the request had them.

    Where the anchors that the frame lies between are no longer those, the answer is taken as stale. Locked
    frames, and answers to prompts that were changed, are left as they are.
    """
    before = {masklet.id: masklet for masklet in asked}
    for masklet in project.masklets:
        sample, then = reply.samples.get(masklet.id), before.get(masklet.id)
        if sample is None or then is None:
            continue
        here = masklet.prompts.get(reply.frame)
        if here is not None and here != then.prompts.get(reply.frame):
            continue
        if here is None and sample.prompted:
            sample = replace(sample, prompted=False)
        stale = masklet.id in reply.provisional or not _same_ends(masklet, then, reply.frame)
        project = edits.add_samples(project, masklet.id, {reply.frame: sample}, stale=stale)
    return project


def still_to_track(request: TrackRequest, answered: Iterable[Tracked]) -> TrackRequest:
    """What is left of a request after these answers: its masklets with them."""
    project = Project(masklets=request.masklets)
    for reply in answered:
        project = with_tracked(project, reply, request.masklets)
    return replace(request, masklets=project.masklets)


def _same_ends(now: Masklet, then: Masklet, frame: int) -> bool:
    """Whether the anchors around the frame are what they were."""
    if now.prompts is then.prompts and now.locked is then.locked:
        return True
    return _ends(now, frame) == _ends(then, frame)


def _ends(masklet: Masklet, frame: int) -> list[object]:
    left = max((a for a in masklet.anchors if a <= frame), default=None)
    right = min((a for a in masklet.anchors if a >= frame), default=None)
    return [(a, masklet.prompts.get(a) if a is not None else None) for a in (left, right)]
