"""A plugin that fails or hangs is named, is turned off with one click, and takes nothing else with it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.document import edits
from app.effect_api import Effect
from app.engine import effect_watch
from app.engine.export import job, pipeline
from app.engine.export.job import ExportCancelled, ExportRequest, export
from app.engine.export.options import ExportOptions
from app.engine.plugin_host import PluginHost
from app.engine.settings import Settings
from app.ui import messages, running_plugins, slow_effects
from app.ui.main_window import MainWindow
from app.ui.services import Services
from app.ui.slow_effects import SlowEffects
from app.ui.small_widgets import rows_of
from tests.ui.fakes import FakeTracker


@dataclass(frozen=True)
class NoParams:
    """None."""


def host(render: Callable[..., Any], foreign: dict[str, str] | None = None) -> PluginHost:
    return PluginHost({"odd": Effect("odd", "Odd", NoParams, render=render)}, foreign=foreign or {})


@pytest.fixture
def window_with(
    qtbot: QtBot, clip_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Callable[..., Any]], MainWindow]:
    """The window on a clip whose masklet has an effect of a plugin that is not Masklet's own."""
    monkeypatch.setattr(messages, "ask_to_save", lambda *_: messages.Answer.DISCARD)

    def make(render: Callable[..., Any]) -> MainWindow:
        plugins = host(render, {"odd": "odd.py"})
        monkeypatch.setattr(running_plugins, "load_plugins", lambda: plugins)
        window = MainWindow(Services(FakeTracker, settings=Settings(), host=plugins))
        qtbot.addWidget(window)
        window.show()
        with qtbot.waitSignal(window.feed.frame_shown):
            window.open(clip_path)
        with_effect(window)
        return window

    return make


def with_effect(window: MainWindow) -> None:
    window.document.edit("", edits.add_masklet)
    masklet = window.document.project.masklets[0].id
    window.document.edit("", lambda p: edits.add_effect(p, masklet, "odd", {}))


def test_an_effect_that_fails_is_turned_off_in_its_message(
    qtbot: QtBot, clip_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "ask_to_save", lambda *_: messages.Answer.DISCARD)

    def fail(*_: object) -> None:
        raise RuntimeError("no such luck")

    window = MainWindow(Services(FakeTracker, settings=Settings(), host=host(fail)))
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(window.feed.frame_shown):
        window.open(clip_path)
    bar = window.message_bar
    with qtbot.waitSignal(window.feed.effect_failed):
        with_effect(window)
        window.actions_by_id["view_result"].trigger()
    assert "Odd" in bar.text.text()
    assert "no such luck" in bar.text.text()
    with qtbot.waitSignal(window.feed.frame_shown):
        bar.off_button.click()
    entry = window.document.project.masklets[0].effects[0]
    assert (entry.effect, entry.enabled) == ("odd", False)
    assert not bar.isVisible()
    bar.show_message("Something else.")
    assert bar.off_button.isHidden()
    window.close()


def test_a_plugin_that_fails_is_left_out_of_the_picture_until_it_is_tried_again(
    qtbot: QtBot, window_with: Callable[[Callable[..., Any]], MainWindow]
) -> None:
    broken = [True]

    def render(image: np.ndarray, *_: object) -> np.ndarray:
        if broken:
            raise RuntimeError("no such luck")
        return image * np.float32(0)

    window = window_with(render)
    window.actions_by_id["view_result"].trigger()
    qtbot.waitUntil(lambda: "no such luck" in window.message_bar.text.text())
    with qtbot.waitSignal(window.feed.frame_shown):
        window.state.go_to(2)
    assert window.document.project.masklets[0].effects[0].enabled
    window.plugins.show_dialog()
    dialog = window.plugins.dialog
    assert dialog is not None
    row = rows_of(dialog.list)[0]
    assert (row.text(1), dialog.retry.isEnabled()) == ("odd.py", True)
    assert "no such luck" in dialog.message.text()
    broken.clear()
    with qtbot.waitSignal(window.feed.frame_shown):
        dialog.retry.click()
    assert rows_of(dialog.list)[0].text(2) == "On"
    assert not window.message_bar.isVisible()
    assert window.plugins.host.resting == {}
    window.close()


def test_a_plugin_that_hangs_is_left_out_with_one_click_and_pictures_come_again(
    qtbot: QtBot, window_with: Callable[[Callable[..., Any]], MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slow_effects, "SLOW_S", 0.0)
    began, let_go = threading.Event(), threading.Event()

    def hang(image: np.ndarray, *_: object) -> np.ndarray:
        began.set()
        let_go.wait()
        return image

    window = window_with(hang)
    window.actions_by_id["view_result"].trigger()
    qtbot.waitUntil(began.is_set)
    qtbot.waitUntil(lambda: window.message_bar.leave_out_button.isVisible())
    try:
        with qtbot.waitSignal(window.feed.frame_shown):
            window.message_bar.leave_out_button.click()
        with qtbot.waitSignal(window.feed.frame_shown):
            window.state.go_to(3)
        assert "Odd" in window.message_bar.text.text()
    finally:
        let_go.set()
    window.close()


def test_an_effect_that_hangs_is_named(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    del qtbot
    watch = SlowEffects()
    said: list[tuple[Effect, ...]] = []
    watch.found.connect(said.append)
    with effect_watch.watched(Effect("odd", "Odd", NoParams, render=lambda image, *_: image)):
        watch.look()
        assert said == []
        monkeypatch.setattr(slow_effects, "SLOW_S", 0.0)
        watch.look()
    watch.look()
    assert len(said) == 1
    assert said[0][0].title == "Odd"


def test_an_export_is_cancelled_while_an_effect_hangs(
    clip_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "PATIENCE_S", 0.2)
    cancel, let_go = threading.Event(), threading.Event()

    def hang(image: np.ndarray, *_: object) -> np.ndarray:
        cancel.set()
        let_go.wait()
        return image

    monkeypatch.setattr("app.engine.export.content.load_plugins", lambda: host(hang))
    with job.open_media(clip_path) as reader:
        project = edits.add_masklet(edits.open_media(reader.media))
    project = edits.add_effect(project, project.masklets[0].id, "odd", {})
    picture = ExportOptions(content="composite")
    request = ExportRequest(project, "prores4444", tmp_path / "a.mov", options=picture)
    try:
        with pytest.raises(ExportCancelled):
            list(export(request, cancel))
    finally:
        let_go.set()
    assert list(tmp_path.iterdir()) == []
