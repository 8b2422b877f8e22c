"""Garbage, holdout and core mattes: shapes drawn by hand, as coverage."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from app.document.keyframes import ParamValue
from app.document.matte import POINT_VALUES, MatteShape
from app.effect_api import Matte, blur_grid, gaussian_blur
from app.engine.matting.coverage import Line, covered

_FLAT_PX = 0.005  # how far a curve may lie beside the straight pieces that stand for it
_MOST_STEPS = 256  # straight pieces for each curved one
_FAR = 2.0**20  # px; a point further away is drawn here
_BLUR_REACH = 4  # sigmas, beyond which a blurred shape is taken to have ended


def with_shapes(matte: Matte, shapes: Iterable[MatteShape], frame: float, scale: float) -> Matte:
    """The matte less garbage and holdouts, with the cores; `scale`: the picture's size over the source's."""
    on = [shape for shape in shapes if shape.enabled]
    garbage = [_coverage(s, frame, matte, scale) for s in on if s.kind == "garbage"]
    if garbage:
        matte = np.multiply(matte, np.maximum.reduce(garbage), dtype=np.float32)
    for shape in on:
        if shape.kind == "core":
            matte = np.maximum(matte, _coverage(shape, frame, matte, scale))
    for shape in on:
        if shape.kind == "holdout":
            matte = held_out(matte, _coverage(shape, frame, matte, scale))
    return matte


def outline(path: ParamValue, scale: float = 1.0) -> Line:
    """A shape's path as a closed line of points (n, 2): x, y in pixels."""
    points = np.clip(np.asarray(path, np.float64).reshape(-1, POINT_VALUES) * scale, -_FAR, _FAR)
    corners, before, after = points[:, :2], points[:, 2:4], points[:, 4:6]
    following = np.roll(corners, -1, axis=0)
    if not before.any() and not after.any():
        return corners
    leave, arrive = corners + after, following + np.roll(before, -1, axis=0)
    bend = max(np.abs(corners - 2 * leave + arrive).max(), np.abs(leave - 2 * arrive + following).max())
    # A chord lies beside its curve by at most an eighth of the second derivative times the step's square.
    steps = int(np.clip(np.ceil(np.sqrt(6 * bend / 8 / _FLAT_PX)), 1, _MOST_STEPS))
    part = np.linspace(0.0, 1.0, steps, endpoint=False)[None, :, None]
    rest = 1 - part
    curve = (
        rest**3 * corners[:, None]
        + 3 * rest**2 * part * leave[:, None]
        + 3 * rest * part**2 * arrive[:, None]
        + part**3 * following[:, None]
    )
    return curve.reshape(-1, 2)


def held_out(matte: Matte, front: Matte) -> Matte:
    """The matte less what lies in front of it."""
    return np.multiply(matte, np.float32(1) - front, dtype=np.float32)


def _coverage(shape: MatteShape, frame: float, like: Matte, scale: float) -> Matte:
    """1 inside, 0 outside, float32 of the matte's size; antialiased, then feathered.

    A feathered shape is drawn with what of it lies beside the picture, as far as that is felt in it.
    """
    line = outline(shape.path.at(frame), scale)
    sigma = min(max(shape.feather, 0.0) * scale / 2, max(like.shape) / 2)
    rows, columns = (_span(line[:, 1 - axis], size, sigma) for axis, size in enumerate(like.shape))
    seen = tuple(
        slice(max(s.start, 0), min(s.stop, n)) for s, n in zip((rows, columns), like.shape, strict=True)
    )
    coverage = np.zeros_like(like)
    if all(part.start < part.stop for part in seen):
        corner = (columns.start, rows.start)
        drawn = covered(line - corner, rows.stop - rows.start, columns.stop - columns.start)
        soft = gaussian_blur(drawn, sigma)
        coverage[seen] = soft[
            tuple(
                slice(p.start - s.start, p.stop - s.start) for p, s in zip(seen, (rows, columns), strict=True)
            )
        ]
    return coverage


def _span(values: NDArray[np.float64], size: int, sigma: float) -> slice:
    """From where to where a shape is drawn along one side: on the blur's grid, which lies still."""
    reach, grid = int(np.ceil(_BLUR_REACH * sigma)), blur_grid(sigma)
    first = max(int(np.floor(values.min())), -reach) - reach
    last = min(int(np.ceil(values.max())), size + reach) + reach
    return slice(first // grid * grid, -(-last // grid) * grid)
