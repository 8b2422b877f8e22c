"""The frame rate of a clip from the time stamps of its frames, since headers are often wrong."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import numpy as np

from app.engine.media_index import Stamps

_COMMON = (
    *(Fraction(n) for n in (24, 25, 30, 48, 50, 60, 100, 120, 12, 15)),
    *(Fraction(n * 1000, 1001) for n in (24, 30, 48, 60, 120)),
)
_DEFAULT = Fraction(24)  # for a clip of one frame whose header says nothing


def nominal_rate(
    pts: Stamps, time_base: Fraction, claimed: Iterable[Fraction | None]
) -> tuple[Fraction, bool]:
    """The rate in frames per second, and whether the clip's rate varies.

    The first claimed (or common) rate at which every frame lies within half a frame of its place is the rate.
    Where there is none, the rate varies, and the mean is given: as many frames, as long as the clip.
    """
    claims = [c for c in claimed if c is not None and 0 < c <= 1000]
    if len(pts) < 2:
        return (claims or [_DEFAULT])[0], False
    mean = Fraction(len(pts) - 1) / (Fraction(int(pts[-1] - pts[0])) * time_base)
    near = sorted(_COMMON, key=lambda c: abs(c - mean))
    for rate in [*claims, *near[:2], mean]:
        if _fits(pts, time_base, rate):
            return rate.limit_denominator(100_000), False
    return mean.limit_denominator(1001), True


def _fits(pts: Stamps, time_base: Fraction, rate: Fraction) -> bool:
    places = (pts - pts[0]) * float(time_base * rate)
    return bool(np.all(np.abs(places - np.arange(len(pts))) < 0.5))
