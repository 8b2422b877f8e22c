"""Garbage, holdout and core mattes: shapes drawn by hand, as coverage."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from app.document.keyframes import ParamValue
from app.document.matte import POINT_VALUES, MatteShape
from app.effect_api import Matte, gaussian_blur
from app.opencv import cv2

_STEPS = 16  # straight pieces for each curved one
_FINER = 4  # subpixels along each side of a pixel
_FRACTION_BITS = 4  # of a pixel, in OpenCV's drawing
_FAR = 2**20  # px; a point further away is drawn here


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


def outline(path: ParamValue) -> NDArray[np.float32]:
    """A shape's path as a closed line of points (n, 2): x, y in source pixels."""
    points = np.asarray(path, np.float32).reshape(-1, POINT_VALUES)
    corners, before, after = points[:, :2], points[:, 2:4], points[:, 4:6]
    following = np.roll(corners, -1, axis=0)
    if not before.any() and not after.any():
        return corners
    leave, arrive = corners + after, following + np.roll(before, -1, axis=0)
    part = np.linspace(0.0, 1.0, _STEPS, endpoint=False, dtype=np.float32)[None, :, None]
    rest = 1 - part
    curve = (
        rest**3 * corners[:, None]
        + 3 * rest**2 * part * leave[:, None]
        + 3 * rest * part**2 * arrive[:, None]
        + part**3 * following[:, None]
    )
    return curve.reshape(-1, 2).astype(np.float32)


def held_out(matte: Matte, front: Matte) -> Matte:
    """The matte less what lies in front of it."""
    return np.multiply(matte, np.float32(1) - front, dtype=np.float32)


def _filled(line: NDArray[np.float32], shape: tuple[int, ...]) -> Matte:
    """How much of each pixel lies inside the closed line, antialiased."""
    coverage = np.zeros(shape, np.float32)
    height, width = shape[:2]
    left, top = np.clip(np.floor(line.min(axis=0)), 0, (width, height)).astype(int)
    right, bottom = np.clip(np.ceil(line.max(axis=0)), 0, (width, height)).astype(int)
    if right <= left or bottom <= top:
        return coverage
    lib = cv2()
    # OpenCV counts from the first pixel's centre, and what it draws reaches half a pixel past the line.
    fine = np.clip((line - (left, top)) * _FINER - 0.5, -_FAR, _FAR)
    drawn = np.zeros(((bottom - top) * _FINER, (right - left) * _FINER), np.uint8)
    lib.fillPoly(drawn, [np.rint(fine * 2**_FRACTION_BITS).astype(np.int32)], 255, shift=_FRACTION_BITS)
    size = (int(right - left), int(bottom - top))
    reduced = lib.resize(drawn, size, interpolation=lib.INTER_AREA)
    coverage[top:bottom, left:right] = reduced.astype(np.float32) / np.float32(255)
    return coverage


def _coverage(shape: MatteShape, frame: float, like: Matte, scale: float) -> Matte:
    """1 inside, 0 outside, float32 of the matte's size; antialiased, then feathered."""
    coverage = _filled(outline(shape.path.at(frame)) * np.float32(scale), like.shape)
    return gaussian_blur(coverage, shape.feather * scale / 2) if shape.feather > 0 else coverage
