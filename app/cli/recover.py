"""`masklet recover`: the work that a crash or a kill left."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from app.cli import exits
from app.errors import UserFacingError


def run(args: argparse.Namespace) -> int:
    from app.engine.autosave import drop, recoverable

    found = recoverable()
    if args.output is None:
        for recovery in found:
            when = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(recovery.saved_at))
            print(f"{when}  {recovery.original or 'never saved'}")
        return exits.DONE
    if not found:
        raise UserFacingError(
            "There is nothing to recover.", "Nothing that was kept belongs to a program that died."
        )
    if args.output.exists():
        raise UserFacingError(f"{args.output} is there already.", "Name another file: -o FILE.masklet")
    _save(found[0].file, args.output)
    drop(found[0])
    print(args.output)
    return exits.DONE


def _save(source: Path, target: Path) -> None:
    from app.engine.project_file import MissingMediaError, load_project, save_project

    try:
        project = load_project(source)
    except MissingMediaError as error:
        project = load_project(source, media_path=error.media.path)
    save_project(project, target)
