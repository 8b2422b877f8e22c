"""`masklet timeline`: exports in a timeline, above the clips that they were made of."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import exits
from app.cli.exits import UsageError
from app.errors import UserFacingError

if TYPE_CHECKING:
    from app.engine.conform.timeline import Delivered

_PROJECT = "{project}"


def run(args: argparse.Namespace) -> int:
    from app.engine.conform.timeline import timeline_of, write_timeline

    if len(args.projects) > 1 and any(_PROJECT not in e for e in args.export):
        raise UsageError(f"For several projects, say where each export is: --export 'out/{_PROJECT}.mov'")
    delivered = [_delivered(project, args) for project in args.projects]
    for path in write_timeline(timeline_of(args.name or args.output.stem, delivered), args.output):
        print(path)
    return exits.DONE


def _delivered(path: Path, args: argparse.Namespace) -> Delivered:
    from app.engine.conform.timeline import Delivered
    from app.engine.export.target import with_handles
    from app.engine.media_reader import probe
    from app.engine.project_file import load_project

    project = load_project(path)
    if project.media is None:
        raise UserFacingError(f"{path.name} has no clip.", "Open a clip in it first.")
    files = [Path(e.replace(_PROJECT, path.stem)).absolute() for e in args.export]
    frames = with_handles(project.work_area, args.handles, project.media)
    return Delivered(project, frames, tuple(probe(file) for file in files))
