"""A project whose clip was moved, renamed or replaced, opened in the window."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog

from app.document import edits
from app.engine.media_reader import probe
from app.engine.project_file import save_project
from app.ui.relink_dialog import RelinkDialog


@pytest.fixture
def project(clip_path, tmp_path):
    """A project whose clip will be gone."""
    folder = tmp_path / "project"
    folder.mkdir()
    clip = shutil.copy(clip_path, folder / "shot.mp4")
    path = folder / "p.masklet"
    save_project(edits.open_media(probe(clip)), path)
    return path


def opened(window, project, qtbot) -> RelinkDialog:
    window.open(project)
    qtbot.waitUntil(lambda: bool(window.findChildren(RelinkDialog)))
    return window.findChildren(RelinkDialog)[0]


def content(dialog) -> list[tuple[str, str]]:
    items = [dialog.list.topLevelItem(i) for i in range(dialog.list.topLevelItemCount())]
    return [(item.text(0), item.text(1)) for item in items]


def test_a_renamed_clip_beside_the_project_is_offered_at_once(window, project, qtbot):
    clip = project.parent / "shot.mp4"
    clip.rename(clip.with_name("renamed.mp4"))
    dialog = opened(window, project, qtbot)
    qtbot.waitUntil(lambda: content(dialog) == [("renamed.mp4", "the same")])
    with qtbot.waitSignal(window.feed.frame_shown):
        dialog.use_button.click()
    assert window.document.project.media.path.name == "renamed.mp4"
    assert window.document.path == project


def test_a_clip_of_that_name_with_another_content_is_said_to_differ(
    window, project, tmp_path, monkeypatch, qtbot
):
    (project.parent / "shot.mp4").unlink()
    other = tmp_path / "elsewhere"
    other.mkdir()
    (other / "shot.mp4").write_bytes(b"something else")
    dialog = opened(window, project, qtbot)
    qtbot.waitUntil(lambda: "Nothing in" in dialog.note.text())
    assert not dialog.use_button.isEnabled()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(other))
    dialog.folder_button.click()
    qtbot.waitUntil(lambda: content(dialog) == [("shot.mp4", "another")])
    assert "may not fit" in dialog.note.text()
    dialog.reject()
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert window.document.project.media is None
