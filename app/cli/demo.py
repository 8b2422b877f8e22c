"""`masklet demo`: the whole way from a clip to files that can be delivered, on the sample clip."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli import exits
from app.cli.export import export_to
from app.cli.track import check_folder, track_and_save
from app.document import edits, effect_edits
from app.document.project import Project
from app.errors import UserFacingError


def run(args: argparse.Namespace) -> int:
    from app.engine.export.job import ExportRequest
    from app.engine.sample_project import sample_project

    folder: Path = args.output
    _make(folder)
    project = track_and_save(sample_project(), folder / "demo.masklet", device=args.device)
    for shown, name, file in (
        (project, "prores4444", "cutout.mov"),
        (_soft_background(project), "h264", "composite.mp4"),
    ):
        export_to(ExportRequest(shown, name, folder / file, overwrite=True))
    print(f"project    {folder / 'demo.masklet'}")
    print(f"cut-out    {folder / 'cutout.mov'}  (ProRes 4444 with alpha)")
    print(f"composite  {folder / 'composite.mp4'}  (the background out of focus)")
    return exits.DONE


def _soft_background(project: Project) -> Project:
    """The project as the demo's composite shows it: all but the object blurred."""
    (masklet,) = project.masklets
    blurred = edits.add_effect(project, masklet.id, "blur", {"size": 2.0})
    return effect_edits.set_outside(blurred, masklet.id, project.next_id, outside=True)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserFacingError(
            f"The folder {folder} cannot be made: {error.strerror}.", "Name another one: -o DIR"
        ) from error
    check_folder(folder)
