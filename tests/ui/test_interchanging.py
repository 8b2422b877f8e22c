"""What the File menu does with other programs' files, done with the real readers and writers."""

from __future__ import annotations

import shutil

import pytest

from app.document import edits
from app.ui import messages
from app.ui.hand_off_dialog import HandOffDialog
from tests.ui.fakes import FRAMES, square_sample


@pytest.fixture
def dialog(on_clip, tmp_path) -> HandOffDialog:
    document = on_clip.document
    document.edit("Add", edits.add_masklet)
    samples = {f: square_sample(f, prompted=False) for f in range(FRAMES)}
    document.edit("Track", lambda p: edits.add_samples(p, 1, samples))
    on_clip.files.last_folder = str(tmp_path)
    return on_clip.files.interchanging.hand_off()


def choose(dialog: HandOffDialog, kind: str) -> None:
    dialog.kind.setCurrentIndex(dialog.kind.findData(kind))


def test_shapes_are_written_and_say_how_close_they_are(dialog, qtbot, tmp_path):
    choose(dialog, "nuke-roto")
    assert dialog.path.text() == str(tmp_path / "square-nuke-roto.nk")
    dialog.start()
    qtbot.waitUntil(lambda: "pixels in the mean" in dialog.message.text(), timeout=30_000)
    assert "Roto" in (tmp_path / "square-nuke-roto.nk").read_text()


def test_a_file_is_replaced_only_when_asked(dialog, qtbot, tmp_path, monkeypatch):
    choose(dialog, "coco")
    taken = tmp_path / "square-coco.json"
    taken.write_text("mine")
    monkeypatch.setattr(messages, "ask", lambda *_, **__: False)
    dialog.start()
    assert taken.read_text() == "mine"


def test_no_masklet_is_said_at_once(dialog):
    for row in range(dialog.masklets.count()):
        dialog.masklets.item(row).setCheckState(dialog.masklets.item(row).checkState().Unchecked)
    dialog.start()
    assert "masklet" in dialog.message.text()


def test_masks_that_went_out_come_in_as_one_undoable_step(dialog, on_clip, qtbot, tmp_path):
    choose(dialog, "coco")
    dialog.start()
    out = tmp_path / "square-coco.json"
    qtbot.waitUntil(lambda: "Written" in dialog.message.text(), timeout=30_000)
    on_clip.files.interchanging.read_masks(out, "locked")
    qtbot.waitUntil(lambda: len(on_clip.document.project.masklets) == 2, timeout=30_000)
    assert len(on_clip.document.project.masklets[-1].track) == FRAMES
    on_clip.document.undo_stack.undo()
    assert len(on_clip.document.project.masklets) == 1


def test_a_file_that_is_no_data_set_is_told_and_changes_nothing(dialog, on_clip, qtbot, tmp_path):
    (tmp_path / "x.json").write_text("[]")
    before = on_clip.document.project
    with qtbot.waitSignal(on_clip.files.interchanging.failed) as told:
        on_clip.files.interchanging.read_masks(tmp_path / "x.json", "prompts")
    assert all(told.args)
    assert on_clip.document.project is before


def test_an_edit_becomes_shots_and_one_of_them_is_opened(on_clip, clip_path, qtbot, tmp_path):
    shutil.copy(clip_path, tmp_path / "square.mp4")
    edit = tmp_path / "cut.edl"
    edit.write_text(
        "TITLE: cut\nFCM: NON-DROP FRAME\n\n"
        "001  AX       V     C        00:00:00:00 00:00:00:02 01:00:00:00 01:00:00:02\n"
        "* FROM CLIP NAME: square.mp4\n"
    )
    dialog = on_clip.files.interchanging.show_edit(edit)
    dialog.make()
    qtbot.waitUntil(lambda: dialog.shots.count() == 1)
    with qtbot.waitSignal(dialog.shot_chosen) as chosen:
        dialog.accept()
    assert chosen.args[0].parent == tmp_path / "cut-shots"
    assert chosen.args[0].exists()


def test_an_edit_that_cannot_be_read_says_why_and_may_be_tried_again(on_clip, qtbot, tmp_path):
    (tmp_path / "cut.edl").write_text("nothing\n")
    dialog = on_clip.files.interchanging.show_edit(tmp_path / "cut.edl")
    before = dialog.note.text()
    dialog.make()
    qtbot.waitUntil(lambda: dialog.make_button.isEnabled() and dialog.note.text() != before)
    assert dialog.shots.count() == 0
