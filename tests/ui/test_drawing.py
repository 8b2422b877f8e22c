"""Lasso, brush, eraser and hand paint in the viewer, and prompts that are dragged to another place."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.document.prompts import Box, Click, FramePrompts
from app.document.strokes import Brush, Lasso
from app.ui.picture import Picture
from app.ui.prompt_marks import PromptRef, prompt_marks
from app.ui.viewer import Viewer

WIDTH, HEIGHT = 320, 180
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NO_KEY, ALT, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def viewer(qtbot: QtBot) -> Viewer:
    widget = Viewer()
    qtbot.addWidget(widget)
    widget.resize(700, 500)
    widget.show()
    widget.show_picture(Picture(np.full((HEIGHT, WIDTH, 3), 90, np.uint8)))
    return widget


def at(viewer: Viewer, x: float, y: float) -> QPoint:
    return viewer.transform.to_view(x, y).toPoint()


def draw(qtbot: QtBot, viewer: Viewer, way, button=LEFT, keys=NO_KEY) -> None:
    places = [at(viewer, x, y) for x, y in way]
    qtbot.mousePress(viewer, button, keys, places[0])
    for place in places[1:]:
        move = QMouseEvent(
            *(QEvent.Type.MouseMove, QPointF(place), QPointF(viewer.mapToGlobal(place))),
            *(Qt.MouseButton.NoButton, button, keys),
        )
        QApplication.sendEvent(viewer, move)
    qtbot.mouseRelease(viewer, button, keys, places[-1])


def sent(caught) -> Any:
    return caught.args[0]


TRIANGLE = [(50, 50), (150, 50), (100, 120)]


@pytest.mark.parametrize(
    ("button", "keys", "positive", "snaps"),
    [
        (LEFT, NO_KEY, True, True),
        (LEFT, SHIFT, True, False),
        (RIGHT, NO_KEY, False, False),
        (LEFT, ALT, False, False),
    ],
)
def test_a_lasso_is_the_way_of_the_mouse(qtbot, viewer, button, keys, positive, snaps):
    viewer.set_tool("lasso")
    with qtbot.waitSignal(viewer.stroke_drawn) as caught:
        draw(qtbot, viewer, TRIANGLE, button, keys)
    lasso = sent(caught)
    assert isinstance(lasso, Lasso)
    assert np.allclose(lasso.points, TRIANGLE, atol=0.6)
    assert (lasso.positive, lasso.snaps) == (positive, snaps)


def test_a_click_with_the_lasso_draws_nothing(qtbot, viewer):
    viewer.set_tool("lasso")
    with qtbot.assertNotEmitted(viewer.stroke_drawn):
        draw(qtbot, viewer, [(50, 50), (51, 50)])


@pytest.mark.parametrize(
    ("tool", "button", "keys", "positive"),
    [
        ("brush", LEFT, NO_KEY, True),
        ("brush", LEFT, ALT, False),
        ("brush", RIGHT, NO_KEY, False),
        ("eraser", LEFT, NO_KEY, False),
        ("eraser", LEFT, ALT, True),
    ],
)
def test_brush_and_eraser_draw_with_their_size(qtbot, viewer, tool, button, keys, positive):
    viewer.set_tool(tool)
    viewer.set_brush_radius(12.5)
    with qtbot.waitSignal(viewer.stroke_drawn) as caught:
        draw(qtbot, viewer, [(20, 20), (80, 40)], button, keys)
    assert sent(caught).radius == 12.5
    assert sent(caught).positive == positive
    assert np.allclose(sent(caught).points, [(20, 20), (80, 40)], atol=0.6)


def test_a_dab_is_a_stroke_of_one_point(qtbot, viewer):
    viewer.set_tool("brush")
    with qtbot.waitSignal(viewer.stroke_drawn) as caught:
        qtbot.mouseClick(viewer, LEFT, NO_KEY, at(viewer, 30, 30))
    assert len(sent(caught).points) == 1


def test_hand_paint_is_not_a_prompt(qtbot, viewer):
    viewer.set_tool("paint")
    with qtbot.assertNotEmitted(viewer.stroke_drawn), qtbot.waitSignal(viewer.paint_drawn) as caught:
        draw(qtbot, viewer, [(20, 20), (80, 40)])
    assert isinstance(sent(caught), Brush)


def test_escape_gives_a_stroke_up(qtbot, viewer):
    viewer.set_tool("brush")
    qtbot.mousePress(viewer, LEFT, NO_KEY, at(viewer, 20, 20))
    qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    with qtbot.assertNotEmitted(viewer.stroke_drawn):
        qtbot.mouseRelease(viewer, LEFT, NO_KEY, at(viewer, 60, 60))


def test_ctrl_and_the_wheel_change_the_brush_and_not_the_zoom(qtbot, viewer):
    viewer.set_tool("brush")
    zoom, radius = viewer.zoom, viewer.brush_radius
    event = QWheelEvent(
        *(QPointF(100, 100), QPointF(100, 100), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton),
        *(Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False),
    )
    QApplication.sendEvent(viewer, event)
    assert viewer.zoom == zoom
    assert viewer.brush_radius == pytest.approx(radius * 1.25)


def show_prompts(viewer: Viewer, chosen: PromptRef | None = None) -> None:
    prompts = FramePrompts((Click(100, 60), Click(200, 100, positive=False)), Box(40, 30, 280, 150))
    viewer.set_prompts(prompt_marks(prompts, (0, 158, 255), masklet_id=7, chosen=chosen))


def test_a_click_is_dragged_to_another_place(qtbot, viewer):
    show_prompts(viewer)
    with qtbot.assertNotEmitted(viewer.clicked), qtbot.waitSignal(viewer.prompt_moved) as caught:
        draw(qtbot, viewer, [(100, 60), (120, 80), (130, 90)])
    mark = sent(caught)
    assert mark.ref == PromptRef(7, "click", 0)
    assert (mark.shape.x, mark.shape.y) == pytest.approx((130, 90), abs=0.6)


def test_a_box_is_moved_by_its_side_and_changed_by_its_corner(qtbot, viewer):
    show_prompts(viewer)
    with qtbot.waitSignal(viewer.prompt_moved) as caught:
        draw(qtbot, viewer, [(160, 30), (170, 40)])
    assert sent(caught).shape.x0 == pytest.approx(50, abs=0.6)
    assert sent(caught).shape.x1 == pytest.approx(290, abs=0.6)
    with qtbot.waitSignal(viewer.prompt_moved) as caught:
        draw(qtbot, viewer, [(280, 150), (300, 160)])
    box = sent(caught).shape
    assert (box.x0, box.y0, box.x1, box.y1) == pytest.approx((40, 30, 300, 160), abs=0.6)


def test_a_prompt_is_chosen_by_a_click_on_it_and_deleted_alone(qtbot, viewer):
    show_prompts(viewer)
    with qtbot.assertNotEmitted(viewer.prompt_moved), qtbot.waitSignal(viewer.prompt_chosen) as caught:
        qtbot.mouseClick(viewer, LEFT, NO_KEY, at(viewer, 200, 100))
    assert sent(caught) == PromptRef(7, "click", 1)
    show_prompts(viewer, chosen=sent(caught))
    with qtbot.waitSignal(viewer.prompt_deleted) as deleted:
        qtbot.keyClick(viewer, Qt.Key.Key_Delete)
    assert sent(deleted) == PromptRef(7, "click", 1)
