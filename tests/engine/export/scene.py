"""A small clip with two tracked masklets, for tests that export it."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np

from app.document import edits
from app.document.masklet import Sample
from app.document.project import Project
from app.document.timing import FrameRange
from app.engine.export.content import Renderer
from app.engine.export.job import ExportRequest, export
from app.engine.export.options import ExportOptions
from app.engine.export.proof import Proof
from app.engine.media_reader import probe
from app.engine.samples import encode_sample

GRID = (24, 40)


def disc(frame: int, x: float, *, absent: bool = False) -> Sample:
    """A disc that moves right; `x` and its row are cells of the grid."""
    rows, columns = np.mgrid[0 : GRID[0], 0 : GRID[1]]
    logits = (5 - np.hypot(columns - x - frame * 0.5, rows - 12)) * 3
    return encode_sample(
        logits.astype(np.float32),
        presence=-5.0 if absent else 5.0,
        iou=0.9,
        pointer=np.zeros(4, np.float32),
        model="fake",
        prompted=False,
    )


def project_of(clip: Path, frames: int = 8, absent: tuple[int, ...] = (3,)) -> Project:
    """Masklets "dog" (1) and "the cat!" (2), which overlap; the cat is absent on frames of `absent`."""
    project = edits.open_media(probe(clip))
    project = edits.add_masklet(edits.add_masklet(project, "dog"), "the cat!")
    project = edits.add_samples(project, 1, {f: disc(f, 12) for f in range(frames)})
    cats = {f: disc(f, 19, absent=f in absent) for f in range(frames)}
    return edits.set_out_point(edits.add_samples(project, 2, cats), frames - 1)


def written(
    project: Project,
    format_name: str,
    path: Path,
    *,
    frames: FrameRange | None = None,
    masklets: tuple[int, ...] | None = None,
    chunk: FrameRange | None = None,
    overwrite: bool = False,
    render: Renderer | None = None,
    **options: Any,
) -> Proof:
    """Export it; what the proof says."""
    request = ExportRequest(
        project,
        format_name,
        path,
        frames=frames,
        masklets=masklets,
        overwrite=overwrite,
        options=ExportOptions(**options),
        chunk=chunk,
    )
    steps = export(request, threading.Event(), render=render)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value
