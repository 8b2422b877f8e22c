"""`masklet conform`: an edit as projects, one for each use of a clip."""

from __future__ import annotations

import argparse
import sys

from app.cli import exits
from app.cli.exits import UsageError


def run(args: argparse.Namespace) -> int:
    from app.engine.conform.conform import conform, save_projects
    from app.engine.conform.edit_list import exact_rate

    for folder in args.media:
        if not folder.is_dir():
            raise UsageError(f"--media {folder} is no folder.")
    rate = None if args.rate is None else exact_rate(args.rate)
    found = conform(args.edit, [f.absolute() for f in args.media], handles=args.handles, rate=rate)
    for path in save_projects(found, args.output):
        print(path)
    for note in found.notes:
        print(note, file=sys.stderr)
    return exits.DONE
