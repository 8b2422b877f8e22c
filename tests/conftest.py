"""What every test may rely on: no window system, a home of its own, and no thread left behind."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports PySide6
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # before anything imports torch: tests share their cores

import pytest
from PySide6.QtCore import QThread

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def masklet_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, logs and models of the user who runs the tests are neither read nor written."""
    home = tmp_path_factory.mktemp("masklet-home")
    monkeypatch.setenv("MASKLET_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def _no_thread_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A QThread that outlives its window crashes the application on exit: fail the test that leaves one."""
    started: list[QThread] = []
    start = QThread.start

    def recorded(self: QThread, *args: QThread.Priority) -> None:
        started.append(self)
        start(self, *args)

    monkeypatch.setattr(QThread, "start", recorded)
    yield
    left = [thread for thread in started if _is_running(thread)]
    for thread in left:
        thread.quit()
        thread.wait(5000)
    assert not left, f"{len(left)} QThread(s) still running at the end of the test"


def _is_running(thread: QThread) -> bool:
    try:
        return thread.isRunning()
    except RuntimeError:  # its C++ half is gone, so it is not running
        return False


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of the data sets (`MASKLET_DATA`); the test is skipped where there is none."""
    folder = Path(os.environ.get("MASKLET_DATA", REPOSITORY.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no data sets at {folder}; name their folder in MASKLET_DATA")
    return folder


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 300 kB, where this user may make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no right to mount a small disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)
