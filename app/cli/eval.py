"""`masklet eval`: a model measured on a benchmark; the table on stdout, in Markdown."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import exits
from app.cli.cancelling import Interrupted, cancellable
from app.cli.progress import Progress
from app.cli.track import check_folder
from app.errors import UserFacingError

if TYPE_CHECKING:
    from app.engine.evaluation import Measuring, Report
    from app.engine.model_store import ModelEntry


def run(args: argparse.Namespace) -> int:
    from app.engine.evaluation import check_report, write_report
    from app.engine.model_store import ModelStore

    if args.report is not None:
        check_folder(args.report.absolute().parent)
        check_report(args.report)
    entry = ModelStore().require(args.model)
    measuring, unit = _measuring(args, entry)
    report = _ended(measuring, Progress(f"Measuring {entry.name}", unit))
    if args.json:
        _write(args.json, report.to_json())
    if args.report is not None:
        write_report(report, args.report)
    print(report.to_markdown(), end="")
    return exits.DONE


def _measuring(args: argparse.Namespace, entry: ModelEntry) -> tuple[Measuring, str]:
    """What is to be run, and what its progress counts."""
    from app.engine.evaluation import Chosen, measure_clicks, measure_interactive, measure_vos

    data, device = args.dataset, args.device
    if args.protocol == "vos":
        kind, clicks = args.start
        names = _names(args.names)
        measuring = measure_vos(
            data, entry, device, start=kind, clicks=clicks, policy=args.policy, names=names
        )
        return measuring, "frames"
    if args.mode == "stills":
        chosen = Chosen(args.set, args.least / 100, args.limit)
        clicks = args.clicks or 5
        measuring = measure_clicks(data, entry, device, chosen, clicks=clicks, first=args.start)
        return measuring, "pictures"
    measuring = measure_interactive(
        data,
        entry,
        device,
        args.mode,
        frames=args.frames,
        clicks=args.clicks or 3,
        names=_names(args.names),
    )
    return measuring, "frames"


def _ended(measuring: Measuring, progress: Progress) -> Report:
    """The report of a measurement that is run to its end. Raises Interrupted."""
    started = time.monotonic()
    with cancellable() as cancel, progress:
        while True:
            try:
                done, total = next(measuring)
            except StopIteration as end:
                return end.value
            pace_s = (time.monotonic() - started) / done
            progress.update(done, total, pace_s * (total - done))
            if cancel.is_set():
                progress.say("Cancelled: a mean over a part of the data would mislead, so there is none.")
                raise Interrupted


def _names(file: Path | None) -> frozenset[str] | None:
    """The names of videos in a file, one a line."""
    if file is None:
        return None
    try:
        return frozenset(file.read_text(encoding="utf-8").split())
    except (OSError, UnicodeDecodeError) as error:
        raise UserFacingError(f"{file} cannot be read: {error}.", "It names a video on each line.") from error


def _write(path: Path, text: str) -> None:
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(text + "\n", encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise UserFacingError(f"{path} cannot be written: {error.strerror}.", "Name another file.") from error
