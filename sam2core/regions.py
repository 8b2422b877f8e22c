"""Boxes and connected parts of masks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

Mask = NDArray[np.bool_]
Box = tuple[float, float, float, float]  # x0, y0, x1, y1 in cells, the right and lower sides excluded


def bounds(mask: Mask) -> Box | None:
    """The box of a mask (H, W), None where it is empty."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return None
    return float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[-1] + 1)


def as_mask(logits: Tensor) -> Mask:
    """Logits (..., H, W) as a mask (H, W); all leading sides are 1."""
    mask: Mask = (logits.reshape(logits.shape[-2:]) > 0).cpu().numpy()
    return mask


def box_area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def union_box(a: Box, b: Box) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def box_iou(a: Box, b: Box) -> float:
    """Intersection over union, in [0, 1]."""
    across = min(a[2], b[2]) - max(a[0], b[0])
    down = min(a[3], b[3]) - max(a[1], b[1])
    shared = max(across, 0.0) * max(down, 0.0)
    return shared / max(box_area(a) + box_area(b) - shared, 1e-9)


def mask_iou(a: Mask, b: Mask) -> float:
    """Intersection over union, in [0, 1]; 1 where both are empty."""
    union = np.logical_or(a, b).sum()
    return float(np.logical_and(a, b).sum() / union) if union else 1.0


def label(mask: Mask) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Connected parts of a mask (H, W), neighbours in all eight directions.

    Returns numbers (H, W), 0 where the mask is false, and the area of each number, [0] that of the rest.
    """
    rows, starts, ends = _runs(mask)
    parent = list(range(len(rows)))
    first_of_row = np.searchsorted(rows, np.arange(mask.shape[0] + 1))
    for row in range(1, mask.shape[0]):
        above, here, stop = first_of_row[row - 1], first_of_row[row], first_of_row[row + 1]
        _join_rows(parent, starts, ends, (int(above), int(here)), (int(here), int(stop)))
    roots = np.array([_root(parent, i) for i in range(len(rows))], np.int64)
    _, numbers = np.unique(roots, return_inverse=True)
    lengths = ends - starts
    flat = np.zeros(mask.size, np.int32)
    flat[np.flatnonzero(mask)] = np.repeat(numbers.astype(np.int32) + 1, lengths)
    labels = flat.reshape(mask.shape)
    return labels, np.bincount(flat)


def largest_part(mask: Mask) -> Mask:
    """The largest connected part; the mask itself where it is empty."""
    labels, areas = label(mask)
    if len(areas) < 3:  # the outside and one part
        return mask
    biggest: Mask = labels == int(areas[1:].argmax()) + 1
    return biggest


def without_specks(mask: Mask, least: int) -> Mask:
    """Parts and holes of fewer than `least` cells removed; the largest part stays whatever its size."""
    return ~_without_small(~_without_small(mask, least, spare_largest=True), least, spare_largest=False)


def _without_small(mask: Mask, least: int, *, spare_largest: bool) -> Mask:
    labels, areas = label(mask)
    if len(areas) < 2:
        return mask
    kept = areas >= least
    if spare_largest and not kept[1:].any():
        kept[int(areas[1:].argmax()) + 1] = True
    kept[0] = False
    cleaned: Mask = kept[labels]
    return cleaned


def _runs(mask: Mask) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Row, first column and column after the last of each run of true cells, in reading order."""
    edges = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    return rows, starts, ends


def _join_rows(
    parent: list[int],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    above: tuple[int, int],
    here: tuple[int, int],
) -> None:
    """Join the runs of two neighbouring rows that touch, corners counted."""
    i, j = above[0], here[0]
    while i < above[1] and j < here[1]:
        if starts[i] <= ends[j] and starts[j] <= ends[i]:
            parent[_root(parent, j)] = _root(parent, i)
        if ends[i] < ends[j]:
            i += 1
        else:
            j += 1


def _root(parent: list[int], i: int) -> int:
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i
