"""Memory, depth and exclusiveness from the menu."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.document import edits
from app.ui.document import OpenDocument
from app.ui.editor_state import EditorState
from app.ui.masklet_options import MaskletOptionsMenu
from tests.ui.test_document import MEDIA


@pytest.fixture
def document(qapp) -> OpenDocument:
    return OpenDocument(edits.add_masklet(edits.add_masklet(edits.open_media(MEDIA))))


@pytest.fixture
def parent(qtbot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    return parent


@pytest.fixture
def menu(document, parent) -> MaskletOptionsMenu:
    state = EditorState(document, parent)
    state.select(2)
    return MaskletOptionsMenu(document, state, parent)


def entry(menu: MaskletOptionsMenu, text: str) -> QAction:
    menu.aboutToShow.emit()
    return next(a for a in menu.actions() if a.text().startswith(text))


def test_memory_is_chosen_for_the_selected_masklet(menu, document):
    assert entry(menu, "Look-alikes").isChecked()  # the default
    entry(menu, "Motion").trigger()
    assert [m.policy for m in document.project.masklets] == ["", "motion"]
    assert entry(menu, "Motion").isChecked()
    entry(menu, "Look-alikes").trigger()
    assert document.project.masklet(2).policy == ""


def test_choosing_what_is_chosen_is_no_step(menu, document):
    entry(menu, "Look-alikes").trigger()
    assert not document.undo_stack.count()


def test_depth_goes_up_and_down(menu, document):
    entry(menu, "Nearer").trigger()
    entry(menu, "Nearer").trigger()
    assert document.project.masklet(2).depth == 2
    entry(menu, "Further").trigger()
    assert document.project.masklet(2).depth == 1
    assert entry(menu, "Depth 1").isSeparator()


def test_masklets_may_be_kept_from_sharing_pixels(menu, document):
    entry(menu, "No pixel").trigger()
    assert document.project.exclusive
    assert entry(menu, "No pixel").isChecked()
    document.undo_stack.undo()
    assert not document.project.exclusive
