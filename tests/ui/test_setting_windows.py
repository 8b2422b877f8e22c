"""Keys, palette, preferences and models as a user changes them."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from app.engine.download import DownloadProgress
from app.engine.model_store import ModelStore
from app.engine.settings import Settings, load_settings
from app.errors import UserFacingError
from app.ui.keymap import changes, default_keys, keys_with, users_of
from app.ui.model_dialog import ModelDialog
from app.ui.models_thread import ModelsThread
from app.ui.palette import matches
from app.ui.preferences_dialog import PreferencesDialog
from app.ui.shortcuts_dialog import ShortcutsDialog
from app.ui.small_widgets import rows_below, rows_of
from app.ui.words import languages


def choose_action(dialog: ShortcutsDialog, action: str) -> None:
    for group in rows_of(dialog.tree):
        for row in rows_below(group):
            if row.data(0, Qt.ItemDataRole.UserRole) == action:
                dialog.tree.setCurrentItem(row)


def press(dialog: ShortcutsDialog, key: str) -> None:
    dialog.field.setKeySequence(QKeySequence(key))


def test_only_what_differs_from_the_defaults_is_kept():
    keys = keys_with({"track_forward": ("Y",), "gone": ("Z",)})
    assert keys["track_forward"] == ("Y",)
    assert "gone" not in keys
    assert changes(keys) == {"track_forward": ("Y",)}
    assert changes(default_keys()) == {}


def test_a_changed_key_works_at_once_and_after_the_next_start(window, make_window, monkeypatch):
    dialog = ShortcutsDialog({}, window)
    dialog.keys_changed.connect(window.setting_windows._take_keys)
    choose_action(dialog, "palette")
    press(dialog, "Ctrl+J")
    dialog.assign.click()
    dialog.accept()
    assert window.actions_by_id["palette"].shortcut() == QKeySequence("Ctrl+J")
    assert "Ctrl+J" in window.actions_by_id["palette"].toolTip()
    assert load_settings().keys == {"palette": ("Ctrl+J",)}


def test_a_key_that_is_taken_is_named_and_moves_over(window):
    dialog = ShortcutsDialog({}, window)
    choose_action(dialog, "palette")
    press(dialog, "T")
    assert "Track forward" in dialog.message.text()
    dialog.assign.click()
    told = []
    dialog.keys_changed.connect(told.append)
    dialog.accept()
    assert told == [{"palette": ("T",), "track_forward": ()}]


def test_restoring_all_keys_leaves_nothing_changed(window):
    dialog = ShortcutsDialog({"palette": ("T",), "track_forward": ()}, window)
    told = []
    dialog.keys_changed.connect(told.append)
    dialog.restore.click()
    dialog.accept()
    assert told == [{}]


def test_searching_keys_finds_by_action_and_by_key(window):
    dialog = ShortcutsDialog({}, window)
    for words in ("track back", "ctrl+shift+t"):
        dialog.search.setText(words)
        shown = [
            row.text(0) for group in rows_of(dialog.tree) for row in rows_below(group) if not row.isHidden()
        ]
        assert "Track backward" in shown
        assert len(shown) < 4


def test_no_default_key_belongs_to_two_actions():
    keys = default_keys()
    assert [key for own in keys.values() for key in own if len(users_of(key, keys)) > 1] == []


def test_the_palette_finds_an_action_by_a_part_of_its_name_and_does_it(on_clip):
    on_clip.setting_windows.show_palette()
    palette = on_clip.setting_windows.palette
    QTest.keyClicks(palette.field, "matte")
    assert palette.list.currentItem().text(0) == "Matte"
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert on_clip.state.look.mode == "matte"
    assert not palette.isVisible()


def test_the_palette_ranks_a_beginning_before_scattered_letters(window):
    titles = [match.title for match in matches("tr", window.actions_by_id)]
    assert titles[0].startswith("Track")


def test_what_cannot_be_done_now_is_not_done_by_the_palette(window):
    window.setting_windows.show_palette()
    palette = window.setting_windows.palette
    QTest.keyClicks(palette.field, "save as")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_preferences_keep_what_they_do_not_show(window):
    dialog = PreferencesDialog(Settings(), window)
    dialog.memory.setValue(1024)
    dialog.autosave.setValue(9)
    before = Settings(recent=("a",), keys={"palette": ("T",)})
    after = dialog.chosen(before)
    assert after.autosave_s == 9
    assert (after.memory_mb, after.recent, after.keys) == (1024, ("a",), {"palette": ("T",)})


def test_the_precision_of_the_model_is_chosen_in_the_preferences(window):
    dialog = PreferencesDialog(Settings(), window)
    assert dialog.chosen(Settings()).precision == "auto"
    dialog.precision.setCurrentText("Exact (float32)")
    chosen = dialog.chosen(Settings())
    assert chosen.precision == "float32"
    assert PreferencesDialog(chosen, window).precision.currentData() == "float32"


def test_preferences_offer_every_language_there_is(window):
    dialog = PreferencesDialog(Settings(language="de"), window)
    assert dialog.language.count() == 1 + len(languages())
    assert dialog.language.currentData() == "de"


class FakeStore(ModelStore):
    """Downloads in three pieces; may be told to fail, or to wait for Cancel."""

    def __init__(self, folder) -> None:
        super().__init__(folder)
        self.waits = False
        self.error: UserFacingError | None = None

    def download(self, name, cancel: threading.Event):
        entry = self.find(name)
        if self.error is not None:
            raise self.error
        for piece in (1, 2, 3):
            yield DownloadProgress(entry.size_bytes * piece // 3, entry.size_bytes, 4.0 - piece)
            if self.waits:
                cancel.wait()
                return
        entry.path.parent.mkdir(parents=True, exist_ok=True)
        entry.path.write_bytes(b"weights")


def test_the_model_manager_says_the_chosen_precision(window, store, qtbot):
    lane = ModelsThread(store)
    dialog = ModelDialog(window.document, store, lane, Settings(device="cpu", precision="bfloat16"), window)
    qtbot.waitUntil(lambda: "cpu in bfloat16" in dialog.device.text(), timeout=120_000)
    lane.stop()


@pytest.fixture
def store(tmp_path) -> FakeStore:
    return FakeStore(tmp_path)


@pytest.fixture
def models(window, store, qtbot):
    lane = ModelsThread(store)
    dialog = ModelDialog(window.document, store, lane, Settings(device="cpu"), window)
    qtbot.waitUntil(lambda: "float" in dialog.device.text(), timeout=120_000)
    tiny = next(r for r in rows_of(dialog.list) if r.text(0) == "SAM 2.1 tiny")
    dialog.list.setCurrentItem(tiny)
    yield dialog
    lane.stop()


def test_each_model_says_how_fast_it_would_be_here_and_may_be_used_how(models):
    large, small = (
        next(r for r in rows_of(models.list) if r.text(0) == f"SAM 2.1 {s}") for s in ("large", "tiny")
    )
    assert all(r.text(3).startswith("about ") for r in (large, small))
    assert models._speeds["sam2.1_hiera_large"] < models._speeds["sam2.1_hiera_tiny"]
    assert small.text(4) == "Apache-2.0"
    assert small.text(5)


def test_a_model_is_downloaded_and_can_then_be_used(models, qtbot, window):
    assert not models.use.isEnabled()
    models.fetch.click()
    qtbot.waitUntil(lambda: models._running is None)
    assert "ready to use" in models.message.text()
    models.use.click()
    assert window.document.project.model == "sam2.1_hiera_tiny"
    assert not models.use.isEnabled()


def test_a_download_can_be_stopped_and_says_that_it_goes_on_from_there(models, qtbot, store):
    store.waits = True
    models.fetch.click()
    qtbot.waitUntil(lambda: "MB" in models.message.text())
    assert not models.fetch.isEnabled()
    models.cancel.click()
    qtbot.waitUntil(lambda: models._running is None)
    assert "goes on from there" in models.message.text()


def test_a_failed_download_says_what_to_do(models, qtbot, store):
    store.error = UserFacingError("The server does not answer.", "Check the connection.")
    models.fetch.click()
    qtbot.waitUntil(lambda: models._running is None)
    assert models.message.text() == "The server does not answer. Check the connection."


def test_a_file_that_is_no_model_is_refused_with_a_sentence(models, qtbot, tmp_path):
    (tmp_path / "notes.txt").write_text("no weights")
    models.take_file(tmp_path / "notes.txt")
    qtbot.waitUntil(lambda: models._running is None)
    assert "not a file of weights" in models.message.text()


def test_a_damaged_file_is_found_by_verifying(models, qtbot, store):
    entry = store.find("sam2.1_hiera_tiny")
    entry.path.parent.mkdir(parents=True, exist_ok=True)
    entry.path.write_bytes(b"damaged")
    assert hashlib.sha256(b"damaged").hexdigest() != entry.sha256
    models.refresh()
    models.check.click()
    qtbot.waitUntil(lambda: models._running is None)
    assert "is not the published file" in models.message.text()


def test_the_autosave_interval_holds_from_the_next_look_on_and_is_kept(window):
    window.setting_windows._take(replace(window.settings, autosave_s=9))
    window.autosaving.keep()
    assert window.autosaving._timer.interval() == 9000
    assert load_settings().autosave_s == 9
