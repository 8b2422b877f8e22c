"""Tracked answers taken into a project that may have changed since they were asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.document import edits
from app.document.masklet import Masklet, Sample
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
        fitting = _fitting(masklet, then, reply.frame, sample)
        if fitting is not None:
            stale = masklet.id in reply.provisional or not _same_ends(masklet, then, reply.frame)
            project = edits.add_samples(project, masklet.id, {reply.frame: fitting}, stale=stale)
    return project


def with_answers(project: Project, answered: Project) -> Project:
    """The project with what a copy of it has tracked, where it has no fresh answer of its own.

    As `with_tracked`: what was changed meanwhile is left as it is, or its answers are stale.
    """
    others = {masklet.id: masklet for masklet in answered.masklets}
    for masklet in project.masklets:
        other = others.get(masklet.id)
        if other is None:
            continue
        found: dict[bool, dict[int, Sample]] = {True: {}, False: {}}  # by whether it is stale now
        for frame in _news(masklet, other):
            fitting = _fitting(masklet, other, frame, other.track[frame])
            if fitting is not None:
                found[not _same_ends(masklet, other, frame)][frame] = fitting
        for stale, samples in found.items():
            if samples:
                project = edits.add_samples(project, masklet.id, samples, stale=stale)
    if project.cuts is None and answered.cuts is not None and project.media == answered.media:
        project = edits.set_cuts(project, answered.cuts)
    return project


def _news(masklet: Masklet, other: Masklet) -> Iterator[int]:
    """Frames of which only the other one has a fresh answer."""
    for frame in other.track:
        has_own = frame in masklet.track and frame not in masklet.stale
        if frame not in other.stale and not has_own:
            yield frame


def _fitting(masklet: Masklet, then: Masklet, frame: int, sample: Sample) -> Sample | None:
    """The answer as the masklet takes it; None where its prompts on that frame are other ones now."""
    here = masklet.prompts.get(frame)
    if here is not None and here != then.prompts.get(frame):
        return None
    return replace(sample, prompted=False) if here is None and sample.prompted else sample


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
