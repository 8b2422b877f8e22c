"""The stages of a matte, in order: cleaned, refined, stabilised, shaped, and what is held out of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from app.document.matte import MatteSettings
from app.effect_api import Matte, grow
from app.engine.flow import Flow, dense_flow, warp
from app.engine.footage import Footage, Scene
from app.engine.matting.band import region_of, trust_in, unknown_band
from app.engine.matting.clean import carried_to_border, without_holes, without_specks
from app.engine.matting.edge import clipped, feathered
from app.engine.matting.fine import fine
from app.engine.matting.guided import guided
from app.engine.matting.motion_blur import motion_blurred
from app.engine.matting.params import MatteParams, params_at
from app.engine.matting.shapes import with_shapes
from app.engine.matting.stable import MOST_MOVED_PX, REACH, Neighbour, stabilised
from app.engine.pixels import as_uint8

Tracked = Callable[[int, MatteParams], Matte]
"""A frame's matte as it was tracked and painted, with the edge that the parameters ask for."""


@dataclass(frozen=True, eq=False)
class Stages:
    """One masklet's matte at one size. `tracked` gives its matte before any stage, on any frame."""

    settings: MatteSettings
    height: int
    width: int
    scene: Scene
    tracked: Tracked

    def finished(self, frame: int) -> Matte:
        """The matte after all stages but the masklets that are held out of it; may be read-only."""
        params, footage = self._params(frame), self.scene.footage
        matte = self._cleaned(frame, params) if footage is None else self.steady(footage, frame)
        matte = clipped(matte, params.clip_black, params.clip_white)
        if params.grow_px:
            matte = grow(matte, params.grow_px)
        matte = feathered(matte, params.feather_px, params.feather_side)
        if footage is not None and params.shutter_deg > 0 and matte.any():
            matte = self._motion_blurred(matte, footage, frame, params)
        return with_shapes(matte, self.settings.shapes, frame, self._scale)

    @property
    def _scale(self) -> float:
        return self.scene.scale(self.width)

    def _params(self, frame: int) -> MatteParams:
        return params_at(self.settings, frame, self._scale)

    def unsteady(self, footage: Footage, frame: int) -> Matte:
        """Cleaned and refined: what the stabiliser begins with."""
        return self._refined(footage, frame, self._params(frame))

    def steady(self, footage: Footage, frame: int) -> Matte:
        """After the stabiliser, where it is on; before growing, feather and all that follows."""
        params, matte = self._params(frame), self.unsteady(footage, frame)
        if params.stabilise <= 0 or not matte.any():
            return matte
        colours = self._colours(footage, frame)
        neighbours = [
            Neighbour(
                warp(self.unsteady(footage, other), flow),
                warp(self._colours(footage, other), flow),
            )
            for other, flow in flows_around(footage, frame, self.height, self.width)
        ]
        present = [n for n in neighbours if n.matte.any()]  # an absent object says nothing about the edge
        return stabilised(matte, colours, present, params.stabilise, MOST_MOVED_PX * self._scale)

    def _refined(self, footage: Footage, frame: int, params: MatteParams) -> Matte:
        """Kept: refinement is the costly stage, and the stabiliser asks for each frame five times."""
        matte = self._cleaned(frame, params)
        if params.refine == "off" or not matte.any():
            return matte
        digest = hashlib.blake2b(matte.tobytes(), digest_size=16).digest()
        key = ("refined", frame, params.refine, params.band_px, digest)
        return footage.kept.get(key, lambda: refined(matte, self._colours(footage, frame), params))

    def _cleaned(self, frame: int, params: MatteParams) -> Matte:
        matte = carried_to_border(self.tracked(frame, params), params.border_px)
        return without_specks(without_holes(matte, params.holes_px), params.specks_px)

    def _motion_blurred(self, matte: Matte, footage: Footage, frame: int, params: MatteParams) -> Matte:
        motion = motion_at(footage, frame, self.height, self.width)
        return matte if motion is None else motion_blurred(matte, motion, params.shutter_deg)

    def _colours(self, footage: Footage, frame: int) -> NDArray[np.float32]:
        return footage.colours(frame, self.height, self.width)


def refined(matte: Matte, colours: NDArray[np.float32], params: MatteParams) -> Matte:
    """The edge band decided anew by the colours (H, W, 3); only the band's surroundings are looked at."""
    unknown = unknown_band(matte, params.band_px)
    region = region_of(unknown, round(params.band_px) + 8)
    result = (matte >= 0.5).astype(np.float32)
    if region is None:
        return result
    part, guide, open_ = matte[region], np.ascontiguousarray(colours[region]), unknown[region]
    if params.refine == "fast":
        trust = trust_in(part, open_)
        result[region] = np.where(open_, guided(part, guide, trust, params.band_px), result[region])
    else:
        result[region] = fine(part, guide, open_, knn=params.refine == "fine_knn")
    return result


def flows_around(footage: Footage, frame: int, height: int, width: int) -> list[tuple[int, Flow]]:
    """The neighbours of a frame that the stabiliser looks at, each with the flow from the frame to it."""
    found: list[tuple[int, Flow]] = []
    for step in (-1, 1):
        flow: Flow | None = None
        for other in range(frame + step, frame + step * (REACH + 1), step):
            if other not in footage.frames:
                break
            last = flow_between(footage, other - step, other, height, width)
            flow = last if flow is None else flow + warp(last, flow)
            found.append((other, flow))
    return found


def motion_at(footage: Footage, frame: int, height: int, width: int) -> Flow | None:
    """The motion of a frame's pixels to the next frame, over both neighbours; None for a single frame."""
    ahead = flow_between(footage, frame, frame + 1, height, width) if frame + 1 in footage.frames else None
    behind = flow_between(footage, frame, frame - 1, height, width) if frame - 1 in footage.frames else None
    if ahead is not None and behind is not None:
        return (ahead - behind) * np.float32(0.5)
    return ahead if ahead is not None else None if behind is None else -behind


def flow_between(footage: Footage, frame: int, other: int, height: int, width: int) -> Flow:
    """From a frame to another one; kept."""

    def make() -> Flow:
        one, two = (as_uint8(footage.colours(f, height, width)) for f in (frame, other))
        return dense_flow(one, two)

    return cast("Flow", footage.kept.get(("flow", frame, other, height, width), make))
