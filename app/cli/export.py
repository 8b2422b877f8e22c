"""`masklet export`: a project rendered to a movie or an image sequence."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from app.cli import exits
from app.cli.cancelling import Interrupted, cancellable
from app.cli.exits import UsageError
from app.cli.progress import Progress
from app.cli.track import set_range
from app.document.project import Project
from app.errors import UserFacingError


def run(args: argparse.Namespace) -> int:
    from app.engine.export.formats import FORMATS
    from app.engine.project_file import load_project

    if args.format not in FORMATS:
        raise UsageError(f'There is no format "{args.format}". There are: {", ".join(FORMATS)}.')
    project = load_project(args.project)
    if project.media is None:
        raise UserFacingError(f"{args.project.name} has no clip to export.", "Open a clip in it first.")
    project = set_range(project, args.first, args.last)
    masklets = chosen_masklets(project, args.masklet)
    export_to(project, args.format, args.output, masklets)
    print(args.output)
    return exits.DONE


def export_to(
    project: Project, format_name: str, output: Path, masklets: tuple[int, ...] | None = None
) -> None:
    """Render the work area. Raises Interrupted, with nothing left behind, after a cancel."""
    from app.engine.export.job import ExportCancelled, ExportRequest, export

    request = ExportRequest(
        project, format_name, output, frames=project.work_area, masklets=masklets, overwrite=True
    )
    with cancellable() as cancel, Progress(f"Exporting {output.name}") as progress:
        try:
            for step in export(request, cancel):
                progress.update(step.done, step.total, step.seconds_left)
        except ExportCancelled as error:
            progress.say("Cancelled: nothing was written.")
            raise Interrupted from error


def chosen_masklets(project: Project, names: Sequence[str]) -> tuple[int, ...] | None:
    """The ids of the masklets of these names; None, which means all, where no name is given."""
    if not names:
        return None
    by_name = {m.name: m.id for m in project.masklets}
    for name in names:
        if name not in by_name:
            known = ", ".join(by_name) or "none"
            raise UserFacingError(f'There is no masklet "{name}" in the project.', f"There are: {known}.")
    return tuple(by_name[name] for name in names)
