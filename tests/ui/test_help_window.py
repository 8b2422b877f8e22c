"""The manual as a user reads it: found from the menu, searched, gone through by its links."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument

from app.ui.help_window import FOLDER, HelpWindow, pages


@pytest.fixture
def manual(qtbot) -> HelpWindow:
    window = HelpWindow()
    qtbot.addWidget(window)
    return window


def listed(manual: HelpWindow) -> list[str]:
    return [manual.list.item(row).text() for row in range(manual.list.count())]


def test_every_page_is_in_the_index_and_in_the_list(manual):
    assert {p.name for p in pages()} == {p.name for p in FOLDER.glob("*.md")}
    assert listed(manual) == [p.title for p in pages()]


def test_the_search_leaves_the_pages_with_all_the_words_and_goes_to_the_place(manual):
    manual.field.setText("cryptomatte manifest")
    assert "Export" in listed(manual)
    assert "Keys" not in listed(manual)
    manual.field.setText("Cryptomatte")
    manual.list.setCurrentRow(listed(manual).index("Export"))
    assert manual.browser.source().fileName() == "export.md"
    assert manual.browser.textCursor().selectedText().lower() == "cryptomatte"
    manual.field.clear()
    assert len(listed(manual)) == len(list(pages()))


def test_a_link_opens_its_page_and_back_goes_back(manual):
    manual.browser.setSource(manual.browser.source().resolved(QUrl("tracking.md")))
    assert manual.list.currentItem().text() == "Tracking"
    assert "Tracking" in manual.browser.toPlainText()
    assert "](" not in manual.browser.toPlainText(), "it is shown as Markdown, not as its text"
    manual.browser.backward()
    assert manual.list.currentRow() == 0


def test_pictures_are_shown_no_wider_than_the_page(manual):
    for page in pages():
        manual.open_page(page.name)
        for name in re.findall(r"!\[[^]]*\]\(([^)]+)\)", page.text):
            image = manual.browser.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name))
            assert isinstance(image, QImage)
            assert 0 < image.width() <= 680, name


def test_the_menu_opens_it(window):
    window.actions_by_id["manual"].trigger()
    assert window.setting_windows.manual.isVisible()
    window.setting_windows.manual.close()
