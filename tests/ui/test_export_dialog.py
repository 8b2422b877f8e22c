"""The export dialog: sensible at once, careful with files, usable while it writes."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFormLayout

from app.document import edits, effect_edits
from app.document.timing import FrameRange
from app.engine.export.formats import FORMATS
from app.engine.export.options import check_options
from app.ui import export_thread, messages
from app.ui.export_dialog import ExportDialog, default_path
from app.ui.export_options import chosen_options
from tests.ui.fakes import FRAMES, square_sample


@pytest.fixture
def dialog(on_clip, tmp_path) -> ExportDialog:
    document = on_clip.document
    document.edit("Add", edits.add_masklet)
    samples = {f: square_sample(f, prompted=False) for f in range(FRAMES)}
    document.edit("Track", lambda p: edits.add_samples(p, 1, samples))
    document.edit("Add", edits.add_masklet)
    document.edit("Hide", lambda p: edits.show_masklet(p, 2, visible=False))
    document.edit("In", lambda p: edits.set_in_point(p, 2))
    on_clip.files.last_folder = str(tmp_path)
    on_clip.show_export()
    return on_clip.export_dialog


def choose_format(dialog: ExportDialog, name: str) -> None:
    dialog.format.setCurrentIndex(dialog.format.findData(name))


def test_it_proposes_work_area_visible_masklets_and_a_new_name(dialog, tmp_path):
    assert dialog.chosen_frames() == FrameRange(2, FRAMES - 1)
    assert dialog.chosen_masklets() == {1}
    assert dialog.path.text() == str(tmp_path / "square-cutout.mov")


def test_every_format_is_offered_with_its_description(dialog):
    assert dialog.format.count() == len(FORMATS)
    for name, format_ in FORMATS.items():
        choose_format(dialog, name)
        assert dialog.description.text() == format_.description


def test_each_format_begins_with_the_alpha_that_its_programs_expect(dialog):
    for name in ("prores4444", "exr", "png", "exr"):
        choose_format(dialog, name)
        alpha = chosen_options(FORMATS[name], dialog.picture, dialog.delivery).alpha
        assert alpha == FORMATS[name].alphas[0], name


def test_a_format_with_one_depth_decides_nothing_for_the_next(dialog):
    """PNG of an 8-bit clip has 8 bits here as on the command line, whatever was looked at before."""
    for name in ("prores4444", "png"):
        dialog.format.setCurrentIndex(dialog.format.findData(name))
    assert dialog.picture.bits.currentData() is None


def test_the_name_follows_the_format_until_one_is_typed(dialog, tmp_path):
    choose_format(dialog, "matte-h264")
    assert dialog.path.text() == str(tmp_path / "square-matte.mp4")
    dialog.path.setText(str(tmp_path / "mine.mp4"))
    dialog.path.textEdited.emit("")
    choose_format(dialog, "prores4444")
    assert dialog.path.text() == str(tmp_path / "mine.mov")
    choose_format(dialog, "png")
    assert dialog.path.text() == str(tmp_path / "mine")


def test_a_name_that_is_taken_is_counted_up(tmp_path):
    (tmp_path / "dog-matte.mp4").touch()
    assert default_path(tmp_path, "dog", FORMATS["matte-h264"], "matte") == tmp_path / "dog-matte-2.mp4"


def test_the_ranges(dialog):
    dialog.whole.click()
    assert dialog.chosen_frames() == FrameRange(0, FRAMES - 1)
    dialog.custom.click()
    dialog.first.setValue(4)
    dialog.last.setValue(6)
    assert dialog.chosen_frames() == FrameRange(4, 6)


def test_what_cannot_be_exported_is_said_before_it_starts(dialog):
    dialog.custom.click()
    dialog.first.setValue(6)
    dialog.last.setValue(4)
    dialog.start()
    assert "ends before" in dialog.message.text()
    dialog.path.clear()
    dialog.start()
    assert "where" in dialog.message.text()
    assert not dialog.is_running


def test_a_file_is_replaced_only_when_the_user_says_so(dialog, tmp_path, monkeypatch, qtbot):
    choose_format(dialog, "matte-h264")
    target = tmp_path / "taken.mp4"
    target.write_bytes(b"precious")
    dialog.path.setText(str(target))
    monkeypatch.setattr(messages, "ask", lambda *_, **__: False)
    dialog.start()
    assert not dialog.is_running
    assert target.read_bytes() == b"precious"
    monkeypatch.setattr(messages, "ask", lambda *_, **__: True)
    with qtbot.waitSignal(dialog.exported, timeout=20000):
        dialog.start()
    assert target.read_bytes() != b"precious"
    assert dialog.show_button.isVisible()


def test_an_error_is_a_sentence_and_the_dialog_can_be_used_again(dialog, tmp_path, qtbot):
    choose_format(dialog, "matte-h264")
    dialog.path.setText(str(tmp_path / "not there" / "deep" / "x.mp4"))
    (tmp_path / "not there").write_text("a file where a folder should be")
    dialog.start()
    qtbot.waitUntil(lambda: not dialog.is_running, timeout=20000)
    assert dialog.message.text().endswith(".")
    assert "Traceback" not in dialog.message.text()
    assert dialog.export_button.isEnabled()


def test_cancel_leaves_nothing(dialog, tmp_path, qtbot, monkeypatch):
    def endless(request, cancel):
        cancel.wait()
        raise export_thread.ExportCancelled
        yield

    monkeypatch.setattr(export_thread, "export", endless)
    dialog.start()
    assert dialog.is_running
    assert dialog.close_button.text() == "Cancel"
    dialog.close_button.click()
    qtbot.waitUntil(lambda: not dialog.is_running)
    assert "Nothing was written" in dialog.message.text()
    assert dialog.isVisible()
    dialog.close_button.click()
    assert not dialog.isVisible()


def test_the_window_stays_usable_while_it_writes(dialog, on_clip, monkeypatch, qtbot):
    def endless(request, cancel):
        cancel.wait()
        raise export_thread.ExportCancelled
        yield

    monkeypatch.setattr(export_thread, "export", endless)
    dialog.start()
    with qtbot.waitSignal(on_clip.feed.frame_shown):
        on_clip.state.go_to(5)
    assert dialog.is_running
    monkeypatch.setattr(messages, "ask", lambda *_, **__: False)
    assert not on_clip.close()


def rows(part) -> set[str]:
    """Labels and boxes of the rows that are shown."""
    form = part.layout()
    shown = [r for r in range(form.rowCount()) if form.isRowVisible(r)]
    return {
        form.itemAt(r, QFormLayout.ItemRole.LabelRole).widget().text()
        or form.itemAt(r, QFormLayout.ItemRole.FieldRole).widget().text()
        for r in shown
        if form.itemAt(r, QFormLayout.ItemRole.LabelRole)
    }


def test_a_format_shows_what_it_can_do_and_nothing_else(dialog):
    choose_format(dialog, "matte-h264")
    assert rows(dialog.picture) == {"Part", "Masklets", "Hold-outs", "Size"}
    assert rows(dialog.delivery) == {"Handles", "Timecode", "Timeline", "Report"}
    choose_format(dialog, "exr")
    assert {"Content", "Alpha", "Depth", "Compression"} <= rows(dialog.picture)
    assert not dialog.picture.cryptomatte.isHidden()
    assert {"First number", "Digits", "Timecode"} <= rows(dialog.delivery)
    choose_format(dialog, "gif")
    assert "Alpha" not in rows(dialog.picture)
    assert dialog.picture.cryptomatte.isHidden()
    assert "Timecode" not in rows(dialog.delivery)


def test_what_must_be_hidden_is_refused_or_written_with_a_list(on_clip, dialog, tmp_path, qtbot):
    assert "Must be hidden" not in rows(dialog.picture)
    dialog.close()
    on_clip.document.edit("Hide", lambda p: effect_edits.set_must_hide(p, 1, on=True))
    on_clip.show_export()
    dialog = on_clip.export_dialog
    choose_format(dialog, "matte-h264")
    assert "Must be hidden" not in rows(dialog.picture)  # a matte shows nothing of it
    choose_format(dialog, "h264")
    assert "Must be hidden" in rows(dialog.picture)
    dialog.path.setText(str(tmp_path / "seen.mp4"))
    dialog.start()
    qtbot.waitUntil(lambda: not dialog.is_running, timeout=20000)
    assert "may be seen" in dialog.message.text()
    assert not list(tmp_path.glob("seen*"))
    dialog.picture.unhidden.setCurrentIndex(1)
    with qtbot.waitSignal(dialog.exported, timeout=20000):
        dialog.start()
    assert "it has no effect that hides it" in dialog.message.text()
    assert (tmp_path / "seen.mp4.unhidden.txt").is_file()


def test_what_every_format_shows_at_first_can_be_written(dialog):
    """Whatever was chosen for the format before."""
    dialog.delivery.timecode.setText("01:00:00:00")
    for names in (list(FORMATS), list(FORMATS)[::-1]):
        for name in names:
            choose_format(dialog, name)
            dialog.picture.cryptomatte.setChecked(True)
            dialog.picture.bits.setCurrentIndex(dialog.picture.bits.count() - 1)
            dialog.picture.content.setCurrentIndex(dialog.picture.content.count() - 1)
            check_options(FORMATS[name], chosen_options(FORMATS[name], dialog.picture, dialog.delivery))


def test_core_and_edge_are_offered_where_they_can_be_written(dialog):
    picture = dialog.picture
    choose_format(dialog, "prores4444")
    assert "Part" not in rows(picture)  # a cut-out
    picture.content.setCurrentIndex(picture.content.findData("matte"))
    assert [picture.part.itemData(i) for i in range(picture.part.count())] == ["whole", "core", "edge"]
    picture.part.setCurrentIndex(1)
    assert "Core" in rows(picture)
    picture.core_px.setValue(2.5)
    options = chosen_options(FORMATS["prores4444"], picture, dialog.delivery)
    assert (options.part, options.core_px) == ("core", 2.5)
    choose_format(dialog, "exr")
    assert picture.part.findData("both") >= 0
    picture.layers.setChecked(False)
    assert picture.part.findData("both") < 0


def test_a_timeline_is_written_beside_the_export(dialog, tmp_path, qtbot):
    choose_format(dialog, "png")
    assert dialog.delivery.timeline.findData(".fcpxml") < 0  # it knows no image sequences
    choose_format(dialog, "qtrle")
    dialog.delivery.timeline.setCurrentIndex(dialog.delivery.timeline.findData(".fcpxml"))
    dialog.path.setText(str(tmp_path / "cut.mov"))
    with qtbot.waitSignal(dialog.exported, timeout=20000):
        dialog.start()
    assert (tmp_path / "cut.fcpxml").exists()


def test_a_lossy_compression_turns_cryptomatte_off(dialog):
    choose_format(dialog, "exr")
    dialog.picture.cryptomatte.setChecked(True)
    box = dialog.picture.compression
    box.setCurrentIndex(box.findData("dwaa"))
    assert not dialog.picture.cryptomatte.isChecked()
    assert not dialog.picture.cryptomatte.isEnabled()


def test_the_choices_reach_the_file_one_for_each_masklet(dialog, tmp_path, qtbot):
    choose_format(dialog, "png")
    dialog.picture.content.setCurrentIndex(dialog.picture.content.findData("matte"))
    dialog.delivery.first_number.setValue(1001)
    dialog.delivery.report.setChecked(True)
    dialog.path.setText(str(tmp_path / "{masklet}_{content}"))
    with qtbot.waitSignal(dialog.exported, timeout=20000):
        dialog.start()
    assert "proven" in dialog.message.text()
    folder = tmp_path / "Masklet 1_matte"
    assert sorted(f.name for f in folder.iterdir())[0] == "Masklet 1_matte.1001.png"
    assert (tmp_path / "Masklet 1_matte.report.txt").exists()
    dialog.path.setText(str(tmp_path / "{shot}"))
    dialog.start()
    assert "There is no {shot}" in dialog.message.text()
