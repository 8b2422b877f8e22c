"""The queue in the window: what is added waits, runs in its own process, and is told of when it ends."""

from __future__ import annotations

import pytest

from app.document import edits
from app.engine.queue import process
from app.engine.queue.store import QueueStore
from app.ui.queue_panel import QueuePanel
from tests.ui.fakes import FRAMES, square_sample


@pytest.fixture
def panel(window) -> QueuePanel:
    window.queue_dock.show()
    return window.queue_panel


@pytest.fixture
def store(window) -> QueueStore:
    return window.services.queue


def _rows(panel: QueuePanel) -> list[tuple[str, str]]:
    items = [panel._list.topLevelItem(i) for i in range(panel._list.topLevelItemCount())]
    return [(item.text(0), item.text(1)) for item in items if item is not None]


def _press(panel: QueuePanel, name: str) -> None:
    assert panel._buttons[name].isEnabled(), name
    panel._buttons[name].click()


def test_what_another_program_queued_is_shown(panel, store, tmp_path):
    store.add(("export", "x"), "first", tmp_path)
    store.add(("export", "y"), "second", tmp_path)
    panel.refresh()
    assert _rows(panel) == [("first", "Waiting"), ("second", "Waiting")]


def test_jobs_are_moved_cancelled_tried_again_and_removed(panel, store, tmp_path):
    for name in "ab":
        store.add(("export", name), name, tmp_path)
    panel.refresh()
    panel._list.setCurrentItem(panel._list.topLevelItem(1))
    _press(panel, "up")
    assert [name for name, _ in _rows(panel)] == ["b", "a"]
    _press(panel, "cancel")
    assert _rows(panel)[0] == ("b", "Cancelled")
    _press(panel, "retry")
    assert _rows(panel)[0] == ("b", "Waiting")
    _press(panel, "remove")
    assert [name for name, _ in _rows(panel)] == ["a"]


def test_an_export_is_queued_and_written_while_the_window_stays_free(on_clip, tmp_path, qtbot, monkeypatch):
    document = on_clip.document
    document.edit("Add", edits.add_masklet)
    samples = {f: square_sample(f, prompted=False) for f in range(FRAMES)}
    document.edit("Track", lambda p: edits.add_samples(p, 1, samples))
    on_clip.files.last_folder = str(tmp_path)
    on_clip.show_export()
    dialog = on_clip.export_dialog
    dialog.format.setCurrentIndex(dialog.format.findData("png"))
    with qtbot.waitSignal(on_clip.queue_panel.told, timeout=60_000) as told:
        dialog.queue_button.click()
        document.edit("Delete", lambda p: edits.remove_masklet(p, 1))  # the job has its own copy
    assert told.args == ["Export square-cutout: Done."]
    assert not on_clip.queue_dock.isHidden()
    assert len(list((tmp_path / "square-cutout").iterdir())) == FRAMES


def test_a_job_that_cannot_be_started_is_told_of(panel, store, tmp_path, qtbot, monkeypatch):
    monkeypatch.setattr(process, "masklet_command", lambda: (str(tmp_path / "none"),))
    store.add(("export", "x"), "first", tmp_path)
    panel.refresh()
    with qtbot.waitSignal(panel.failed, timeout=20_000) as failed:
        _press(panel, "run")
    assert failed.args[0] == "first: Failed."
    assert "could not be started" in failed.args[1]
    assert _rows(panel) == [("first", "Failed")]
