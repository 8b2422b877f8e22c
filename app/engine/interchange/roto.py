"""Masklets as animated shapes for the roto tools of other programs, with their error measured."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np

from app.document.media import Media
from app.document.project import Project
from app.document.timing import FrameRange
from app.engine.export.content import layer_names
from app.engine.interchange import after_effects, fusion, nuke_roto, silhouette
from app.engine.interchange.contours import Ring, area, distances, filled, outlines
from app.engine.interchange.going_out import Progress, chosen_of, mattes_of, media_of, placed
from app.engine.interchange.splines import Shape, curve, fitted
from app.errors import UserFacingError

_MOST: Final = 1000
SMALLEST_ERROR, LARGEST_ERROR = 0.25, 20.0  # pixels
_SPECK: Final = 4.0  # outlines of less than (this times the error) squared pixels are no shapes
_INSIDE: Final = 0.5

Shapes = Mapping[str, Sequence[Shape]]  # by the masklet's name, those around others first


@dataclass(frozen=True)
class ShapeFile:
    """A program's file of shapes."""

    name: str
    title: str
    suffix: str
    handles: bool  # False: corners only
    text: Callable[[Media, FrameRange, Shapes], str]


@dataclass(frozen=True)
class Fit:
    """How close the shapes are to the mattes: distances in pixels, over all frames and both ways."""

    shapes: int
    points: int
    keys: int
    mean: float
    greatest: float
    least_iou: float  # of the pixels inside, over frames and masklets
    specks: int  # outlines that were too small to become shapes, over all frames


SHAPE_FILES: Final[Mapping[str, ShapeFile]] = MappingProxyType(
    {
        "nuke-roto": ShapeFile("nuke-roto", "Nuke Roto", ".nk", handles=True, text=nuke_roto.text),
        "ae": ShapeFile("ae", "After Effects masks", ".jsx", handles=True, text=after_effects.text),
        "silhouette": ShapeFile("silhouette", "Silhouette", ".fxs", handles=False, text=silhouette.text),
        "fusion": ShapeFile("fusion", "Fusion polygons", ".setting", handles=True, text=fusion.text),
    }
)


def write_shapes(
    project: Project,
    name: str,
    path: Path,
    cancel: threading.Event,
    *,
    masklets: Collection[int] | None = None,
    error: float = 1.0,
    progress: Progress = lambda _done, _total: None,
) -> Fit:
    """Write the work area's mattes as one of SHAPE_FILES, within `error` pixels of where they are a half.

    The file is there whole under its name, or not at all. Raises UserFacingError, and InterchangeCancelled
    once `cancel` is set.
    """
    if not SMALLEST_ERROR <= error <= LARGEST_ERROR:
        raise UserFacingError(
            f"Shapes cannot keep to {error:g} pixels.", f"Choose {SMALLEST_ERROR:g} to {LARGEST_ERROR:g}."
        )
    kind, media = SHAPE_FILES[name], media_of(project)
    chosen = chosen_of(project, masklets, _MOST)
    rings: dict[int, dict[int, list[Ring]]] = {m.id: {} for m in chosen}
    with placed(path, is_folder=False) as partial:
        for frame, mattes in mattes_of(project, chosen, cancel, progress):
            for masklet, matte in mattes.items():
                rings[masklet][frame] = outlines(matte)
        names = layer_names(chosen)
        found = {names[m]: _shapes(by_frame, error, handles=kind.handles) for m, by_frame in rings.items()}
        partial.write_text(kind.text(media, project.work_area, found), encoding="utf-8")
    return _measured([(rings[m.id], found[names[m.id]]) for m in chosen], error, media)


def _shapes(rings: Mapping[int, Sequence[Ring]], error: float, *, handles: bool) -> list[Shape]:
    kept = ((frame, [r for r in found if not _is_speck(r, error)]) for frame, found in rings.items())
    return fitted(kept, error, handles=handles)


def _is_speck(ring: Ring, error: float) -> bool:
    return abs(area(ring)) < (_SPECK * error) ** 2


def _measured(
    masklets: Sequence[tuple[Mapping[int, Sequence[Ring]], Sequence[Shape]]], error: float, media: Media
) -> Fit:
    """Every frame drawn again, and held against the outlines that it was made from."""
    off: list[np.ndarray] = [np.zeros(0)]
    least, specks = 1.0, 0
    for by_frame, shapes in masklets:
        for frame, rings in by_frame.items():
            kept = [r for r in rings if not _is_speck(r, error)]
            specks += len(rings) - len(kept)
            drawn = [curve(s.at(frame)) for s in shapes if frame in s.frames]
            off += [_nearest(d, kept) for d in drawn] + [_nearest(r, drawn) for r in kept]
            least = min(least, _iou(rings, drawn, media))
    all_ = np.concatenate(off)
    every = [s for _, shapes in masklets for s in shapes]
    points, keys = sum(_points(s) for s in every), sum(len(s.keys) for s in every)
    mean, greatest = (float(all_.mean()), float(all_.max())) if all_.size else (0.0, 0.0)
    return Fit(len(every), points, keys, mean, greatest, least, specks)


def _nearest(points: Ring, rings: Sequence[Ring]) -> np.ndarray:
    return np.min([distances(points, ring) for ring in rings], axis=0)


def _iou(rings: Sequence[Ring], drawn: Sequence[Ring], media: Media) -> float:
    matte, shape = (filled(r, media.height, media.width) for r in (rings, drawn))
    either = int((matte | shape).sum())
    return int((matte & shape).sum()) / either if either else 1.0


def _points(shape: Shape) -> int:
    return len(next(iter(shape.keys.values())))
