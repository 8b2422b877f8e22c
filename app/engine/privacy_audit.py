"""Whether an object that must be hidden is hidden on every frame, before a picture of it leaves."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from app.document.masklet import Masklet
from app.document.matte import MatteSettings
from app.document.project import Project
from app.document.sample import Sample
from app.document.stretches import runs
from app.document.timing import FrameRange
from app.engine.effect_stack import hiding_effects
from app.engine.matting.params import params_at
from app.engine.plugin_host import PluginHost
from app.engine.quality import PROBLEM, problem_scores
from app.errors import UserFacingError

LEAST_CONFIDENCE: Final = 0.5  # predicted IoU of the mask, where nobody has looked at it
_NAMED = 4  # stretches in a message


@dataclass(frozen=True)
class Unhidden:
    """Frames on which the object may be seen, and why."""

    masklet: str
    frames: FrameRange
    reason: str

    def __str__(self) -> str:
        span = (
            f"{self.frames.first}" if len(self.frames) == 1 else f"{self.frames.first} to {self.frames.last}"
        )
        return f"{self.masklet}, frames {span}: {self.reason}"


def audit(
    project: Project, frames: FrameRange, host: PluginHost, masklets: Collection[int] | None = None
) -> tuple[Unhidden, ...]:
    """All doubts about the masklets that must be hidden, on these frames; empty where there is none.

    Between the first and the last frame on which the object is tracked, a frame is in doubt where it has no
    mask, an empty one or a stale one; and, until somebody has reviewed it, where the model is not sure of its
    mask, where that has the signs of a wrong one (`quality.problem_scores`; prompted and locked frames are
    believed), and where matte stages make it smaller. Where tracking begins or ends with the object in the
    picture, the frames beyond are in doubt too: nobody has looked for it there. `masklets` are those whose
    effects are rendered (the visible ones where None).
    """
    found: list[Unhidden] = []
    for masklet in project.masklets:
        if masklet.must_hide:
            rendered = masklet.visible if masklets is None else masklet.id in masklets
            found += _doubts(masklet, frames, host, rendered=rendered)
    return tuple(found)


def refuse_unhidden(
    project: Project, frames: FrameRange, host: PluginHost, masklets: Collection[int] | None = None
) -> None:
    """Raises UserFacingError with the frames where `audit` has doubts."""
    doubts = audit(project, frames, host, masklets)
    if not doubts:
        return
    named = "; ".join(str(doubt) for doubt in doubts[:_NAMED])
    more = f"; and {len(doubts) - _NAMED} more" if len(doubts) > _NAMED else ""
    raise UserFacingError(
        f"An object that must be hidden may be seen: {named}{more}.",
        "Track or correct these frames and review them, or give the masklet the effect Privacy.",
    )


def _doubts(masklet: Masklet, frames: FrameRange, host: PluginHost, *, rendered: bool) -> Iterator[Unhidden]:
    if not rendered:
        yield Unhidden(masklet.name, frames, "its effects are not rendered")
        return
    if not hiding_effects(masklet, host.effects):
        yield Unhidden(masklet.name, frames, "it has no effect that hides it for good, on all frames")
        return
    seen = [f for f, sample in masklet.track.items() if sample.presence > 0]
    if not seen:
        yield Unhidden(masklet.name, frames, "it is not tracked")
        return
    reasons: dict[str, set[int]] = {}
    scores = problem_scores(masklet)
    for frame in range(max(frames.first, min(seen)), min(frames.last, max(seen)) + 1):
        reason = _reason(masklet, frame, scores.get(frame, 0.0))
        if reason:
            reasons.setdefault(reason, set()).add(frame)
    unsearched = set(_beyond(masklet, frames))
    if unsearched:
        reasons["it is not tracked there"] = unsearched
    for reason, numbers in reasons.items():
        for run in runs(numbers):
            yield Unhidden(masklet.name, run, reason)


def _beyond(masklet: Masklet, frames: FrameRange) -> Iterator[int]:
    """The frames before and after what is tracked, where the object was there on its first or last frame."""
    first, last = min(masklet.track), max(masklet.track)
    if masklet.track[first].presence > 0:
        yield from range(frames.first, min(first, frames.last + 1))
    if masklet.track[last].presence > 0:
        yield from range(max(last + 1, frames.first), frames.last + 1)


def _reason(masklet: Masklet, frame: int, score: float) -> str:
    sample = masklet.track.get(frame)
    if sample is None:
        return "no mask"
    if frame in masklet.stale:
        return "its mask answers older prompts"
    if frame not in masklet.reviewed and _is_cut(masklet.matte, frame):
        return "its matte is made smaller than its mask"
    return "" if frame in masklet.seen else _doubt(sample, score)


def _doubt(sample: Sample, score: float) -> str:
    if sample.presence <= 0:
        return "the model does not see it"
    if sample.iou < LEAST_CONFIDENCE:
        return "the model is not sure of its mask"
    return "its mask may be wrong" if score >= PROBLEM else ""


def _is_cut(matte: MatteSettings, frame: int) -> bool:
    """Whether stages take away from the object what would have to be hidden."""
    params = params_at(matte, frame)
    shaped = any(s.enabled and s.kind != "core" for s in matte.shapes) or bool(matte.holdouts)
    return matte.enabled and (shaped or params.grow_px < 0 or params.clip_black > 0)
