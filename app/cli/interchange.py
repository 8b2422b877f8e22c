"""`masklet interchange`: masks and shapes to and from other programs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import exits
from app.cli.cancelling import Interrupted, cancellable
from app.cli.export import chosen_masklets
from app.cli.progress import Progress
from app.cli.track import check_folder, set_range
from app.document import edits
from app.document.project import Project

if TYPE_CHECKING:
    from app.engine.interchange.roto import Fit


def run(args: argparse.Namespace) -> int:
    check_folder(args.output.parent)
    if args.to == "nuke":
        from app.engine.interchange.nuke_read import write_read_nodes

        write_read_nodes(args.path, args.output)
        print(args.output)
        return exits.DONE
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
    from app.engine.interchange.going_out import InterchangeCancelled
    from app.engine.interchange.mask_sets import MASK_SETS, write_masks
    from app.engine.interchange.roto import write_shapes

    with cancellable() as cancel, Progress(f"Writing {args.output.name}") as progress:
        chosen = chosen_masklets(project, args.masklet)

        def update(done: int, total: int) -> None:
            progress.update(done, total, None)

        try:
            if args.to in MASK_SETS:
                write_masks(project, args.to, args.output, cancel, masklets=chosen, progress=update)
            else:
                fit = write_shapes(
                    project, args.to, args.output, cancel, masklets=chosen, error=args.error, progress=update
                )
                progress.say(_told(fit))
        except InterchangeCancelled as error:
            progress.say("Cancelled: nothing was written.")
            raise Interrupted from error


def _told(fit: Fit) -> str:
    specks = f"; {fit.specks} specks left out" if fit.specks else ""
    return (
        f"{fit.shapes} shapes, {fit.points} points, {fit.keys} keyframes: off by {fit.mean:.2f} pixels in "
        f"the mean, {fit.greatest:.2f} at most; IoU at least {fit.least_iou:.3f} on every frame{specks}."
    )
