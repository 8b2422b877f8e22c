"""`masklet eval`: a model measured on a benchmark; the table on stdout, in Markdown."""

from __future__ import annotations

import argparse
import time
from functools import partial
from pathlib import Path

from app.cli import exits
from app.cli.cancelling import Interrupted, cancellable
from app.cli.progress import Progress
from app.errors import UserFacingError


def run(args: argparse.Namespace) -> int:
    from app.engine.evaluation import Measured, measure_clicks, measure_vos
    from app.engine.model_store import ModelStore

    entry = ModelStore().require(args.model)
    measure = partial(measure_vos, policy=args.policy) if args.protocol == "vos" else measure_clicks
    started = time.monotonic()
    last: Measured | None = None
    with cancellable() as cancel, Progress(f"Measuring {entry.name}", "done") as progress:
        for last in measure(args.dataset, entry, args.device):
            pace_s = (time.monotonic() - started) / last.done
            progress.update(last.done, last.total, pace_s * (last.total - last.done))
            if cancel.is_set():
                progress.say("Cancelled: a mean over a part of the data would mislead, so there is none.")
                raise Interrupted
    assert last is not None
    if args.json:
        _write(args.json, last.json)
    print(last.markdown, end="")
    return exits.DONE


def _write(path: Path, text: str) -> None:
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(text + "\n", encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise UserFacingError(f"{path} cannot be written: {error.strerror}.", "Name another file.") from error
