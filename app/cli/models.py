"""`masklet models`: which models there are, and how more of them get in."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from app.cli import exits
from app.cli.cancelling import Interrupted, cancellable
from app.cli.progress import Progress
from app.errors import UserFacingError

if TYPE_CHECKING:
    from app.engine.model_store import ModelEntry, ModelStore


def run(args: argparse.Namespace) -> int:
    from app.engine.model_store import ModelStore

    actions = {"list": _list, "download": _download, "import": _import, "verify": _verify}
    return actions[args.action](ModelStore(), args)


def _list(store: ModelStore, args: argparse.Namespace) -> int:
    from app.engine.predictor import choose_device, expected_speed, precision

    entries = store.entries()
    device = choose_device()
    numbers = precision(device).name
    speeds = {e.name: expected_speed(e, device, numbers) for e in entries}
    if args.json:
        print(json.dumps([_facts(e, speeds[e.name]) for e in entries], indent=2, ensure_ascii=False))
        return exits.DONE
    rows = [("MODEL", "", "SIZE", "SPEED HERE", "LICENCE", "GOOD FOR")]
    for e in entries:
        there, size = "ready" if e.available else "not here", f"{e.size_bytes / 1e6:.0f} MB"
        rows.append((e.name, there, size, _pace(speeds[e.name]), e.licence, e.note))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    return exits.DONE


def _pace(speed: float | None) -> str:
    """What a frame takes, roughly."""
    if speed is None:
        return "-"
    return f"~{speed:.2g} frames/s" if speed >= 1 else f"~{1 / speed:.2g} s a frame"


def _facts(entry: ModelEntry, speed: float | None) -> dict[str, object]:
    return {
        "name": entry.name,
        "title": entry.title,
        "path": str(entry.path),
        "size_bytes": entry.size_bytes,
        "frames_per_second": None if speed is None else round(speed, 3),
        "licence": entry.licence,
        "embedded": entry.embedded,
        "available": entry.available,
        "note": entry.note,
    }


def _download(store: ModelStore, args: argparse.Namespace) -> int:
    with cancellable() as cancel, Progress(f"Fetching {args.name}", "MB") as progress:
        for step in store.download(args.name, cancel):
            progress.update(step.done_bytes // 10**6, step.total_bytes // 10**6, step.seconds_left)
        if cancel.is_set():
            progress.say("Cancelled. The same command goes on from here.")
            raise Interrupted
    print(store.find(args.name).path)
    return exits.DONE


def _import(store: ModelStore, args: argparse.Namespace) -> int:
    print(store.import_file(args.file).name)
    return exits.DONE


def _verify(store: ModelStore, args: argparse.Namespace) -> int:
    """All that are here unless some are named; a damaged one does not keep the others from being verified."""
    names = args.names or [e.name for e in store.entries() if e.available]
    problems: list[UserFacingError] = []
    for name in names:
        try:
            store.verify(name)
        except UserFacingError as error:
            problems.append(error)
            print(f"{name}: {error} {error.hint}".rstrip())
        else:
            print(f"{name}: {'as published' if store.find(name).sha256 else 'there; no digest is published'}")
    return exits.FAILED if problems else exits.DONE
