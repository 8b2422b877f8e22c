"""Draft to final: the same prompts and locks answered by another model, and where the two disagree."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from app.document import edits
from app.document.masklet import Masklet
from app.document.project import Project
from app.document.stretches import runs
from app.engine.blending import sample_iou
from app.engine.requests import Tracked

DIFFERENT = 0.8  # below this IoU of draft and final a frame is worth a look

Ious = Mapping[int, Mapping[int, float]]  # by masklet and frame, in [0, 1]


@dataclass(frozen=True)
class Difference:
    """The worst frame of a run on which draft and final show different masks."""

    masklet_id: int
    frame: int
    iou: float  # in [0, 1]


def begun(project: Project, model: str, ids: Collection[int]) -> Project:
    """The project with the other model: what these masklets have in the work area is stale.

    The draft's masks stay until the final's replace them; prompts, locked frames and their masks do for good.
    """
    project = edits.set_model(project, model)
    area = project.work_area
    for masklet in project.masklets:
        if masklet.id in ids:
            stale = masklet.stale | {f for f in masklet.track if f in area and f not in masklet.anchors}
            project = edits.replace_masklet(project, replace(masklet, stale=stale))
    return project


def asked(project: Project, ids: Collection[int]) -> tuple[Masklet, ...]:
    """For the TrackRequest: these masklets of a begun project, their prompts in the work area unanswered."""
    return tuple(_unanswered(m, project) for m in project.masklets if m.id in ids)


def disagreement(before: Project, after: Project) -> dict[int, dict[int, float]]:
    """By masklet and frame the IoU of the masks of two projects, where both have one that is not the same."""
    older = {m.id: m.track for m in before.masklets}
    return {
        m.id: {
            f: sample_iou(older[m.id][f], s) for f, s in m.track.items() if _differs(older[m.id].get(f), s)
        }
        for m in after.masklets
        if m.id in older
    }


class Comparison:
    """`disagreement`, noted frame by frame while the final is tracked."""

    def __init__(self, draft: Project) -> None:
        self._draft = {m.id: m for m in draft.masklets}
        self.ious: dict[int, dict[int, float]] = {}

    def take(self, reply: Tracked) -> None:
        """Compare a frame's answers with the draft's; those that are not the last word are passed over."""
        for masklet_id, sample in reply.samples.items():
            masklet = self._draft[masklet_id]
            old = masklet.track.get(reply.frame)
            if old is None or masklet_id in reply.provisional or reply.frame in masklet.locked:
                continue
            self.ious.setdefault(masklet_id, {})[reply.frame] = sample_iou(old, sample)


def differences(ious: Ious) -> tuple[Difference, ...]:
    """The worst frame of each run of frames below `DIFFERENT`, by masklet and frame."""
    found: list[Difference] = []
    for masklet_id, by_frame in sorted(ious.items()):
        for run in runs(f for f, iou in by_frame.items() if iou < DIFFERENT):
            worst = min(run, key=lambda f: by_frame[f])
            found.append(Difference(masklet_id, worst, by_frame[worst]))
    return tuple(found)


def with_markers(
    project: Project, found: Iterable[Difference], describe: Callable[[str, float], str]
) -> Project:
    """A marker on each of them; `describe` is given the masklet's name and the IoU. Older notes are kept."""
    names = {m.id: m.name for m in project.masklets}
    for one in found:
        if one.masklet_id not in names:
            continue
        text = describe(names[one.masklet_id], one.iou)
        old = next((m.text for m in project.markers if m.frame == one.frame), "")
        if text not in old:
            project = edits.set_marker(project, one.frame, f"{old}; {text}" if old else text)
    return project


def _unanswered(masklet: Masklet, project: Project) -> Masklet:
    again = {f for f in masklet.prompts if f in project.work_area and f not in masklet.locked}
    kept = {f: replace(s, prompted=False) if f in again else s for f, s in masklet.track.items()}
    return replace(masklet, track=MappingProxyType(kept))


def _differs(old: object, new: object) -> bool:
    return old is not None and old is not new
