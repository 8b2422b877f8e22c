"""Tracking in the queue works on a copy: its answers come into the project, whatever that is by then."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.cli.parser import build_parser
from app.cli.track import run as track_command
from app.document import edits
from app.document.project import Project
from app.document.prompts import Click
from app.engine import tracker
from app.engine.autosave import recoverable
from app.engine.media_reader import probe
from app.engine.project_file import change_project, load_project, save_project
from app.engine.queue.runner import QueueRunner
from app.engine.queue.store import QueueStore
from app.engine.queue.tracks import queue_track, result_of, tracking_into
from app.engine.requests import Reply, Request, Tracked, TrackRequest
from app.engine.taking import with_answers
from tests.clips import Clip, write_clip
from tests.engine.export.scene import disc

FRAMES = 6
PROGRAM = (sys.executable, "-m", "tests.faults.program")


@pytest.fixture
def store(tmp_path: Path) -> QueueStore:
    return QueueStore(tmp_path / "queue.sqlite")


def prompted(folder: Path, name: str = "p") -> tuple[Project, Path]:
    """A saved project with one click on its first frame."""
    clip = write_clip(folder / f"{name}.mp4", Clip(frames=FRAMES, width=64, height=48))
    project = edits.add_masklet(edits.open_media(probe(clip)), "dog")
    project = edits.add_click(project, 1, 0, Click(8, 25))
    save_project(project, folder / f"{name}.masklet")
    return project, folder / f"{name}.masklet"


def run(store: QueueStore) -> None:
    list(QueueRunner(store, PROGRAM).run(threading.Event(), until_empty=True))


def test_several_clips_are_tracked_one_after_the_other(store: QueueStore, tmp_path: Path) -> None:
    for name in ("one", "two"):
        project, path = prompted(tmp_path, name)
        queue_track(project, path, store)
    assert [j.title for j in store.jobs()] == ["Track one", "Track two"]
    run(store)
    assert [j.state for j in store.jobs()] == ["done", "done"]
    for name in ("one", "two"):
        assert len(load_project(tmp_path / f"{name}.masklet").masklet(1).track) == FRAMES


def test_what_was_edited_meanwhile_stays(store: QueueStore, tmp_path: Path) -> None:
    project, path = prompted(tmp_path)
    job = queue_track(project, path, store)
    assert result_of(job) == path
    assert [j.id for j in tracking_into(path, store)] == [job.id]
    edited = edits.rename_masklet(edits.add_masklet(project, "cat"), 1, "hound")
    save_project(edited, path)
    run(store)
    assert store.find(job.id).state == "done", store.find(job.id).message
    result = load_project(path)
    assert [m.name for m in result.masklets] == ["hound", "cat"]
    assert len(result.masklet(1).track) == FRAMES
    assert not list(tracking_into(path, store))


def test_answers_are_stale_where_the_prompts_are_others_by_now(tmp_path: Path) -> None:
    project, _ = prompted(tmp_path)
    answered = edits.add_samples(project, 1, {f: disc(f, 12) for f in range(FRAMES)})
    now = edits.add_click(project, 1, 3, Click(9, 25))
    merged = with_answers(now, answered).masklet(1)
    assert 3 not in merged.track, "an answer to prompts that are no longer those"
    assert merged.stale == frozenset({1, 2, 4, 5})
    assert with_answers(project, answered).masklet(1).stale == frozenset()


def test_a_fresh_answer_of_one_s_own_and_a_deleted_masklet_stay_so(tmp_path: Path) -> None:
    project, _ = prompted(tmp_path)
    answered = edits.add_samples(project, 1, {f: disc(f, 12) for f in range(FRAMES)})
    own = edits.add_samples(project, 1, {2: disc(2, 3)})
    assert with_answers(own, answered).masklet(1).track[2] == disc(2, 3)
    assert with_answers(edits.remove_masklet(project, 1), answered).masklets == ()
    locked = replace(answered, masklets=(replace(answered.masklet(1), locked=frozenset({2})),))
    assert with_answers(locked, answered) == locked


def test_a_project_that_is_gone_is_said_and_the_answers_wait_in_the_copy(
    store: QueueStore, tmp_path: Path
) -> None:
    project, path = prompted(tmp_path)
    job = queue_track(project, path, store)
    path.unlink()
    run(store)
    assert store.find(job.id).state == "failed"
    assert "There is no project" in store.find(job.id).message
    save_project(project, path)
    store.retry(job.id)
    run(store)
    assert len(load_project(path).masklet(1).track) == FRAMES


def test_an_edit_that_is_saved_while_the_answers_are_put_in_is_kept(tmp_path: Path) -> None:
    project, path = prompted(tmp_path)
    answered = edits.add_samples(project, 1, {1: disc(1, 12)})
    others = [edits.rename_masklet(project, 1, "hound")]

    def change(there: Project) -> Project:
        if others:  # the window saves in this very moment
            save_project(others.pop(), path)
        return with_answers(there, answered)

    change_project(path, change)
    assert load_project(path).masklet(1).name == "hound"
    assert set(load_project(path).masklet(1).track) == {1}


def test_a_killed_job_goes_on_where_it_was(
    store: QueueStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it had tracked is in its copy, and no crash is told of a file that the user never saw."""
    monkeypatch.setattr("app.engine.autosave.EVERY_S", -1.0)
    project, path = prompted(tmp_path)
    job = queue_track(project, path, store)
    asked: list[int] = []

    class Dying(tracker.Tracker):
        def handle(self, request: Request, cancel: threading.Event) -> Iterator[Reply]:
            assert isinstance(request, TrackRequest)
            asked.append(sum(len(m.track) for m in request.masklets))
            yield Tracked(1, 1, {1: disc(1, 12)}, 1, 2, None)
            raise KeyboardInterrupt  # no code of ours runs after a kill -9

    monkeypatch.setattr(tracker, "Tracker", Dying)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            track_command(build_parser().parse_args(list(job.words)))
    assert asked == [0, 1]
    assert not recoverable()
