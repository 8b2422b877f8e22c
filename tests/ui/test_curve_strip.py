"""Keyframes under the hand: dragged in time and in value, one step each, and none lost on the way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.document import edits, effect_edits
from app.document.effects import AMOUNT
from app.document.keyframes import Curve, Keyframe
from app.engine.plugin_host import load_plugins
from app.ui.document import OpenDocument
from app.ui.editor_state import EditorState
from app.ui.effect_panel import EffectPanel
from app.ui.matte_panel import MattePanel
from app.ui.param_widgets import NumberWidget
from tests.ui.test_document import MEDIA

KEYS = (Keyframe(0, 0.2), Keyframe(4, 0.8, "ease"), Keyframe(8, 0.4))


@pytest.fixture
def document(qapp) -> OpenDocument:
    project = edits.add_masklet(edits.open_media(MEDIA))
    project = edits.add_effect(edits.add_effect(project, 1, "glow"), 1, "blur")
    entry = project.masklet(1).effects[0].id
    return OpenDocument(effect_edits.set_curve(project, 1, entry, AMOUNT, Curve(KEYS)))


@pytest.fixture
def state(document) -> EditorState:
    state = EditorState(document)
    state.select(1)
    return state


@pytest.fixture
def panel(document, state, qtbot) -> EffectPanel:
    host = load_plugins()
    panel = EffectPanel(document, state, lambda: host)
    qtbot.addWidget(panel)
    panel.resize(320, 900)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def curve(document) -> Curve:
    return document.project.masklet(1).effects[0].curves[AMOUNT]


def drag(widget, start: QPoint, *steps: QPoint) -> None:
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for step in steps:
        QTest.mouseMove(widget, start + step)
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start + steps[-1])


def test_a_curve_is_shown_where_a_value_changes_over_time_and_nowhere_else(panel):
    shown = [name for name, row in panel.boxes[0].rows.items() if row.strip.isVisible()]
    assert shown == [AMOUNT]


def test_a_keyframe_is_dragged_in_time_and_value_as_one_step(panel, document, state):
    strip = panel.boxes[0].rows[AMOUNT].strip
    start = strip.place_of(KEYS[1]).toPoint()
    across = round((strip.place_of(KEYS[2]).x() - strip.place_of(KEYS[1]).x()) / 2)
    count = document.undo_stack.count()
    drag(strip, start, QPoint(across // 2, 5), QPoint(across, 11))
    moved = curve(document).keys[1]
    assert (moved.frame, moved.easing) == (6, "ease")
    assert isinstance(moved.value, float)
    assert 0.2 < moved.value < 0.8
    assert state.playhead == 6
    assert document.undo_stack.count() == count + 1
    document.undo_stack.undo()
    assert curve(document).keys == KEYS


def test_a_keyframe_dragged_over_another_and_back_leaves_it_there(panel, document):
    strip = panel.boxes[0].rows[AMOUNT].strip
    start = strip.place_of(KEYS[1]).toPoint()
    away = round(strip.place_of(KEYS[2]).x() - strip.place_of(KEYS[1]).x())
    drag(strip, start, QPoint(away, 0), QPoint(away // 2, 0))
    assert [k.frame for k in curve(document).keys] == [0, 6, 8]
    assert [k.value for k in curve(document).keys] == [0.2, 0.8, 0.4]


def test_a_press_beside_the_keyframes_moves_the_playhead_and_changes_nothing(panel, document, state):
    strip = panel.boxes[0].rows[AMOUNT].strip
    two = round((strip.place_of(KEYS[0]).x() + strip.place_of(KEYS[1]).x()) / 2)
    drag(strip, QPoint(two, 3), QPoint(20, 5))
    assert state.playhead == 2
    assert curve(document).keys == KEYS


def test_the_diamond_goes_to_the_neighbouring_keyframes(panel, state):
    menu = {a.text(): a for a in panel.boxes[0].keys[AMOUNT].menu_at().actions()}
    assert not menu["Previous keyframe"].isEnabled()
    menu["Next keyframe"].trigger()
    assert state.playhead == 4


def test_matte_values_have_curves_too(document, state, qtbot):
    panel = MattePanel(document, state)
    qtbot.addWidget(panel)
    panel.resize(320, 1400)
    panel.show()
    panel.keys["grow_px"].click()
    state.go_to(8)
    grow = panel.params["grow_px"]
    assert isinstance(grow, NumberWidget)
    grow.field.setValue(6.0)
    strip = panel.rows["grow_px"].strip
    keys = document.project.masklet(1).matte.curves["grow_px"].keys
    left = round(strip.place_of(keys[0]).x() - strip.place_of(keys[1]).x()) // 2
    drag(strip, strip.place_of(keys[1]).toPoint(), QPoint(left, 0))
    assert [(k.frame, k.value) for k in document.project.masklet(1).matte.curves["grow_px"].keys] == [
        (0, 0.0),
        (4, 6.0),
    ]


def test_an_effect_is_dragged_to_its_place_in_the_stack_as_one_step(panel, document):
    first, second = (e.id for e in document.project.masklet(1).effects)
    below = panel.boxes[1].geometry().bottom() - panel.boxes[0].y()
    drag(panel.boxes[0].grip, QPoint(8, 8), QPoint(0, below // 2), QPoint(0, below))
    assert [e.id for e in document.project.masklet(1).effects] == [second, first]
    document.undo_stack.undo()
    assert [e.id for e in document.project.masklet(1).effects] == [first, second]
    drag(panel.boxes[0].grip, QPoint(8, 8), QPoint(0, 30), QPoint(0, 4))
    assert not document.undo_stack.canUndo()
