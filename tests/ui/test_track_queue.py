"""Tracking from the window's queue: the clip waits its turn, and its answers come into the open project."""

from __future__ import annotations

import sys

from app.document import edits
from app.document.prompts import Click
from app.engine.project_file import load_project
from app.engine.queue import process
from app.ui.notices import notify
from tests.clips import Clip, write_clip

FRAMES = 6


def test_a_project_is_tracked_in_the_queue_and_its_answers_come_into_the_window(
    window, tmp_path, qtbot, monkeypatch
):
    monkeypatch.setattr(process, "masklet_command", lambda: (sys.executable, "-m", "tests.faults.program"))
    clip = write_clip(tmp_path / "clip.mp4", Clip(frames=FRAMES, width=64, height=48))
    with qtbot.waitSignal(window.feed.frame_shown):
        window.open(clip)
    document, path = window.document, tmp_path / "square.masklet"
    document.edit("Add", lambda p: edits.add_click(edits.add_masklet(p), 1, 0, Click(18, 30)))
    qtbot.waitUntil(lambda: 0 in document.project.masklet(1).track)
    window.files._write(path, None)
    qtbot.waitUntil(lambda: document.path == path)
    window.actions_by_id["track_queue"].trigger()
    document.edit("Rename", lambda p: edits.rename_masklet(p, 1, "hound"))  # the job has its own copy
    qtbot.waitUntil(lambda: len(document.project.masklet(1).track) == FRAMES, timeout=60_000)
    assert document.project.masklet(1).name == "hound"
    assert document.undo_stack.undoText() == "Tracked in the queue"
    assert len(load_project(path).masklet(1).track) == FRAMES
    assert not window.queue_dock.isHidden()


def test_the_desktop_is_told_only_where_nobody_looks_at_the_window(window, monkeypatch):
    shown: list[str] = []
    monkeypatch.setattr("app.ui.notices.QSystemTrayIcon.isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(
        "app.ui.notices.QSystemTrayIcon.showMessage", lambda self, title, text, *_: shown.append(text)
    )
    monkeypatch.setattr(type(window), "isActiveWindow", lambda self: True)
    notify(window, "looked at")
    monkeypatch.setattr(type(window), "isActiveWindow", lambda self: False)
    notify(window, "Track square: Done")
    assert shown == ["Track square: Done"]
