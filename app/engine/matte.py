"""From a masklet's sample on a frame (coarse logits) to its matte (soft, at source size)."""

from __future__ import annotations

import numpy as np

from app.document.masklet import Masklet, Sample
from app.document.project import Project
from app.effect_api import Matte
from app.engine.footage import Scene
from app.engine.matting.params import MatteParams
from app.engine.matting.pipeline import Stages
from app.engine.matting.shapes import held_out
from app.engine.ownership import owned
from app.engine.painting import painted_matte
from app.engine.samples import decode_logits
from app.opencv import cv2

EDGE_PX = 1.5  # width of the ramp from 0 to 1 across an edge, in source pixels

# The gradient is taken to be at least this, in logits per edge width: where the model is undecided over a
# whole area, its noise (and the sample's steps of 1/8) would otherwise be drawn as hard-edged specks.
_LEAST_GRADIENT = 0.125


def frame_matte(masklet: Masklet, frame: int, height: int, width: int, scene: Scene | None = None) -> Matte:
    """The masklet's matte on a frame after all of its matte stages, float32 (height, width) in [0, 1].

    Zeros where the masklet has no sample, or where the object is not in the picture. The scene has the
    clip and the other masklets, which stages work with: ValueError where it is left out and the masklet
    has matte settings, or the project is to decide between masklets.
    """
    if scene is not None:
        masklet = owned(masklet, scene.project)
    if not masklet.matte:
        return tracked_matte(masklet, frame, height, width, source=_source(scene))
    if scene is None:
        raise ValueError("a masklet with matte settings needs the scene")
    matte = _finished(masklet, frame, height, width, scene)
    for other in scene.project.masklets:
        if (
            other.id in masklet.matte.holdouts
        ):  # as it is before its own holdouts: two can hold out each other
            matte = held_out(matte, _finished(owned(other, scene.project), frame, height, width, scene))
    return matte


def matte_inputs(masklet: Masklet, frame: int, project: Project) -> tuple[object, ...]:
    """What a draft of the matte on a frame is made from: equal inputs, equal matte."""
    if project.exclusive:
        return tuple(
            (m.track.get(frame), m.hand.get(frame), m.matte, m.depth) for m in (masklet, *project.masklets)
        )
    held_out_ = [m for m in project.masklets if m.id in masklet.matte.holdouts]
    return tuple((m.track.get(frame), m.hand.get(frame), m.matte) for m in (masklet, *held_out_))


def tracked_matte(
    masklet: Masklet,
    frame: int,
    height: int,
    width: int,
    params: MatteParams | None = None,
    source: tuple[int, int] | None = None,
) -> Matte:
    """The matte before any stage, with the hand's paint; `params` say how wide and how soft its edge is.

    `source` is the clip's (height, width) where that is another one: paint is in source pixels.
    """
    sample = masklet.track.get(frame)
    if sample is None or sample.presence <= 0:
        matte = np.zeros((height, width), np.float32)
    elif params is None:
        matte = sample_matte(sample, height, width)
    else:
        matte = sample_matte(sample, height, width, params.edge_px, params.softness)
    strokes = masklet.hand.get(frame)
    return painted_matte(matte, strokes, source or (height, width)) if strokes else matte


def sample_matte(
    sample: Sample, height: int, width: int, edge_px: float = EDGE_PX, softness: float = 0.0
) -> Matte:
    """The sample's logits as a matte whose edge is `edge_px` wide whatever the size of the logit grid.

    A logit says on which side of the edge a pixel is, and, over the logits' gradient, how far from it.
    `softness` mixes in what the logits themselves say: the probability that a pixel belongs to the object.
    """
    # Measured with masks of DAVIS on a grid of 128: bicubic IoU .979, bilinear .974; with a guided filter by
    # the frame's colours at most .963: the grid knows the edge to a fraction of a cell, colours mislead it.
    lib = cv2()
    grid = decode_logits(sample)
    per_edge = _gradient(grid, height, width) * np.float32(max(edge_px, 0.1))
    logits = lib.resize(grid, (width, height), interpolation=lib.INTER_CUBIC)
    scale = lib.resize(per_edge, (width, height), interpolation=lib.INTER_LINEAR)
    np.maximum(scale, np.float32(_LEAST_GRADIENT), out=scale)
    matte: Matte = np.divide(logits, scale, out=scale)
    matte += np.float32(0.5)
    matte = np.clip(matte, 0.0, 1.0, out=matte)
    if softness > 0:
        matte += (1 / (1 + np.exp(-logits)) - matte) * np.float32(softness)
    return matte


def stages_of(masklet: Masklet, height: int, width: int, scene: Scene) -> Stages:
    """The masklet's stages, for who wants to look between them."""
    source = _source(scene)

    def tracked(number: int, params: MatteParams) -> Matte:
        return tracked_matte(masklet, number, height, width, params, source)

    return Stages(masklet.matte, height, width, scene, tracked)


def _finished(masklet: Masklet, frame: int, height: int, width: int, scene: Scene) -> Matte:
    if not masklet.matte:
        return tracked_matte(masklet, frame, height, width, source=_source(scene))
    return stages_of(masklet, height, width, scene).finished(frame)


def _source(scene: Scene | None) -> tuple[int, int] | None:
    media = scene.project.media if scene is not None else None
    return (media.height, media.width) if media is not None else None


def _gradient(grid: Matte, height: int, width: int) -> Matte:
    """The gradient's size on the grid, in logits per source pixel."""
    down, across = np.gradient(grid)
    return np.hypot(down * np.float32(grid.shape[0] / height), across * np.float32(grid.shape[1] / width))
