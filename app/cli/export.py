"""`masklet export`: a project rendered to movies or image sequences."""

from __future__ import annotations

import argparse
import re
from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, cast

from app.cli import exits
from app.cli.cancelling import Interrupted, cancellable
from app.cli.exits import UsageError
from app.cli.progress import Progress
from app.cli.track import set_range
from app.document.project import Project
from app.document.timing import FrameRange
from app.errors import UserFacingError

if TYPE_CHECKING:
    from app.engine.export.job import ExportProgress, ExportRequest
    from app.engine.export.options import ExportOptions
    from app.engine.export.proof import Proof


def run(args: argparse.Namespace) -> int:
    from app.engine.export.job import requests_of

    for each in requests_of(request_of(args), args.project.stem):
        export_to(each)
        print(each.path)
    return exits.DONE


def request_of(args: argparse.Namespace) -> ExportRequest:
    """What the command line asks for, with its project read. Raises UserFacingError and UsageError."""
    from app.engine.export.formats import FORMATS
    from app.engine.export.job import ExportRequest
    from app.engine.project_file import load_project

    if args.format not in FORMATS:
        raise UsageError(f'There is no format "{args.format}". There are: {", ".join(FORMATS)}.')
    project = load_project(args.project)
    if project.media is None:
        raise UserFacingError(f"{args.project.name} has no clip to export.", "Open a clip in it first.")
    project = set_range(project, args.first, args.last)
    return ExportRequest(
        project,
        args.format,
        args.output,
        frames=project.work_area,
        masklets=chosen_masklets(project, args.masklet),
        overwrite=True,
        options=_options(project, args),
        chunk=_chunk(args.chunk),
    )


def export_to(request: ExportRequest) -> None:
    """Render it. Raises Interrupted, with nothing left behind, after a cancel."""
    from app.engine.export.job import ExportCancelled, export

    with cancellable() as cancel, Progress(f"Exporting {request.path.name}") as progress:
        try:
            proof = _told(export(request, cancel), progress)
        except ExportCancelled as error:
            progress.say("Cancelled: nothing was written.")
            raise Interrupted from error
        for doubt in proof.unhidden:
            progress.say(f"May be seen: {doubt}")


def _told(steps: Generator[ExportProgress, None, Proof], progress: Progress) -> Proof:
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            return cast("Proof", end.value)
        progress.update(step.done, step.total, step.seconds_left)


def chosen_masklets(project: Project, names: Sequence[str]) -> tuple[int, ...] | None:
    """The ids of the masklets of these names or numbers (#3); None, which means all, where none is given."""
    if not names:
        return None
    by_name = {f"#{m.id}": m.id for m in project.masklets} | {m.name: m.id for m in project.masklets}
    for name in names:
        if name not in by_name:
            known = ", ".join(m.name for m in project.masklets) or "none"
            raise UserFacingError(f'There is no masklet "{name}" in the project.', f"There are: {known}.")
    return tuple(by_name[name] for name in names)


def _options(project: Project, args: argparse.Namespace) -> ExportOptions:
    from app.engine.export.options import ExportOptions

    return ExportOptions(
        content=args.content,
        depth=args.depth,
        alpha=args.alpha,
        compression=args.compression,
        part=args.part,
        core_px=args.core,
        holdouts=chosen_masklets(project, args.holdout) or (),
        layers=args.layers == "on",
        multipart=args.multipart,
        cryptomatte=args.cryptomatte,
        first_number=args.start,
        padding=args.padding,
        handles=args.handles,
        scale=args.scale,
        sound=args.sound,
        timecode=args.timecode,
        timeline=f".{args.timeline}" if args.timeline else "",
        unhidden=args.unhidden,
        report=args.report,
    )


def _chunk(words: str | None) -> FrameRange | None:
    if words is None:
        return None
    match = re.fullmatch(r"(\d+)(?:-(\d+))?", words)
    if match is None or int(match[2] or match[1]) < int(match[1]):
        raise UsageError(f'"{words}" is no range of frames: write it as 10-19.')
    return FrameRange(int(match[1]), int(match[2] or match[1]))
