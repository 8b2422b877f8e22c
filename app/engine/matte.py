"""From a masklet's sample on a frame (coarse logits) to its matte (soft, at source size)."""

from __future__ import annotations

import numpy as np

from app.document.masklet import Masklet, Sample
from app.effect_api import Matte
from app.engine.samples import decode_logits
from app.opencv import cv2

EDGE_PX = 1.5  # width of the ramp from 0 to 1 across an edge, in source pixels

# The gradient is taken to be at least this, in logits per edge width: where the model is undecided over a
# whole area, its noise (and the sample's steps of 1/8) would otherwise be drawn as hard-edged specks.
_LEAST_GRADIENT = 0.125


def frame_matte(masklet: Masklet, frame: int, height: int, width: int) -> Matte:
    """The masklet's matte on a frame, float32 (height, width) in [0, 1].

    Zeros where the masklet has no sample, or where the object is not in the picture.
    """
    sample = masklet.track.get(frame)
    if sample is None or sample.presence <= 0:
        return np.zeros((height, width), np.float32)
    return sample_matte(sample, height, width)


def sample_matte(sample: Sample, height: int, width: int) -> Matte:
    """The sample's logits as a matte whose edge is `EDGE_PX` wide whatever the size of the logit grid.

    A logit says on which side of the edge a pixel is, and, over the logits' gradient, how far from it.
    """
    # Measured with masks of DAVIS on a grid of 128: bicubic IoU .979, bilinear .974; with a guided filter by
    # the frame's colours at most .963: the grid knows the edge to a fraction of a cell, colours mislead it.
    lib = cv2()
    grid = decode_logits(sample)
    per_edge = _gradient(grid, height, width) * EDGE_PX
    distance = lib.resize(grid, (width, height), interpolation=lib.INTER_CUBIC)
    scale = lib.resize(per_edge, (width, height), interpolation=lib.INTER_LINEAR)
    np.maximum(scale, np.float32(_LEAST_GRADIENT), out=scale)
    matte: Matte = np.divide(distance, scale, out=scale)
    matte += np.float32(0.5)
    return np.clip(matte, 0.0, 1.0, out=matte)


def _gradient(grid: Matte, height: int, width: int) -> Matte:
    """The gradient's size on the grid, in logits per source pixel."""
    down, across = np.gradient(grid)
    return np.hypot(down * np.float32(grid.shape[0] / height), across * np.float32(grid.shape[1] / width))
