"""`masklet interchange`: masks to and from the data sets of other programs."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli import exits
from app.cli.cancelling import Interrupted, cancellable
from app.cli.export import chosen_masklets
from app.cli.progress import Progress
from app.cli.track import check_folder, set_range
from app.document import edits
from app.document.project import Project


def run(args: argparse.Namespace) -> int:
    check_folder(args.output.parent)
    project = set_range(_opened(args.path), args.first, args.last)
    if args.to is None:
        _read(project, args)
    else:
        _write(project, args)
    print(args.output)
    return exits.DONE


def _opened(path: Path) -> Project:
    from app.engine.media_reader import probe
    from app.engine.project_file import load_project

    return load_project(path) if path.suffix == ".masklet" else edits.open_media(probe(path.absolute()))


def _read(project: Project, args: argparse.Namespace) -> None:
    from app.engine.interchange.mask_reading import read_masks
    from app.engine.project_file import save_project

    save_project(read_masks(project, args.source, args.way), args.output)


def _write(project: Project, args: argparse.Namespace) -> None:
    from app.engine.interchange.mask_sets import InterchangeCancelled, write_masks

    with cancellable() as cancel, Progress(f"Writing {args.output.name}") as progress:
        try:
            write_masks(
                project,
                args.to,
                args.output,
                cancel,
                masklets=chosen_masklets(project, args.masklet),
                progress=lambda done, total: progress.update(done, total, None),
            )
        except InterchangeCancelled as error:
            progress.say("Cancelled: nothing was written.")
            raise Interrupted from error
