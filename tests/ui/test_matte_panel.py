"""The matte panel: values at the playhead, keyframes, holdouts; all of it undoable."""

from __future__ import annotations

import pytest

from app.document import edits, matte_edits
from app.document.matte import polygon
from app.ui.document import OpenDocument
from app.ui.editor_state import EditorState
from app.ui.matte_panel import MattePanel
from tests.ui.test_document import MEDIA


@pytest.fixture
def document(qapp) -> OpenDocument:
    return OpenDocument(edits.add_masklet(edits.add_masklet(edits.open_media(MEDIA))))


@pytest.fixture
def state(document) -> EditorState:
    state = EditorState(document)
    state.select(1)
    return state


@pytest.fixture
def panel(document, state, qtbot) -> MattePanel:
    panel = MattePanel(document, state)
    qtbot.addWidget(panel)
    panel.show()
    return panel


def matte(document):
    return document.project.masklet(1).matte


def test_a_value_is_one_undo_step(panel, document):
    panel.params["grow_px"].field.setValue(-2.5)
    assert dict(matte(document).params) == {"grow_px": -2.5}
    document.undo_stack.undo()
    assert panel.params["grow_px"].field.value() == 0.0


def test_keyframes_are_set_at_the_playhead_and_shown_there(panel, document, state):
    panel.keys["feather_px"].click()
    state.go_to(8)
    panel.params["feather_px"].field.setValue(8.0)
    state.go_to(4)
    assert panel.params["feather_px"].field.value() == 4.0
    state.go_to(8)
    panel.keys["feather_px"].click()
    assert [k.frame for k in matte(document).curves["feather_px"].keys] == [0]


def test_the_way_between_keyframes_is_chosen_on_the_earlier_one(panel, document):
    panel.keys["grow_px"].click()
    menu = panel.keys["grow_px"].menu_at()
    next(a for a in menu.actions() if a.data() == "hold").trigger()
    assert matte(document).curves["grow_px"].keys[0].easing == "hold"
    panel.keys["grow_px"].cleared.emit()
    assert not matte(document).curves
    assert matte(document).params["grow_px"] == 0.0


def test_other_masklets_can_be_held_out(panel, document):
    assert list(panel.holdouts) == [2]
    panel.holdouts[2].click()
    assert matte(document).holdouts == (2,)
    document.undo_stack.undo()
    assert not panel.holdouts[2].isChecked()


def test_stages_are_switched_off_and_set_back(panel, document):
    panel.params["holes_px"].field.setValue(12.0)
    panel.switch.click()
    assert not matte(document)
    assert not panel.params["holes_px"].isEnabled()
    panel.switch.click()
    panel.reset.click()
    assert matte(document) == matte(OpenDocument(edits.add_masklet(edits.open_media(MEDIA))))
    assert not panel.reset.isEnabled()


SQUARE = polygon((0, 0), (4, 0), (4, 4), (0, 4))


def test_a_shape_is_listed_changed_and_removed(panel, document):
    document.edit("Shape", lambda p: matte_edits.add_matte_shape(p, 1, "garbage", SQUARE, 0))
    (row,) = panel.shapes.rows.values()
    row.switch.click()
    row.feather.setValue(6.0)
    row.kind.setCurrentIndex(row.kind.findData("holdout"))
    row.kind.activated.emit(row.kind.currentIndex())
    (shape,) = matte(document).shapes
    assert (shape.enabled, shape.feather, shape.kind) == (False, 6.0, "holdout")
    row.remove.click()
    assert matte(document).shapes == ()
    assert not panel.shapes.rows
    document.undo_stack.undo()
    assert matte(document).shapes == (shape,)
    assert len(panel.shapes.rows) == 1


def test_a_shape_gets_and_loses_keyframes_at_the_playhead(panel, document, state):
    document.edit("Shape", lambda p: matte_edits.add_matte_shape(p, 1, "garbage", SQUARE, 0))
    (row,) = panel.shapes.rows.values()
    state.go_to(5)
    row.key.click()
    assert [key.frame for key in matte(document).shapes[0].path.keys] == [0, 5]
    row.key.click()
    row.key.click()
    row.key.cleared.emit()
    assert [key.frame for key in matte(document).shapes[0].path.keys] == [5]
    row.key.click()  # the only one stays: a shape has to have a form
    assert [key.frame for key in matte(document).shapes[0].path.keys] == [5]


def test_without_a_masklet_there_is_a_hint(panel, state):
    state.select(0)
    assert not panel.switch.isVisible()
    assert panel._hint.isVisible()
