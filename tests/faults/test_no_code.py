"""A project, a job or a file of masks is data: nothing in it is ever run."""

from __future__ import annotations

import pickle
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from app.document import edits
from app.document.effects import EffectInstance
from app.document.project import Project
from app.engine.export.job import ExportRequest, export
from app.engine.project_file import load_project, save_project
from app.engine.queue.runner import QueueRunner
from app.engine.queue.store import QueueStore
from app.errors import UserFacingError
from tests.clips import Clip, write_clip
from tests.engine.export.scene import project_of
from tests.faults.program import masklet


class _Bomb:
    def __init__(self, target: Path) -> None:
        self._target = target

    def __reduce__(self) -> tuple[Callable[[Path], object], tuple[Path]]:
        return Path.touch, (self._target,)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Is there where something was run."""
    return tmp_path / "exploded"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return project_of(write_clip(tmp_path / "clip.mp4", Clip(frames=3, width=64, height=48)), 3)


def test_a_pickle_in_place_of_a_project_is_refused(target: Path, tmp_path: Path) -> None:
    path = tmp_path / "p.masklet"
    path.write_bytes(pickle.dumps(_Bomb(target)))
    with pytest.raises(UserFacingError):
        load_project(path)
    assert masklet("info", path).returncode == 1
    assert not target.exists()


def test_a_pickle_in_every_value_of_a_project_is_not_run(
    target: Path, project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "p.masklet"
    bomb = pickle.dumps(_Bomb(target))
    save_project(project, path)
    tables = _columns(path)
    assert tables
    for table, column in tables:
        path.unlink()
        save_project(project, path)
        with sqlite3.connect(path) as file, suppress(sqlite3.IntegrityError):  # a column of numbers alone
            file.execute(f"UPDATE OR IGNORE {table} SET {column} = ?", (bomb,))
        file.close()
        with suppress(UserFacingError):
            load_project(path)
    assert not target.exists()


def _columns(path: Path) -> list[tuple[str, str]]:
    file = sqlite3.connect(path)
    tables = [name for (name,) in file.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    found = [(t, row[1]) for t in tables for row in file.execute(f"PRAGMA table_info({t})")]
    file.close()
    return found


@pytest.mark.parametrize(
    "effect", ["os.system", "../../evil", "plugins.blur", "__import__('os').system('touch exploded')", ""]
)
def test_an_effect_is_looked_up_and_never_imported(effect: str, project: Project, tmp_path: Path) -> None:
    evil = EffectInstance(7, effect, {"command": "touch exploded", "run": "$(touch exploded)"})
    masklets = (replace(project.masklets[0], effects=(evil,)), *project.masklets[1:])
    save_project(replace(project, masklets=masklets, next_id=9), tmp_path / "p.masklet")
    request = ExportRequest(load_project(tmp_path / "p.masklet"), "png", tmp_path / "out")
    with pytest.raises(UserFacingError, match="is not available"):
        list(export(request, threading.Event()))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["clip.mp4", "p.masklet"]


@pytest.mark.parametrize(
    "part", ["$(touch exploded)", "a`touch exploded`; touch exploded", "a & b | c", "-o"]
)
def test_a_job_whose_paths_look_like_a_shell_runs_as_it_is_written(
    part: str, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / part
    folder.mkdir()
    monkeypatch.chdir(tmp_path)
    save_project(edits.set_out_point(project, 0), folder / "p.masklet")
    store = QueueStore()
    words = ("export", str(folder / "p.masklet"), "--format", "png", "-o", str(folder / "out"))
    job = store.add(words, part, folder)
    list(QueueRunner(store).run(threading.Event(), until_empty=True))
    assert store.find(job.id).state == "done", store.find(job.id).message
    assert len(list((folder / "out").iterdir())) == 1
    assert not list(tmp_path.rglob("exploded"))
