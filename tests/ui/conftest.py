"""A window with a tracker that needs no model, and a clip to open in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.engine.settings import Settings
from app.ui import messages
from app.ui.main_window import MainWindow
from app.ui.services import Services
from tests.ui.fakes import FakeTracker, write_clip


@pytest.fixture(scope="session")
def clip_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_clip(tmp_path_factory.mktemp("clips") / "square.mp4")


@pytest.fixture
def tracker() -> FakeTracker:
    return FakeTracker()


@pytest.fixture
def make_window(qtbot: QtBot, tracker: FakeTracker, monkeypatch) -> Iterator[Callable[[], MainWindow]]:
    """A window on the screen; closed without questions at the end of the test."""
    windows: list[MainWindow] = []

    def make() -> MainWindow:
        window = MainWindow(Services(lambda: tracker, settings=Settings()))
        windows.append(window)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield make
    monkeypatch.setattr(messages, "ask_to_save", lambda *_: messages.Answer.DISCARD)
    monkeypatch.setattr(messages, "ask", lambda *_, **__: True)
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def window(make_window) -> MainWindow:
    return make_window()


@pytest.fixture
def on_clip(window: MainWindow, clip_path: Path, qtbot: QtBot) -> MainWindow:
    """The window with the clip open, its first frame shown and its cuts known."""
    with qtbot.waitSignal(window.feed.frame_shown):
        window.open(clip_path)
    qtbot.waitUntil(lambda: window.document.project.cuts is not None)
    return window
