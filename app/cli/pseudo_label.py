"""`masklet pseudo-label`: tracks of unlabelled clips, to train on; the folder on stdout."""

from __future__ import annotations

import argparse
import sys
import time

from app.cli import exits
from app.cli.cancelling import Interrupted, cancellable
from app.cli.progress import Progress, message
from app.cli.track import check_folder
from app.errors import UserFacingError


def run(args: argparse.Namespace) -> int:
    from app.engine.model_store import ModelStore
    from app.engine.pseudo_labels import Choices, Labelled, pseudo_label

    check_folder(args.out.absolute().parent)
    entry = ModelStore().require(args.model)
    choices = Choices(args.agreement, args.objects, args.frames, args.step, args.least)
    started = time.monotonic()
    last = Labelled(0, 0, 0, 0)
    with cancellable() as cancel, Progress(f"Labelling with {entry.name}", "stretches") as progress:
        steps = pseudo_label(args.clips, entry, args.device, args.out, cancel, choices)
        try:
            while True:
                last = next(steps)
                pace_s = (time.monotonic() - started) / last.done
                progress.update(last.done, last.total, pace_s * (last.total - last.done))
        except StopIteration as end:
            skipped: tuple[str, ...] = end.value
        except UserFacingError:
            if cancel.is_set():
                raise Interrupted from None  # nothing was kept yet
            raise
    for one in skipped:
        print(message(f"Skipped {one}"), file=sys.stderr)
    print(message(f"{last.kept} tracks kept of {last.found} objects found"), file=sys.stderr)
    print(args.out)
    if cancel.is_set():
        raise Interrupted
    return exits.DONE
