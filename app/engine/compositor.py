"""One frame of the project as a picture: what the viewer shows and every export writes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import reduce

import numpy as np

from app.document.masklet import Masklet
from app.document.project import Project
from app.effect_api import Matte, Rgba, spread
from app.engine.effect_stack import Canvas, EffectStack
from app.engine.footage import Footage, Scene, single_frame
from app.engine.matte import frame_matte
from app.engine.matting.foreground import decontaminated
from app.engine.matting.params import params_at
from app.engine.pixels import Pixels, premultiplied
from app.engine.plugin_host import PluginHost
from app.engine.spill import Spill


def render(
    project: Project,
    frame: int,
    pixels: Pixels,
    host: PluginHost,
    *,
    masklets: Collection[int] | None = None,
    cut_out: bool = False,
    footage: Footage | None = None,
) -> Rgba:
    """The frame with the effects of the masklets on it: premultiplied float32 RGBA (H, W, 4).

    `pixels` is the source frame, straight, uint8 | uint16 | float32, (H, W, 3 or 4). The effects of the
    visible masklets (or of those in `masklets`, by id) are applied in the order of the list. Where any of
    them is a cut-out, the picture is multiplied by the union of their coverages; where none is and
    `cut_out` is set, by the union of the masklets' mattes; what effects paint beyond that (a glow, a
    shadow, a line) stays, with an alpha of its own. `footage` has the other frames, for what looks
    at them; without it this frame stands alone. Raises UserFacingError where an effect is missing or fails.
    """
    image = premultiplied(pixels)
    height, width = image.shape[:2]
    chosen = _chosen(project, masklets)
    clip = footage if footage is not None else single_frame(frame, pixels)
    scene = Scene(project, clip)
    canvas = Canvas(image)
    stacks = [EffectStack(m, frame, (height, width), scene, clip, host, canvas) for m in chosen if m.effects]
    coverages = [coverage for stack in stacks for coverage in stack.coverages()]
    if coverages or cut_out:
        union = united(coverages or _mattes(chosen, frame, height, width, scene), height, width)
        image = _cut_out(image, union, stacks, _decontamination(chosen, frame))
    else:
        image = reduce(lambda below, stack: stack.applied(below), stacks, image)
    return image if image.flags.writeable else image.copy()


def _cut_out(image: Rgba, union: Matte, stacks: Sequence[EffectStack], decontaminate: float) -> Rgba:
    """What the union keeps, and what effects paint around it."""
    spill = Spill(union) if any(stack.spills for stack in stacks) else None
    for stack in stacks:
        image = stack.applied(image, spill)
    cut = decontaminated(image, union, decontaminate) * spread(union)
    return cut if spill is None else spill.added(cut)


def union_matte(
    project: Project,
    frame: int,
    height: int,
    width: int,
    masklets: Collection[int] | None = None,
    *,
    footage: Footage | None = None,
) -> Matte:
    """The mattes of the visible masklets (or of those in `masklets`) as one, 1 - Π(1 - matte).

    `footage` is the clip, which matte stages look at: ValueError where one needs it and there is none.
    """
    drafts = footage is None and not project.exclusive
    scene = None if drafts else Scene(project, footage)
    return united(_mattes(_chosen(project, masklets), frame, height, width, scene), height, width)


def _mattes(
    masklets: Sequence[Masklet], frame: int, height: int, width: int, scene: Scene | None
) -> list[Matte]:
    return [frame_matte(masklet, frame, height, width, scene) for masklet in masklets]


def _decontamination(masklets: Sequence[Masklet], frame: int) -> float:
    return max((params_at(m.matte, frame).decontaminate for m in masklets if m.matte), default=0.0)


def _chosen(project: Project, masklets: Collection[int] | None) -> list[Masklet]:
    if masklets is None:
        return [masklet for masklet in project.masklets if masklet.visible]
    return [masklet for masklet in project.masklets if masklet.id in masklets]


def untouched(project: Project, masklets: Collection[int] | None = None) -> bool:
    """Whether `render` would give the source's own pixels: no effect is on, and no edge colour is cleaned."""
    chosen = _chosen(project, masklets)
    return not any(m.matte.changes("decontaminate") or any(e.enabled for e in m.effects) for m in chosen)


def united(mattes: Sequence[Matte], height: int, width: int) -> Matte:
    """Several mattes (height, width) as one, 1 - Π(1 - matte); zeros where there is none."""
    if len(mattes) == 1:
        return mattes[0]
    outside = np.ones((height, width), np.float32)
    for matte in mattes:
        outside *= 1.0 - matte
    return np.subtract(1.0, outside, out=outside)
