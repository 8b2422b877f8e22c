"""Every change that can be made to a project, as a function from the old value to the new one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from app.document.edit_use import EditUse
from app.document.effects import EffectInstance, ParamValue, frozen_params
from app.document.masklet import Masklet, Sample, WindowUse
from app.document.media import Media
from app.document.project import Marker, Project
from app.document.prompts import Box, Click, FramePrompts, MaskPrompt
from app.document.stretches import frames_beside, runs
from app.document.strokes import Stroke
from app.errors import UserFacingError

# Okabe and Ito's palette without black: told apart by colour-blind eyes, bright enough over footage.
PALETTE: tuple[tuple[int, int, int], ...] = (
    (0, 158, 255),
    (255, 159, 0),
    (0, 200, 130),
    (255, 92, 138),
    (240, 228, 66),
    (178, 120, 255),
    (213, 94, 0),
    (86, 220, 233),
)


def open_media(media: Media) -> Project:
    return Project(media=media)


def replace_masklet(project: Project, masklet: Masklet) -> Project:
    """Raises KeyError where the project has no masklet of that id."""
    project.masklet(masklet.id)
    masklets = tuple(masklet if m.id == masklet.id else m for m in project.masklets)
    return replace(project, masklets=masklets)


def add_masklet(project: Project, name: str = "") -> Project:
    """The new masklet is the last of `masklets` and has the id `project.next_id`."""
    number = project.next_id
    colour = PALETTE[len(project.masklets) % len(PALETTE)]
    masklet = Masklet(id=number, name=name or f"Masklet {number}", colour=colour)
    return replace(project, masklets=(*project.masklets, masklet), next_id=number + 1)


def remove_masklet(project: Project, masklet_id: int) -> Project:
    project.masklet(masklet_id)
    return replace(project, masklets=tuple(m for m in project.masklets if m.id != masklet_id))


def rename_masklet(project: Project, masklet_id: int, name: str) -> Project:
    return replace_masklet(project, replace(project.masklet(masklet_id), name=name))


def show_masklet(project: Project, masklet_id: int, *, visible: bool) -> Project:
    return replace_masklet(project, replace(project.masklet(masklet_id), visible=visible))


def colour_masklet(project: Project, masklet_id: int, colour: tuple[int, int, int]) -> Project:
    return replace_masklet(project, replace(project.masklet(masklet_id), colour=colour))


def set_prompts(project: Project, masklet_id: int, frame: int, prompts: FramePrompts) -> Project:
    """Put these prompts on the frame (none removes them).

    What was tracked from this frame, up to the neighbouring anchors and cuts, becomes stale. Raises
    UserFacingError where the frame is locked.
    """
    masklet = project.masklet(masklet_id)
    refuse_locked(masklet, (frame,))
    by_frame = dict(masklet.prompts)
    if prompts:
        by_frame[frame] = prompts
    else:
        by_frame.pop(frame, None)
    track = dict(masklet.track)
    dropped = track.pop(frame, None)
    stale = masklet.stale | frames_beside(masklet, frame, project.cuts)
    if not prompts:
        before = masklet.prompts.get(frame, FramePrompts()).corrects or dropped
        if before is not None and not before.prompted:
            track[frame] = before
            stale |= {frame}
    changed = replace(
        masklet,
        prompts=MappingProxyType(by_frame),
        track=MappingProxyType(track),
        stale=frozenset(f for f in stale if f in track and f not in by_frame),
        reviewed=masklet.reviewed - {frame},
    )
    return replace_masklet(project, changed)


def refuse_locked(masklet: Masklet, frames: Iterable[int]) -> None:
    """Raises UserFacingError where one of the frames is locked."""
    locked = list(runs(masklet.locked.intersection(frames)))
    if not locked:
        return
    first, last = locked[0].first, locked[-1].last
    which = (
        f"Frame {first} of {masklet.name} is"
        if first == last
        else f"Frames {first} to {last} of {masklet.name} are"
    )
    raise UserFacingError(f"{which} locked.", "Unlock what you want to change.")


def add_click(project: Project, masklet_id: int, frame: int, click: Click) -> Project:
    """A click on a tracked mask corrects it.

    One after a mask prompt starts anew: the mask and what was painted on it are dropped.
    """
    masklet = project.masklet(masklet_id)
    old = masklet.prompts.get(frame) or FramePrompts(corrects=_tracked_mask(masklet, frame))
    strokes = () if old.mask is not None else old.strokes
    new = replace(old, clicks=(*old.clicks, click), mask=None, strokes=strokes)
    return set_prompts(project, masklet_id, frame, new)


def set_box(project: Project, masklet_id: int, frame: int, box: Box) -> Project:
    """A box says anew what the object is: it corrects nothing."""
    old = project.masklet(masklet_id).prompts.get(frame, FramePrompts())
    return set_prompts(project, masklet_id, frame, FramePrompts(clicks=old.clicks, box=box))


def add_stroke(project: Project, masklet_id: int, frame: int, stroke: Stroke) -> Project:
    """A brush stroke or an outline on the mask that the frame has, whatever gave it."""
    masklet = project.masklet(masklet_id)
    old = masklet.prompts.get(frame) or FramePrompts(corrects=_tracked_mask(masklet, frame))
    return set_prompts(project, masklet_id, frame, replace(old, strokes=(*old.strokes, stroke)))


def replace_click(project: Project, masklet_id: int, frame: int, index: int, click: Click | None) -> Project:
    """Move or turn over one of the frame's clicks; None removes it."""
    old = project.masklet(masklet_id).prompts[frame]
    clicks = (*old.clicks[:index], *([] if click is None else [click]), *old.clicks[index + 1 :])
    return set_prompts(project, masklet_id, frame, replace(old, clicks=clicks))


def replace_stroke(
    project: Project, masklet_id: int, frame: int, index: int, stroke: Stroke | None
) -> Project:
    """Change one of the frame's strokes (`strokes.moved_stroke`); None removes it."""
    old = project.masklet(masklet_id).prompts[frame]
    strokes = (*old.strokes[:index], *([] if stroke is None else [stroke]), *old.strokes[index + 1 :])
    return set_prompts(project, masklet_id, frame, replace(old, strokes=strokes))


def remove_box(project: Project, masklet_id: int, frame: int) -> Project:
    old = project.masklet(masklet_id).prompts[frame]
    return set_prompts(project, masklet_id, frame, replace(old, box=None))


def remove_mask(project: Project, masklet_id: int, frame: int) -> Project:
    old = project.masklet(masklet_id).prompts[frame]
    return set_prompts(project, masklet_id, frame, replace(old, mask=None))


def choose_level(project: Project, masklet_id: int, frame: int, level: int) -> Project:
    """Of what the first click on the frame may mean take this: 0 is the smallest part.

    Raises KeyError where the masklet has no prompt on the frame.
    """
    prompts = project.masklet(masklet_id).prompts[frame]
    return set_prompts(project, masklet_id, frame, replace(prompts, level=level))


def _tracked_mask(masklet: Masklet, frame: int) -> Sample | None:
    """The tracked answer on the frame, where it has found the object."""
    sample = masklet.track.get(frame)
    return sample if sample is not None and not sample.prompted and sample.presence > 0 else None


def set_mask(project: Project, masklet_id: int, frame: int, mask: MaskPrompt) -> Project:
    return set_prompts(project, masklet_id, frame, FramePrompts(mask=mask))


def clear_prompts(project: Project, masklet_id: int, frame: int) -> Project:
    return set_prompts(project, masklet_id, frame, FramePrompts())


def add_samples(
    project: Project, masklet_id: int, samples: Mapping[int, Sample], *, stale: bool = False
) -> Project:
    """Take in what the tracker answered. Locked frames are passed over.

    A tracked answer never replaces the one to a prompt. With `stale` the answers are not the last word:
    the frames are to be tracked again.
    """
    masklet = project.masklet(masklet_id)
    taken = {
        f: s
        for f, s in samples.items()
        if f not in masklet.locked and (s.prompted or f not in masklet.prompts)
    }
    open_frames = masklet.stale - taken.keys()
    if stale:
        open_frames |= taken.keys() - masklet.anchors
    changed = replace(
        masklet,
        track=MappingProxyType({**masklet.track, **taken}),
        stale=open_frames,
        reviewed=masklet.reviewed - taken.keys(),
    )
    return replace_masklet(project, changed)


def set_policy(project: Project, masklet_id: int, policy: str) -> Project:
    """How the masklet is remembered from now on; empty is the default. What was tracked before is stale."""
    masklet = project.masklet(masklet_id)
    if masklet.policy == policy:
        return project
    return replace_masklet(project, replace(masklet, policy=policy, stale=_all_tracked(masklet)))


def set_window(project: Project, masklet_id: int, use: WindowUse) -> Project:
    """Whether the masklet may be tracked in a window from now on. What was tracked before is stale."""
    masklet = project.masklet(masklet_id)
    if masklet.window == use:
        return project
    return replace_masklet(project, replace(masklet, window=use, stale=_all_tracked(masklet)))


def _all_tracked(masklet: Masklet) -> frozenset[int]:
    """The frames that Track answered and would answer again: all but the anchors."""
    return masklet.stale | (masklet.track.keys() - masklet.anchors)


def set_exclusive(project: Project, *, exclusive: bool) -> Project:
    """Whether every pixel belongs to one masklet at most."""
    return replace(project, exclusive=exclusive)


def set_depth(project: Project, masklet_id: int, depth: int) -> Project:
    """How near the masklet is to the camera: what it shares with others belongs to the nearest."""
    return replace_masklet(project, replace(project.masklet(masklet_id), depth=depth))


def clear_track(project: Project, masklet_id: int) -> Project:
    """Forget what was tracked; the answers to prompts and what is locked stay."""
    masklet = project.masklet(masklet_id)
    kept = {f: s for f, s in masklet.track.items() if f in masklet.anchors}
    changed = replace(
        masklet, track=MappingProxyType(kept), stale=frozenset(), reviewed=masklet.reviewed & kept.keys()
    )
    return replace_masklet(project, changed)


def set_cuts(project: Project, cuts: Iterable[int]) -> Project:
    """The first frames of all shots but the first; tracking does not cross them."""
    return replace(project, cuts=tuple(sorted(set(cuts) - {0})))


def add_cut(project: Project, frame: int) -> Project:
    return set_cuts(project, (*(project.cuts or ()), frame))


def remove_cut(project: Project, frame: int) -> Project:
    """From now on tracking goes on over this frame."""
    return set_cuts(project, (c for c in project.cuts or () if c != frame))


def set_marker(project: Project, frame: int, text: str = "") -> Project:
    """Put a marker on the frame, in place of one that is there."""
    others = [m for m in project.markers if m.frame != frame]
    markers = sorted((*others, Marker(frame, text)), key=lambda m: m.frame)
    return replace(project, markers=tuple(markers))


def remove_marker(project: Project, frame: int) -> Project:
    return replace(project, markers=tuple(m for m in project.markers if m.frame != frame))


def set_in_point(project: Project, frame: int | None) -> Project:
    """An out point before the new in point is cleared."""
    out = project.out_point
    keep = frame is None or out is None or out >= frame
    return replace(project, in_point=frame, out_point=out if keep else None)


def set_out_point(project: Project, frame: int | None) -> Project:
    """An in point after the new out point is cleared."""
    start = project.in_point
    keep = frame is None or start is None or start <= frame
    return replace(project, out_point=frame, in_point=start if keep else None)


def set_use(project: Project, use: EditUse, handles: int) -> Project:
    """Say where an edit uses the clip: the work area is what it uses, with handles where the clip has them.

    Markers stand on the first and the last frame of what is used.
    """
    assert project.media is not None
    whole, used = project.media.frames, use.frames
    project = set_in_point(project, max(whole.first, used.first - handles))
    project = set_out_point(project, min(whole.last, used.last + handles))
    if handles:
        project = set_marker(project, used.first, f"{use.edit}: in")
        project = set_marker(project, used.last, f"{use.edit}: out")
    return replace(project, use=use)


def set_model(project: Project, model: str) -> Project:
    return replace(project, model=model)


def set_input_space(project: Project, name: str) -> Project:
    """Say in which colour space the clip's pixels are; "" where they are display-encoded."""
    if project.media is None or project.media.input_space == name:
        return project
    return replace(project, media=replace(project.media, input_space=name))


def add_effect(
    project: Project, masklet_id: int, effect: str, params: Mapping[str, ParamValue] | None = None
) -> Project:
    """The new effect is the last of the stack and has the id `project.next_id`."""
    masklet = project.masklet(masklet_id)
    entry = EffectInstance(project.next_id, effect, frozen_params(params or {}))
    changed = replace_masklet(project, replace(masklet, effects=(*masklet.effects, entry)))
    return replace(changed, next_id=project.next_id + 1)


def remove_effect(project: Project, masklet_id: int, effect_id: int) -> Project:
    masklet = project.masklet(masklet_id)
    effects = tuple(e for e in masklet.effects if e.id != effect_id)
    return replace_masklet(project, replace(masklet, effects=effects))


def enable_effect(project: Project, masklet_id: int, effect_id: int, *, enabled: bool) -> Project:
    return _change_effect(project, masklet_id, effect_id, lambda e: replace(e, enabled=enabled))


def move_effect(project: Project, masklet_id: int, effect_id: int, index: int) -> Project:
    masklet = project.masklet(masklet_id)
    moved = [e for e in masklet.effects if e.id == effect_id]
    rest = [e for e in masklet.effects if e.id != effect_id]
    return replace_masklet(project, replace(masklet, effects=(*rest[:index], *moved, *rest[index:])))


def _change_effect(
    project: Project, masklet_id: int, effect_id: int, change: Callable[[EffectInstance], EffectInstance]
) -> Project:
    masklet = project.masklet(masklet_id)
    effects = tuple(change(e) if e.id == effect_id else e for e in masklet.effects)
    return replace_masklet(project, replace(masklet, effects=effects))
