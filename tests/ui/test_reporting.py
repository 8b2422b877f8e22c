"""The review report from the menu."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from app.document import edits


@pytest.fixture
def opened(monkeypatch) -> list[QUrl]:
    urls: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", urls.append)
    return urls


def choose(monkeypatch, path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


def test_the_report_is_written_and_opened(on_clip, tmp_path, monkeypatch, opened, qtbot):
    on_clip.document.edit("", lambda p: edits.add_masklet(p, "dog"))
    choose(monkeypatch, tmp_path / "page")
    on_clip.actions_by_id["report"].trigger()
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    page = tmp_path / "page.html"
    assert opened == [QUrl.fromLocalFile(str(page))]
    assert "dog" in page.read_text(encoding="utf-8")


def test_a_folder_that_is_not_there_is_said(on_clip, tmp_path, monkeypatch, opened, qtbot):
    choose(monkeypatch, tmp_path / "gone" / "page.html")
    with qtbot.waitSignal(on_clip.files.failed, timeout=10_000) as failed:
        on_clip.actions_by_id["report"].trigger()
    assert failed.args is not None
    assert "page.html" in failed.args[0]
    assert not opened


def test_there_is_nothing_to_report_of_an_empty_window(window):
    assert not window.actions_by_id["report"].isEnabled()
