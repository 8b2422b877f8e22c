"""Masklet list, effect stack and parameter widgets: what the hand does becomes one edit."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QColorDialog

from app.document import edits
from app.effect_api import Effect, ParamSpec, choice, colour, param, switch
from app.engine.plugin_host import PluginHost
from app.ui.document import OpenDocument
from app.ui.editor_state import EditorState
from app.ui.effect_panel import EffectPanel
from app.ui.masklet_panel import MaskletPanel
from app.ui.number_slider import decimals
from app.ui.param_widgets import NumberWidget, PointWidget
from tests.ui.test_document import MEDIA


@dataclass(frozen=True)
class GlowParams:
    size: float = param(2.0, low=0.0, high=10.0, step=0.5, label="Size", unit="px")
    outside: bool = switch(default=False, label="Outside only")
    kind: str = choice("soft", ("soft", "very_hard"), label="Kind")
    tint: tuple = colour((1.0, 0.0, 0.0), label="Tint")


def glow(image, matte, params):
    return image


HOST = PluginHost({"glow": Effect("glow", "Glow", GlowParams, render=glow)})


@pytest.fixture
def document(qapp) -> OpenDocument:
    return OpenDocument(edits.add_masklet(edits.add_masklet(edits.open_media(MEDIA))))


@pytest.fixture
def state(document) -> EditorState:
    state = EditorState(document)
    state.select(1)
    return state


@pytest.fixture
def effects(document, state, qtbot) -> EffectPanel:
    panel = EffectPanel(document, state, lambda: HOST)
    qtbot.addWidget(panel)
    panel.add("glow")
    return panel


@pytest.fixture
def masklets(document, state, qtbot) -> MaskletPanel:
    panel = MaskletPanel(document, state)
    qtbot.addWidget(panel)
    panel.resize(300, 300)
    panel.show()
    return panel


def params(document):
    return dict(document.project.masklet(1).effects[0].params)


def test_parameters_show_their_defaults_and_set_the_project(effects, document):
    box = effects.boxes[0]
    size, outside, kind = box.params["size"], box.params["outside"], box.params["kind"]
    assert size.slider.number == 2.0
    size.field.setValue(4.5)
    outside.box.click()
    kind.box.setCurrentIndex(1)
    kind.box.activated.emit(1)
    assert params(document) == {"size": 4.5, "outside": True, "kind": "very_hard"}


def test_a_drag_is_one_step_and_the_next_drag_another(effects, document):
    slider = effects.boxes[0].params["size"].slider
    before = document.undo_stack.count()
    for drag in ((3.0, 4.0, 5.0), (6.0, 7.0)):
        slider.setSliderDown(True)
        for value in drag:
            slider.set_number(value)
        slider.setSliderDown(False)
    assert document.undo_stack.count() == before + 2
    document.undo_stack.undo()
    assert params(document) == {"size": 5.0}
    assert slider.number == 5.0


def test_undo_shows_in_the_widgets_without_a_new_edit(effects, document):
    effects.boxes[0].params["size"].field.setValue(9.0)
    count = document.undo_stack.count()
    document.undo_stack.undo()
    assert effects.boxes[0].params["size"].field.value() == 2.0
    assert document.undo_stack.count() == count


def test_a_colour_that_is_tried_and_given_up_leaves_the_old_one(effects, document, monkeypatch):
    def tried(dialog):
        dialog.currentColorChanged.emit(QColor(0, 255, 0))
        return QColorDialog.DialogCode.Rejected

    monkeypatch.setattr(QColorDialog, "exec", tried)
    effects.boxes[0].params["tint"].button.click()
    assert params(document)["tint"] == (1.0, 0.0, 0.0)


def test_effects_change_places_and_go(effects, document):
    effects.add("glow")
    first, second = (entry.id for entry in document.project.masklet(1).effects)
    assert not effects.boxes[0].up.isEnabled()
    effects.boxes[0].down.click()
    assert [entry.id for entry in document.project.masklet(1).effects] == [second, first]
    effects.boxes[0].remove.click()
    assert [entry.id for entry in document.project.masklet(1).effects] == [first]


def test_an_effect_that_is_not_installed_is_named_and_can_be_removed(effects, document):
    document.edit("Add", lambda p: edits.add_effect(p, 1, "from_elsewhere"))
    assert effects.boxes[1].switch.text() == "from_elsewhere"
    effects.boxes[1].remove.click()
    assert len(effects.boxes) == 1


def test_the_stack_is_that_of_the_selected_masklet(effects, state):
    assert len(effects.boxes) == 1
    state.select(2)
    assert effects.boxes == []


@pytest.mark.parametrize(("step", "digits"), [(1, 0), (0.5, 1), (0.1, 1), (0.01, 2), (0.25, 2), (5, 0)])
def test_as_many_digits_as_the_step_needs(step, digits):
    assert decimals(step) == digits


def test_a_number_stays_on_its_steps(qtbot):
    widget = NumberWidget(ParamSpec("number", "Size", low=1.0, high=9.0, step=2.0))
    qtbot.addWidget(widget)
    values: list[float] = []
    widget.changed.connect(lambda value, gesture: values.append(value))
    widget.slider.set_number(4.4)
    assert values == [5.0]


def test_a_double_click_renames(masklets, document, qtbot):
    name = masklets.row(0).name
    masklets.list.itemDoubleClicked.emit(masklets.list.item(0))
    name.selectAll()
    QTest.keyClicks(name, "Dancer")
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert document.project.masklet(1).name == "Dancer"
    assert document.undo_stack.count() == 1


def test_escape_gives_up_a_name(masklets, document):
    name = masklets.row(0).name
    masklets.list.itemDoubleClicked.emit(masklets.list.item(0))
    QTest.keyClicks(name, "Oops")
    QTest.keyClick(name, Qt.Key.Key_Escape)
    assert name.text() == "Masklet 1"
    assert document.undo_stack.count() == 0


def test_a_click_on_a_row_selects_it(masklets, state):
    row = masklets.row(1)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.name.geometry().center())
    assert state.selected is not None
    assert state.selected.id == 2


def test_the_eye_hides_and_shows(masklets, document):
    masklets.row(0).eye.click()
    assert not document.project.masklet(1).visible
    masklets.row(0).eye.click()
    assert document.project.masklet(1).visible


def test_the_colour_is_an_edit(masklets, document, monkeypatch):
    monkeypatch.setattr(QColorDialog, "getColor", lambda *_: QColor(1, 2, 3))
    masklets.row(0).colour.click()
    assert document.project.masklet(1).colour == (1, 2, 3)


def test_the_selection_moves_when_its_masklet_goes(masklets, document, state):
    document.edit("Delete", lambda p: edits.remove_masklet(p, 1))
    assert state.selected is not None
    assert state.selected.id == 2
    assert masklets.list.currentRow() == 0


def test_a_keyframe_is_set_at_the_playhead_and_the_value_follows_it(effects, document, state):
    effects.add("glow")
    box = effects.boxes[0]
    box.keys["size"].toggled_key.emit(True)
    state.go_to(10)
    box.params["size"].field.setValue(0.5)
    keyed = document.project.masklets[0].effects[0]
    assert [key.frame for key in keyed.curves["size"].keys]
    box.keys["size"].cleared.emit()
    assert not document.project.masklets[0].effects[0].curves


def test_side_and_blend_are_edits(effects, document):
    effects.add("glow")
    box = effects.boxes[0]
    box.side.setCurrentIndex(1)
    box.side.activated.emit(1)
    assert document.project.masklets[0].effects[0].outside
    box.mode.activated.emit(box.mode.findData("screen"))
    assert document.project.masklets[0].effects[0].mode == "screen"


def test_a_place_is_shown_and_set_in_per_cent(qtbot):
    widget = PointWidget(ParamSpec("point", "Centre", low=-1.0, high=2.0))
    qtbot.addWidget(widget)
    widget.show_value((0.25, 1.5))
    assert [field.value() for field in widget.fields] == [25.0, 150.0]
    with qtbot.waitSignal(widget.changed) as said:
        widget.fields[1].setValue(40.0)
    assert said.args[0] == (0.25, 0.4)
