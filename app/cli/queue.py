"""`masklet queue`: long work that waits its turn, also after a crash."""

from __future__ import annotations

import argparse
import json
import shlex
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Self

from app.cli import exits
from app.cli.cancelling import Interrupted, cancellable
from app.cli.exits import UsageError
from app.cli.parser import build_parser
from app.cli.progress import Progress
from app.engine.queue.jobs import Job
from app.engine.queue.store import QueueStore

_QUEUED = ("track", "export")  # commands that can be jobs


def run(args: argparse.Namespace) -> int:
    return _ACTIONS[args.action](args, QueueStore())


def _add(args: argparse.Namespace, store: QueueStore) -> int:
    _check_words(args.words)
    job = store.add(args.words, args.title or shlex.join(args.words), Path.cwd())
    print(job.id)
    return exits.DONE


def _check_words(words: list[str]) -> None:
    """Say now what is wrong with a command, not when its turn has come."""
    if not words or words[0] not in _QUEUED:
        raise UsageError(f"A job is one of: {', '.join(_QUEUED)}.")
    build_parser().parse_args(words)  # ends with exit code 2 where the words are wrong


def _list(args: argparse.Namespace, store: QueueStore) -> int:
    jobs = store.jobs()
    if args.json:
        print(json.dumps([_facts(job) for job in jobs], indent=2, ensure_ascii=False))
        return exits.DONE
    for job in jobs:
        share = f"{100 * job.share:3.0f} %" if job.state in ("running", "done") else "     "
        print(f"{job.id:>4}  {job.state:<9}  {share}  {job.title}  {job.message}".rstrip())
    if store.is_paused:
        print("The queue is paused: masklet queue resume")
    return exits.DONE


def _run(args: argparse.Namespace, store: QueueStore) -> int:
    from app.engine.queue.runner import QueueRunner

    failed: set[int] = set()
    with cancellable() as cancel, _Told() as told:
        for job in QueueRunner(store).run(cancel, until_empty=not args.wait):
            told.tell(job)
            if job.state == "failed":
                failed.add(job.id)
            elif job.state == "done":
                failed.discard(job.id)
        if cancel.is_set():
            raise Interrupted
    return exits.FAILED if failed else exits.DONE


class _Told:
    """Progress of one job after the other."""

    def __init__(self) -> None:
        self._progress = Progress("")
        self._job = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.close()

    def tell(self, job: Job) -> None:
        if job.state != "running":
            self._progress.say(f"{job.title}: {job.state}{'. ' + job.message if job.message else ''}")
        elif job.total:
            if job.id != self._job:
                self._job, self._progress = job.id, Progress(job.title, job.unit)
            self._progress.update(job.done, job.total, None)


def _watch(args: argparse.Namespace, store: QueueStore) -> int:
    from app.engine.export.formats import FORMATS
    from app.engine.queue.watch import FolderWatch, Recipe

    if args.format not in FORMATS:
        raise UsageError(f'There is no format "{args.format}". There are: {", ".join(FORMATS)}.')
    form = FORMATS[args.format]
    extension = "" if form.is_sequence else form.extension
    prompts = tuple(word for kind, text in args.prompts for word in (f"--{kind}", text))
    args.output.mkdir(parents=True, exist_ok=True)
    recipe = Recipe(args.output.absolute(), args.format, extension, prompts)
    with cancellable() as cancel, Progress("Watching") as progress:
        progress.say(f"Watching {args.folder}. Ctrl-C stops; masklet queue run does the work.")
        for job in FolderWatch(args.folder, recipe, store).run(cancel):
            progress.say(f"Added job {job.id}: {job.title}")
    return exits.DONE


def _facts(job: Job) -> dict[str, object]:
    return {**asdict(job), "folder": str(job.folder), "words": list(job.words)}


def _on_one(change: Callable[[QueueStore, argparse.Namespace], None]) -> Callable[..., int]:
    def act(args: argparse.Namespace, store: QueueStore) -> int:
        change(store, args)
        return exits.DONE

    return act


_ACTIONS: dict[str, Callable[[argparse.Namespace, QueueStore], int]] = {
    "add": _add,
    "list": _list,
    "run": _run,
    "watch": _watch,
    "pause": _on_one(lambda store, _: store.pause(paused=True)),
    "resume": _on_one(lambda store, _: store.pause(paused=False)),
    "retry": _on_one(lambda store, args: store.retry(args.job)),
    "cancel": _on_one(lambda store, args: store.cancel(args.job)),
    "remove": _on_one(lambda store, args: store.remove(args.job)),
    "move": _on_one(lambda store, args: store.move(args.job, args.position)),
}
