"""The unknown band along a matte's edge: the only place where refinement decides anything."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.effect_api import Matte, Region
from app.engine.matting.edge import edge_distance


def unknown_band(matte: Matte, width_px: float) -> NDArray[np.bool_]:
    """Where it is open whether a pixel belongs to the object: up to `width_px` on both sides of the edge."""
    if matte.max(initial=0.0) < 0.5:
        return np.zeros(matte.shape, np.bool_)
    return np.abs(edge_distance(matte)) <= width_px + 0.5


def trust_in(matte: Matte, unknown: NDArray[np.bool_]) -> Matte:
    """How far the matte is to be believed: 0 at its edge, which may lie anywhere in the band, 1 beyond it."""
    distance = np.abs(edge_distance(matte))
    reach = max(float((distance * unknown).max(initial=0.0)), 1.0)
    return np.minimum(distance / np.float32(reach), np.float32(1)) ** 2


def region_of(mask: NDArray[np.bool_], margin_px: int) -> Region | None:
    """Rows and columns that hold all of the mask, with a margin on each side; None for an empty one."""
    rows = np.flatnonzero(mask.any(axis=1))
    if rows.size == 0:
        return None
    columns = np.flatnonzero(mask.any(axis=0))
    return _around(rows, margin_px), _around(columns, margin_px)


def _around(places: NDArray[np.intp], margin_px: int) -> slice:
    return slice(max(0, int(places[0]) - margin_px), int(places[-1]) + 1 + margin_px)
