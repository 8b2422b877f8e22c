"""A killed program leaves its work behind, whole; one that runs or ended well leaves nothing to recover."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.document import edits
from app.document.masklet import Sample
from app.document.project import Project
from app.engine.autosave import Autosave, autosave_folder, drop, recoverable
from app.engine.project_file import load_project

ROOT = Path(__file__).parents[2]

# Adds a frame after the other, as tracking does, and says each that is on the disk.
_WORKS = """
import sys
from pathlib import Path
from app.document import edits
from app.document.masklet import Sample
from app.document.project import Project
from app.engine.autosave import Autosave
from app.engine.project_file import save_project
target = Path(sys.argv[1])
autosave = Autosave()
project = edits.add_masklet(Project())
for frame in range(100_000):
    sample = Sample(64, 64, bytes([frame % 251]) * 900, 1.0, 1.0, b"", "m")
    project = edits.add_samples(project, 1, {frame: sample})
    if sys.argv[2] == "autosave":
        autosave.keep(project, target)
    else:
        save_project(project, target)
    print(frame, flush=True)
"""


def killed_at_work(target: Path, how: str, seconds: float) -> int:
    """Let the program work, kill it, and return the last frame that it said was saved."""
    words = [sys.executable, "-c", _WORKS, str(target), how]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=ROOT) as work:
        assert work.stdout is not None
        said = [work.stdout.readline()]
        time.sleep(seconds)
        work.kill()
        said += work.stdout.read().split()
    return int(said[-1])


def check_whole(project: Project, last: int) -> None:
    track = project.masklet(1).track
    assert sorted(track) in (list(range(last + 1)), list(range(last + 2)))
    assert all(s.logits == bytes([f % 251]) * 900 for f, s in track.items())


@pytest.mark.skipif(sys.platform == "win32", reason="needs kill -9")
@pytest.mark.parametrize("how", ["autosave", "save"])
def test_kill_at_any_moment_loses_nothing_that_was_saved(how: str, tmp_path: Path) -> None:
    target = tmp_path / "p.masklet"
    chance = random.Random(how)
    for _ in range(3):
        last = killed_at_work(target, how, chance.uniform(0.0, 0.4))
        if how == "save":
            check_whole(load_project(target), last)
            target.unlink()
            continue
        (found,) = recoverable()
        assert found.original == target
        check_whole(load_project(found.file), last)
        drop(found)
        assert recoverable() == ()


def test_a_program_that_runs_is_not_recovered_and_leaves_nothing_when_it_ends(tmp_path: Path) -> None:
    autosave = Autosave(tmp_path)
    autosave.keep(edits.add_masklet(Project()), None)
    assert recoverable(tmp_path) == ()
    autosave.discard()
    assert list(tmp_path.iterdir()) == []


def test_the_work_of_a_project_that_was_never_saved_is_recovered(tmp_path: Path) -> None:
    autosave = Autosave(tmp_path)
    project = edits.add_samples(edits.add_masklet(Project()), 1, {0: Sample(1, 1, b"x", 1, 1, b"", "m")})
    autosave.keep(project, None)
    assert autosave._lock is not None
    autosave._lock.close()  # as the system does when a program dies
    (found,) = recoverable(tmp_path)
    assert found.original is None
    assert load_project(found.file) == project


def test_half_an_autosave_of_a_killed_program_is_deleted_and_that_of_a_living_one_is_not() -> None:
    alive = Autosave()
    alive.keep(edits.add_masklet(Project()), None)
    folder = autosave_folder()
    assert alive._lock is not None
    living = folder / f".{Path(alive._lock.name).stem}.masklet.12.part"
    dead = folder / ".abc.masklet.7.part"
    for file in (living, dead, folder / "abc.lock", folder / "abc.json"):
        file.touch()
        os.utime(file, (1, 1))
    assert recoverable() == ()
    assert not dead.exists()
    assert not (folder / "abc.lock").exists()
    assert living.exists()
    alive.discard()
