"""Remove object: a clean plate from other frames, in which what is behind it can be seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.effect_api import (
    Context,
    Effect,
    Matte,
    Rgba,
    bounds,
    camera_motion,
    filled,
    gaussian_blur,
    grow,
    mix,
    param,
    through,
)

_STRIDE = 4  # frames between those that are looked at: neighbours show hardly more
_ENOUGH = 3  # views of a pixel; their median is the plate


@dataclass(frozen=True)
class RemoveParams:
    """How far the object's trace reaches, in the picture and in time."""

    grow_px: float = param(
        6.0,
        low=0.0,
        high=80.0,
        step=0.5,
        unit="px",
        label="Grow",
        hint="Takes the object's edge, its blur and a near shadow away with it.",
    )
    reach: float = param(
        40,
        low=0,
        high=240,
        step=4,
        unit="frames",
        label="Reach",
        hint="How far to look for the background, among the frames on which the object is tracked.",
    )
    soft_px: float = param(4.0, low=0.0, high=40.0, step=0.5, unit="px", label="Softness")


def remove(image: Rgba, matte: Matte, params: RemoveParams, context: Context) -> Rgba:
    """The background as other frames show it, aligned by the camera's motion; what none shows is filled in.

    Frames are taken at multiples of four, the nearest first, so that neighbouring frames are filled from the
    same ones. Each view is brought to this frame's light by the ring around the hole.
    """
    hole = grow((matte > 0.02).astype(np.float32), params.grow_px)
    box = bounds(hole)
    if box is None:
        return image
    plate, known = _plate(context, hole, params)
    plate = filled(plate, np.maximum(known, 1 - hole))
    soft = np.maximum(gaussian_blur(hole, params.soft_px / 2), hole) if params.soft_px else hole
    soft[soft < 1 / 512] = 0
    return mix(image, plate, soft)


def _plate(context: Context, hole: Matte, params: RemoveParams) -> tuple[Rgba, Matte]:
    """This frame without what is in the hole, and where the plate is known: 0 to 1."""
    here = context.source(context.frame)
    views: list[Rgba] = []
    seen: list[NDArray[np.bool_]] = []
    inside = hole > 0
    ring = (grow(hole, 12.0) > 0) & ~inside
    for frame, path in _views(context, params):
        shown = through(context.source(frame), path, hole.shape)
        hidden = grow((context.matte(frame) > 0.02).astype(np.float32), params.grow_px)
        free = through(1 - hidden, path, hole.shape, outside=0.0) > 0.99
        fits = ring & free
        if not (free & inside).any() or fits.sum() < 32:
            continue
        difference = (here - shown)[fits]
        if np.abs(difference).mean() > 0.12:  # another shot, or a camera that was not understood
            continue
        views.append(shown + np.median(difference, axis=0).astype(np.float32))
        seen.append(free & inside)
        if np.sum(seen, axis=0)[inside].min() >= _ENOUGH:
            break
    return _median(here, views, seen)


def _median(here: Rgba, views: list[Rgba], seen: list[NDArray[np.bool_]]) -> tuple[Rgba, Matte]:
    """Of the nearest views of each pixel."""
    plate = here.copy()
    if not views:
        return plate, np.zeros(here.shape[:2], np.float32)
    visible = np.stack(seen)
    nearest = visible & (np.cumsum(visible, axis=0) <= _ENOUGH)
    at = np.nonzero(nearest.any(axis=0))
    picked = np.stack([view[at] for view in views])
    picked[~nearest[:, at[0], at[1]]] = np.nan
    plate[at] = np.nanmedian(picked, axis=0)
    plate[..., :3] = np.minimum(plate[..., :3].clip(0), np.maximum(plate[..., 3:], here[..., :3]))
    known = np.zeros(here.shape[:2], np.float32)
    known[at] = 1
    return plate, known


def _views(context: Context, params: RemoveParams) -> list[tuple[int, NDArray[np.float64]]]:
    """Other frames with the way of this frame's pixels to them, the nearest first."""
    found: list[tuple[int, NDArray[np.float64]]] = []
    for step in (-_STRIDE, _STRIDE):
        frame, path = context.frame, np.eye(3)
        grid = context.frame // _STRIDE * _STRIDE + max(step, 0)
        if grid == context.frame:
            grid += step
        for other in range(grid, context.frame + round(params.reach) * (1 if step > 0 else -1), step):
            if not (context.first <= other <= context.last and context.tracked(other)):
                break
            path = _camera(context, frame, other, params.grow_px) @ path
            found.append((other, path))
            frame = other
    return sorted(found, key=lambda view: abs(view[0] - context.frame))


def _camera(context: Context, frame: int, other: int, grow_px: float) -> NDArray[np.float64]:
    """How the background moves between two frames: the object itself does not count."""
    background: Matte = 1 - grow((context.matte(frame) > 0.02).astype(np.float32), grow_px)
    return camera_motion(context.motion(frame, other), background)


EFFECT = Effect(
    id="remove",
    title="Remove object",
    params=RemoveParams,
    render_in_time=remove,
    category="Hide",
    spills=True,
    description="Shows what is behind the object, as other frames of the clip show it.",
)
