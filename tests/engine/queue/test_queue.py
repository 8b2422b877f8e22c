"""Jobs wait their turn, survive crashes, and can be held, moved, cancelled and tried again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.engine.queue.jobs import Job
from app.engine.queue.runner import QueueRunner
from app.engine.queue.store import QueueStore
from app.engine.queue.watch import FolderWatch, Recipe
from app.errors import UserFacingError

# Stands for `masklet`: the first word says what to do, the second is a file that it writes.
_FAKE = """
import json, pathlib, signal, sys, time
what, path = sys.argv[1], pathlib.Path(sys.argv[2])
stopped = []
signal.signal(signal.SIGINT, lambda *_: stopped.append(1))
def say(**event): print(json.dumps(event), file=sys.stderr, flush=True)
say(event="message", text="Loading")
for i in range(1, 4) if what != "long" else range(1, 10_000):
    say(event="progress", what="Exporting", done=i, total=3, unit="frames", seconds_left=None)
    if stopped: sys.exit(130)
    if what == "long": time.sleep(0.02)
if what == "fail":
    say(event="error", message="The disk is full.", hint="Free some space.", exit=1)
    sys.exit(1)
with path.open("a") as file: file.write("written ")
"""


@pytest.fixture
def command(tmp_path: Path) -> tuple[str, ...]:
    script = tmp_path / "fake.py"
    script.write_text(textwrap.dedent(_FAKE), encoding="utf-8")
    return (sys.executable, str(script))


@pytest.fixture
def store(tmp_path: Path) -> QueueStore:
    return QueueStore(tmp_path / "data" / "queue.sqlite")


def _run(store: QueueStore, command: tuple[str, ...]) -> list[Job]:
    return list(QueueRunner(store, command).run(threading.Event(), until_empty=True))


def _states(store: QueueStore) -> dict[str, str]:
    return {job.title: job.state for job in store.jobs()}


def test_jobs_run_in_order_and_a_failure_keeps_no_other_from_running(
    store: QueueStore, command: tuple[str, ...], tmp_path: Path
) -> None:
    for what in ("fail", "work"):
        store.add((what, "out.txt"), what, tmp_path)
    seen = _run(store, command)
    assert _states(store) == {"fail": "failed", "work": "done"}
    assert store.jobs()[0].message == "The disk is full. Free some space."
    assert (tmp_path / "out.txt").read_text() == "written "  # in the job's own folder
    assert (3, 3, "frames") in {(j.done, j.total, j.unit) for j in seen}


def test_a_failed_job_is_tried_again_where_it_stands(
    store: QueueStore, command: tuple[str, ...], tmp_path: Path
) -> None:
    job = store.add(("fail", "x"), "first", tmp_path)
    store.add(("work", "x"), "second", tmp_path)
    _run(store, command)
    store.retry(job.id)
    assert [(j.title, j.state) for j in store.jobs()] == [("first", "waiting"), ("second", "done")]
    _run(store, command)
    assert store.find(job.id).attempts == 2
    with pytest.raises(UserFacingError, match="There is no job 99"):
        store.retry(99)


def test_jobs_can_be_moved_and_removed(store: QueueStore, tmp_path: Path) -> None:
    ids = [store.add(("work", "x"), name, tmp_path).id for name in "abc"]
    store.move(ids[2], 0)
    assert [j.title for j in store.jobs()] == ["c", "a", "b"]
    store.move(ids[2], 99)
    assert [j.title for j in store.jobs()] == ["a", "b", "c"]
    store.remove(ids[1])
    assert [j.title for j in store.jobs()] == ["a", "c"]
    assert store.add(("work", "x"), "d", tmp_path).id not in ids  # numbers are never used again


def _first_progress(steps: Iterator[Job]) -> Job:
    return next(job for job in steps if job.done)


def test_a_running_job_is_cancelled_and_the_next_one_runs(
    store: QueueStore, command: tuple[str, ...], tmp_path: Path
) -> None:
    long = store.add(("long", "x"), "long", tmp_path)
    store.add(("work", "x"), "work", tmp_path)
    steps = QueueRunner(store, command).run(threading.Event(), until_empty=True)
    _first_progress(steps)
    with pytest.raises(UserFacingError, match="is running"):
        store.remove(long.id)
    store.cancel(long.id)
    list(steps)
    assert _states(store) == {"long": "cancelled", "work": "done"}


def test_stopping_the_runner_lets_the_job_wait_for_the_next_one(
    store: QueueStore, command: tuple[str, ...], tmp_path: Path
) -> None:
    store.add(("long", "x"), "long", tmp_path)
    cancel = threading.Event()
    steps = QueueRunner(store, command).run(cancel, until_empty=True)
    _first_progress(steps)
    cancel.set()
    list(steps)
    assert _states(store) == {"long": "waiting"}


def test_a_paused_queue_begins_nothing(store: QueueStore, command: tuple[str, ...], tmp_path: Path) -> None:
    store.add(("work", "x"), "work", tmp_path)
    store.pause(paused=True)
    cancel = threading.Event()
    threading.Timer(0.6, cancel.set).start()
    assert list(QueueRunner(store, command).run(cancel, until_empty=True)) == []
    assert _states(store) == {"work": "waiting"}
    store.pause(paused=False)
    _run(store, command)
    assert _states(store) == {"work": "done"}


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_after_a_killed_runner_the_job_is_run_again_and_none_is_left_behind(
    store: QueueStore, command: tuple[str, ...], tmp_path: Path
) -> None:
    store.add(("long", "x"), "long", tmp_path)
    script = (
        "import sys, threading, pathlib\n"
        "from app.engine.queue.runner import QueueRunner\n"
        "from app.engine.queue.store import QueueStore\n"
        f"store = QueueStore(pathlib.Path({str(store.path)!r}))\n"
        f"for job in QueueRunner(store, {command!r}).run(threading.Event(), until_empty=True):\n"
        "    print(job.done, flush=True)\n"
    )
    runner = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert runner.stdout is not None
    for line in runner.stdout:
        if int(line) > 0:
            break
    with pytest.raises(UserFacingError, match="being run already"):
        _run(store, command)
    runner.send_signal(signal.SIGKILL)
    runner.wait()
    runner.stdout.close()
    assert _states(store) == {"long": "running"}  # as the dead one left it
    cancel = threading.Event()
    steps = QueueRunner(store, command).run(cancel, until_empty=True)
    recovered = next(steps)
    assert (recovered.state, recovered.attempts) == ("waiting", 1)
    cancel.set()
    list(steps)


def test_a_job_that_brings_its_runner_down_is_not_tried_for_ever(store: QueueStore, tmp_path: Path) -> None:
    job = store.add(("work", "x"), "work", tmp_path)
    for _ in range(3):
        store.begin()
        store.recover()
    store.begin()
    _run(store, ("no-such-program",))
    assert store.find(job.id).state == "failed"
    assert "interrupted 4 times" in store.find(job.id).message


def test_a_program_that_does_not_start_is_a_failed_job(store: QueueStore, tmp_path: Path) -> None:
    store.add(("work", "x"), "work", tmp_path)
    _run(store, (str(tmp_path / "nothing"),))
    assert "could not be started" in store.jobs()[0].message


def test_a_damaged_queue_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "queue.sqlite"
    path.write_bytes(b"this is no data base" * 100)
    with pytest.raises(UserFacingError, match="cannot be used"):
        QueueStore(path).jobs()


@pytest.fixture
def watch(store: QueueStore, tmp_path: Path) -> FolderWatch:
    (tmp_path / "in").mkdir()
    recipe = Recipe(tmp_path / "out", "prores4444", ".mov", ("--click", "6,26@0"))
    return FolderWatch(tmp_path / "in", recipe, store)


def test_a_clip_in_a_watched_folder_becomes_jobs_once_it_is_whole(
    watch: FolderWatch, store: QueueStore, tmp_path: Path
) -> None:
    clip = tmp_path / "in" / "a.mp4"
    clip.write_bytes(b"half")
    assert watch.look() == []  # may still be growing
    clip.write_bytes(b"half and half")
    assert watch.look() == []
    tracked, exported = watch.look()
    assert tracked.words[:2] == ("track", str(clip))
    assert tracked.words[2:4] == ("--click", "6,26@0")
    assert exported.words == (
        "export",
        str(tmp_path / "out" / "a.masklet"),
        "--format",
        "prores4444",
        "-o",
        str(tmp_path / "out" / "a.mov"),
    )
    assert watch.look() == []  # once


def test_a_watched_folder_takes_projects_and_leaves_other_files_alone(
    watch: FolderWatch, tmp_path: Path
) -> None:
    for name in ("p.masklet", "notes.txt", "empty.mp4"):
        (tmp_path / "in" / name).write_bytes(b"" if name == "empty.mp4" else b"x")
    watch.look()
    assert [job.title for job in watch.look()] == ["Export p.mov"]


def test_a_watch_that_begins_again_adds_no_job_twice(
    watch: FolderWatch, store: QueueStore, tmp_path: Path
) -> None:
    (tmp_path / "in" / "p.masklet").write_bytes(b"x")

    def looked() -> list[str]:
        again = FolderWatch(tmp_path / "in", Recipe(tmp_path / "out", "prores4444", ".mov"), store)
        again.look()
        return [job.title for job in again.look()]

    assert looked() == ["Export p.mov"]
    assert looked() == []  # it waits
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "p.mov").write_bytes(b"result")
    store.end(store.jobs()[0].id, "done", "")
    assert looked() == []  # it is done
    os.utime(tmp_path / "out" / "p.mov", (0, 0))  # the project is newer than the result
    assert looked() == ["Export p.mov"]


def test_results_may_not_go_to_the_watched_folder(store: QueueStore, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="taken for new work"):
        FolderWatch(tmp_path, Recipe(tmp_path, "png", ""), store)
