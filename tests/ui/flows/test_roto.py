"""The main job as a user does it: open, click, track, stop, effect, undo, save, reopen, export."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from app.engine.requests import TrackRequest
from app.ui import messages
from app.ui.frame_requests import FrameShown
from app.ui.relink_dialog import RelinkDialog
from tests.ui.fakes import FRAMES, square_place


def view_point(window, x, y) -> QPoint:
    return window.viewer.transform.to_view(x, y).toPoint()


def click_square(window, qtbot, frame=0, modifier=Qt.KeyboardModifier.NoModifier):
    """Click on the square, and wait for its mask."""
    x, y = square_place(frame)
    QTest.mouseClick(window.viewer, Qt.MouseButton.LeftButton, modifier, view_point(window, x + 10, y + 10))
    qtbot.waitUntil(lambda: not window.tracking.is_answering)


def masklet(window):
    return window.document.project.masklets[0]


def trigger(window, action: str) -> None:
    assert window.actions_by_id[action].isEnabled(), action
    window.actions_by_id[action].trigger()


def track(window, qtbot, action="track_forward"):
    with qtbot.waitSignal(window.tracking.ended):
        trigger(window, action)


def choose(monkeypatch, method: str, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, method, lambda *_, **__: (str(path), ""))


def test_a_click_adds_a_masklet_and_its_mask_appears(on_clip, qtbot):
    click_square(on_clip, qtbot)
    assert masklet(on_clip).track[0].prompted
    assert on_clip.masklet_panel.list.count() == 1
    assert on_clip.state.selected is masklet(on_clip)
    assert on_clip.windowTitle() == "*square - Masklet"


def test_a_click_and_its_mask_are_undone_and_redone_together(on_clip, qtbot):
    empty = on_clip.document.project
    click_square(on_clip, qtbot)
    with_mask = on_clip.document.project
    trigger(on_clip, "undo")
    assert on_clip.document.project is empty
    assert on_clip.windowTitle() == "square - Masklet"
    trigger(on_clip, "redo")
    assert on_clip.document.project is with_mask


def test_alt_click_takes_away(on_clip, qtbot):
    click_square(on_clip, qtbot)
    click_square(on_clip, qtbot, modifier=Qt.KeyboardModifier.AltModifier)
    assert [c.positive for c in masklet(on_clip).prompts[0].clicks] == [True, False]
    assert len(on_clip.document.project.masklets) == 1


def test_a_box_is_a_prompt(on_clip, qtbot):
    trigger(on_clip, "tool_box")
    start, end = view_point(on_clip, 5, 15), view_point(on_clip, 35, 45)
    QTest.mousePress(on_clip.viewer, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(on_clip.viewer, end)
    QTest.mouseRelease(on_clip.viewer, Qt.MouseButton.LeftButton, pos=end)
    qtbot.waitUntil(lambda: bool(on_clip.document.project.masklets))
    qtbot.waitUntil(lambda: 0 in masklet(on_clip).track)
    assert masklet(on_clip).prompts[0].box is not None


def test_tracking_is_one_step_and_shows_every_frame(on_clip, qtbot):
    click_square(on_clip, qtbot)
    before = on_clip.document.project
    track(on_clip, qtbot)
    assert set(masklet(on_clip).track) == set(range(FRAMES))
    assert on_clip.state.playhead == FRAMES - 1
    trigger(on_clip, "undo")
    assert on_clip.document.project is before


def test_stopping_keeps_what_was_tracked(on_clip, qtbot, tracker):
    click_square(on_clip, qtbot)
    tracker.hold_after = 4
    trigger(on_clip, "track_forward")
    qtbot.waitUntil(lambda: len(masklet(on_clip).track) == 4)
    with qtbot.waitSignal(on_clip.tracking.ended):
        QTest.keyClick(on_clip, Qt.Key.Key_Escape)
    assert set(masklet(on_clip).track) == {0, 1, 2, 3}
    assert not on_clip.actions_by_id["cancel"].isEnabled()
    trigger(on_clip, "undo")
    assert set(masklet(on_clip).track) == {0}


def test_a_click_while_tracking_stops_it_and_is_answered(on_clip, qtbot, tracker):
    click_square(on_clip, qtbot)
    tracker.hold_after = 3
    trigger(on_clip, "track_forward")
    qtbot.waitUntil(lambda: len(masklet(on_clip).track) == 3)
    on_clip.state.go_to(5)
    with qtbot.waitSignal(on_clip.tracking.ended):
        QTest.mouseClick(on_clip.viewer, Qt.MouseButton.LeftButton, pos=view_point(on_clip, 40, 30))
    qtbot.waitUntil(lambda: 5 in masklet(on_clip).track)
    assert masklet(on_clip).track[5].prompted
    assert "stopped at your prompt" in on_clip.status.text.text()


def test_undoing_a_propagation_while_it_runs_ends_it(on_clip, qtbot, tracker):
    click_square(on_clip, qtbot)
    before = on_clip.document.project
    tracker.hold_after = 3
    trigger(on_clip, "track_forward")
    qtbot.waitUntil(lambda: len(masklet(on_clip).track) == 3)
    with qtbot.waitSignal(on_clip.tracking.ended):
        trigger(on_clip, "undo")
    assert on_clip.document.project is before


def test_tracking_stays_inside_the_work_area(on_clip, qtbot, tracker):
    on_clip.state.go_to(4)
    click_square(on_clip, qtbot, frame=4)
    trigger(on_clip, "set_in")
    on_clip.state.go_to(8)
    trigger(on_clip, "set_out")
    on_clip.state.go_to(4)
    track(on_clip, qtbot, "track_both")
    assert set(masklet(on_clip).track) == {4, 5, 6, 7, 8}


def test_only_visible_masklets_are_tracked(on_clip, qtbot, tracker):
    click_square(on_clip, qtbot)
    trigger(on_clip, "add_masklet")
    click_square(on_clip, qtbot)
    first, second = on_clip.document.project.masklets
    on_clip.masklet_panel.row(0).eye.click()
    track(on_clip, qtbot)
    requests = [r for r in tracker.requests if isinstance(r, TrackRequest)]
    assert [m.id for m in requests[-1].masklets] == [second.id]
    assert on_clip.document.project.masklet(first.id).track.keys() == {0}


def test_a_failure_is_told_and_nothing_waits(on_clip, qtbot, tracker):
    tracker.fails = True
    x, y = square_place(0)
    with qtbot.waitSignal(on_clip.tracking.failed):
        QTest.mouseClick(on_clip.viewer, Qt.MouseButton.LeftButton, pos=view_point(on_clip, x + 10, y + 10))
    assert on_clip.message_bar.isVisible()
    assert "weights cannot be read. Install Masklet again" in on_clip.message_bar.text.text()
    assert not on_clip.tracking.is_answering


def test_save_and_reopen_brings_everything_back(on_clip, make_window, qtbot, tmp_path, monkeypatch):
    click_square(on_clip, qtbot)
    track(on_clip, qtbot)
    on_clip.effect_panel.add("blur")
    path = tmp_path / "square.masklet"
    choose(monkeypatch, "getSaveFileName", path)
    with qtbot.waitSignal(on_clip.files.saved):
        QTest.keyClick(on_clip, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert on_clip.windowTitle() == "square - Masklet"
    assert not on_clip.document.is_modified

    other = make_window()
    with qtbot.waitSignal(other.feed.frame_shown):
        other.open(path)
    assert other.document.project == on_clip.document.project
    assert not other.document.is_modified


def test_a_missing_clip_is_looked_for(on_clip, make_window, clip_path, qtbot, tmp_path, monkeypatch):
    copy = tmp_path / "was-here.mp4"
    copy.write_bytes(clip_path.read_bytes())
    with qtbot.waitSignal(on_clip.feed.frame_shown):
        on_clip.open(copy)
    choose(monkeypatch, "getSaveFileName", tmp_path / "moved.masklet")
    with qtbot.waitSignal(on_clip.files.saved):
        trigger(on_clip, "save")
    on_clip.close()
    moved = tmp_path / "elsewhere.mp4"
    copy.rename(moved)
    other = make_window()
    other.open(tmp_path / "moved.masklet")
    qtbot.waitUntil(lambda: bool(other.findChildren(RelinkDialog)))
    dialog = other.findChildren(RelinkDialog)[0]
    qtbot.waitUntil(dialog.use_button.isEnabled)
    with qtbot.waitSignal(other.feed.frame_shown):
        dialog.use_button.click()
    assert other.document.project.media.path == moved


def test_effects_and_their_values_are_undone(on_clip, qtbot):
    click_square(on_clip, qtbot)
    with qtbot.waitSignal(on_clip.feed.frame_shown):
        on_clip.effect_panel.add("blur")
    assert on_clip.state.look.mode == "result"
    box = on_clip.effect_panel.boxes[0]
    box.switch.click()
    assert not masklet(on_clip).effects[0].enabled
    trigger(on_clip, "undo")
    assert masklet(on_clip).effects[0].enabled
    trigger(on_clip, "undo")
    assert not masklet(on_clip).effects
    assert not on_clip.effect_panel.boxes


@pytest.mark.parametrize("mode", ["view_result", "view_matte", "view_cutout", "view_source"])
def test_the_other_views_show_the_frame(on_clip, qtbot, mode):
    click_square(on_clip, qtbot)
    with qtbot.waitSignal(on_clip.feed.frame_shown):
        trigger(on_clip, mode)
    red, *_ = on_clip.viewer.pixel_at(18, 30)
    assert red > 200


def test_the_viewer_shows_the_mask_over_the_source(on_clip, qtbot):
    def has_mask(reply) -> bool:
        return isinstance(reply, FrameShown) and len(reply.overlays) == 1

    with qtbot.waitSignal(on_clip.frame_thread.replied, check_params_cb=has_mask):
        click_square(on_clip, qtbot)


def test_closing_asks_for_unsaved_changes(on_clip, qtbot, monkeypatch):
    click_square(on_clip, qtbot)
    monkeypatch.setattr(messages, "ask_to_save", lambda *_: messages.Answer.CANCEL)
    assert not on_clip.close()
    assert on_clip.isVisible()
    trigger(on_clip, "close")
    assert on_clip.document.project.media is not None
    monkeypatch.setattr(messages, "ask_to_save", lambda *_: messages.Answer.DISCARD)
    trigger(on_clip, "close")
    assert on_clip.document.project.media is None
    assert on_clip.windowTitle() == "Masklet"


def test_saving_when_closing_saves_first(on_clip, qtbot, monkeypatch, tmp_path):
    click_square(on_clip, qtbot)
    monkeypatch.setattr(messages, "ask_to_save", lambda *_: messages.Answer.SAVE)
    choose(monkeypatch, "getSaveFileName", tmp_path / "late.masklet")
    assert not on_clip.close()
    qtbot.waitUntil(lambda: not on_clip.isVisible())
    assert (tmp_path / "late.masklet").exists()


@pytest.mark.parametrize(
    ("name", "content"), [("empty.mp4", b""), ("text.mp4", b"not a film"), ("damaged.masklet", b"PK no")]
)
def test_what_cannot_be_opened_is_told_and_the_project_stays(on_clip, qtbot, tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    before = on_clip.document.project
    with qtbot.waitSignal(on_clip.files.failed):
        on_clip.open(tmp_path / name)
    assert on_clip.message_bar.isVisible()
    assert name in on_clip.message_bar.text.text()
    assert on_clip.document.project is before


def test_the_sample_opens_unmodified_with_its_prompts(window, qtbot):
    with qtbot.waitSignal(window.feed.frame_shown, timeout=20000):
        window.start(None)
    qtbot.waitUntil(lambda: not window.tracking.is_answering)
    assert masklet(window).prompts
    assert window.state.playhead in masklet(window).prompts
    assert not window.document.is_modified


def test_export_writes_a_film_that_decodes(on_clip, qtbot, tmp_path):
    click_square(on_clip, qtbot)
    track(on_clip, qtbot)
    trigger(on_clip, "export")
    dialog = on_clip.export_dialog
    dialog.format.setCurrentIndex(dialog.format.findData("matte-h264"))
    dialog.path.setText(str(tmp_path / "matte.mp4"))
    with qtbot.waitSignal(dialog.exported, timeout=20000):
        dialog.start()
    assert "Written" in dialog.message.text()
    with av.open(str(tmp_path / "matte.mp4")) as film:
        frames = [f.to_ndarray(format="gray") for f in film.decode(video=0)]
    assert len(frames) == FRAMES
    x, y = square_place(6)
    assert frames[6][y + 10, x + 10] > 200
    assert np.mean(frames[6]) < 60
    dialog.close()
    assert on_clip.export_dialog is None


def test_the_picture_alone_leaves_nothing_around_it_and_brings_all_back(on_clip, qtbot):
    around = [
        on_clip.timeline,
        on_clip.masklet_panel,
        on_clip.menuBar(),
        on_clip.statusBar(),
        on_clip.view_bar,
    ]
    trigger(on_clip, "full_viewer")
    assert on_clip.viewer.isVisible()
    assert not [widget for widget in around if widget.isVisible()]
    trigger(on_clip, "full_viewer")
    assert all(widget.isVisible() for widget in around)
    assert not on_clip.isFullScreen()


def test_the_status_line_tells_the_pixel_under_the_pointer(on_clip, qtbot):
    x, y = square_place(0)
    QTest.mouseMove(on_clip.viewer, view_point(on_clip, x + 10, y + 10))
    place, values = on_clip.status.pointer.text().split("   ")
    assert place == f"{x + 10}, {y + 10}"
    colour = on_clip.viewer.pixel_at(x + 10, y + 10)
    assert values == "R {} G {} B {}".format(*colour)
