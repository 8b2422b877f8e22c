"""Fast edge refinement: a guided filter by the picture's colours.

He, Sun, Tang, "Guided Image Filtering", TPAMI 2013, with a colour picture as the guide; each pixel counts
as far as the given matte is to be believed there, so that a wrong edge does not teach its own error.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.effect_api import Matte
from app.opencv import cv2

_Plane = NDArray[Any]  # float32, (H, W)

_EPSILON = 1e-4  # variance of the guide, over [0, 1], below which an area counts as flat
_LEAST = 1e-3  # trust in any pixel, so that every window has some


def guided(matte: Matte, colours: NDArray[np.float32], trust: Matte, radius_px: float) -> Matte:
    """The matte as the locally linear function of the colours that comes nearest to it.

    `matte` and `trust` (H, W) and `colours` (H, W, 3), all in [0, 1]; a window reaches `radius_px`.
    """
    radius = max(1, round(radius_px))
    weight = np.maximum(trust, np.float32(_LEAST))
    scale = 1 / _mean(weight, radius)

    def mean(values: _Plane) -> _Plane:
        return _mean(values * weight, radius) * scale

    planes = cv2().split(colours)
    mean_matte = mean(matte)
    means = [mean(plane) for plane in planes]
    covariances = [
        mean(plane * matte) - its_mean * mean_matte for plane, its_mean in zip(planes, means, strict=True)
    ]
    slopes = _solved(_variances(planes, means, mean), covariances)
    offset = mean_matte - sum(slope * its_mean for slope, its_mean in zip(slopes, means, strict=True))
    result = _mean(offset, radius)
    for slope, plane in zip(slopes, planes, strict=True):
        result += _mean(slope, radius) * plane
    return np.clip(result, 0.0, 1.0, dtype=np.float32)


def _mean(values: _Plane, radius: int) -> _Plane:
    lib = cv2()
    side = 2 * radius + 1
    return lib.blur(values, (side, side), borderType=lib.BORDER_REFLECT)


def _variances(
    planes: Sequence[_Plane], means: Sequence[_Plane], mean: Callable[[_Plane], _Plane]
) -> list[_Plane]:
    """Of red, green and blue with each other: rr, rg, rb, gg, gb, bb."""
    pairs = ((0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2))
    return [
        mean(planes[a] * planes[b]) - means[a] * means[b] + np.float32(_EPSILON if a == b else 0)
        for a, b in pairs
    ]


def _solved(variances: Sequence[_Plane], covariances: Sequence[_Plane]) -> list[_Plane]:
    """The symmetric system of three equations of every pixel, by its adjugate."""
    rr, rg, rb, gg, gb, bb = variances
    red, green, blue = covariances
    i_rr, i_rg, i_rb = gg * bb - gb * gb, gb * rb - rg * bb, rg * gb - gg * rb
    i_gg, i_gb, i_bb = rr * bb - rb * rb, rb * rg - rr * gb, rr * gg - rg * rg
    scale = 1 / (rr * i_rr + rg * i_rg + rb * i_rb)
    return [
        (i_rr * red + i_rg * green + i_rb * blue) * scale,
        (i_rg * red + i_gg * green + i_gb * blue) * scale,
        (i_rb * red + i_gb * green + i_bb * blue) * scale,
    ]
