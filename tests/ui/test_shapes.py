"""The shape tool: drawn, dragged and deleted in the viewer, undone in the document."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from app.document import edits
from app.document.matte import polygon
from app.document.shape_path import points_of
from app.engine.matting.shapes import outline
from app.ui.document import OpenDocument
from app.ui.editor_state import EditorState
from app.ui.picture import Picture
from app.ui.shaping import Shaping
from app.ui.viewer import Viewer
from tests.ui.test_document import MEDIA

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NO_KEY, ALT, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
CORNERS = [(40, 40), (160, 40), (160, 120), (40, 120)]


class Bench:
    """A viewer with its document."""

    def __init__(self, qtbot) -> None:
        self.bot = qtbot
        self.document = OpenDocument(edits.add_masklet(edits.open_media(MEDIA)))
        self.state = EditorState(self.document)
        self.state.select(1)
        self.viewer = Viewer()
        qtbot.addWidget(self.viewer)
        self.viewer.resize(700, 500)
        self.shaping = Shaping(self.document, self.state, self.viewer)
        self.viewer.show()
        self.viewer.show_picture(Picture(np.full((180, 320, 3), 90, np.uint8)))
        self.viewer.set_tool("shape")
        self.viewer.setFocus()

    def at(self, x, y):
        return self.viewer.transform.to_view(x, y).toPoint()

    def click(self, x, y, keys=NO_KEY, button=LEFT) -> None:
        self.bot.mouseClick(self.viewer, button, keys, self.at(x, y))

    def drag(self, start, end, keys=NO_KEY) -> None:
        self.bot.mousePress(self.viewer, LEFT, keys, self.at(*start))
        place = self.at(*end)
        move = QMouseEvent(
            *(QEvent.Type.MouseMove, QPointF(place), QPointF(self.viewer.mapToGlobal(place))),
            *(Qt.MouseButton.NoButton, LEFT, keys),
        )
        QApplication.sendEvent(self.viewer, move)
        self.bot.mouseRelease(self.viewer, LEFT, keys, place)

    def key(self, key) -> None:
        self.bot.keyClick(self.viewer, key)

    def draw(self, corners=CORNERS) -> None:
        for corner in (*corners, corners[0]):
            self.click(*corner)

    @property
    def shapes(self):
        return self.document.project.masklet(1).matte.shapes

    @property
    def points(self):
        return points_of(self.shapes[-1].path.at(self.state.playhead))


@pytest.fixture
def bench(qtbot) -> Bench:
    return Bench(qtbot)


def near(points, corners) -> bool:
    return np.allclose([(p.x, p.y) for p in points], corners, atol=0.6)


def test_clicks_draw_a_polygon_of_the_chosen_kind(bench):
    bench.state.set_shape_kind("holdout")
    bench.draw()
    (shape,) = bench.shapes
    assert shape.kind == "holdout"
    assert near(bench.points, CORNERS)
    assert all(point.is_corner for point in bench.points)
    bench.document.undo_stack.undo()
    assert bench.shapes == ()


def test_a_drag_draws_a_curve(bench):
    bench.drag((40, 100), (60, 60))
    bench.click(160, 40)
    bench.click(160, 120)
    bench.click(40, 100)
    first = bench.points[0]
    assert first.is_smooth
    assert np.allclose(first.after, (20, -40), atol=1)
    assert len(outline(bench.shapes[0].path.at(0))) > 3


@pytest.mark.parametrize("closing", ["enter", "right", "double"])
def test_a_shape_is_closed_in_several_ways(bench, closing):
    for corner in CORNERS:
        bench.click(*corner)
    if closing == "enter":
        bench.key(Qt.Key.Key_Return)
    elif closing == "right":
        bench.click(100, 80, button=RIGHT)
    else:
        bench.click(*CORNERS[-1])
    assert near(bench.points, CORNERS)


def test_backspace_takes_the_last_point_and_escape_all(bench):
    for corner in CORNERS:
        bench.click(*corner)
    bench.key(Qt.Key.Key_Backspace)
    bench.key(Qt.Key.Key_Return)
    assert near(bench.points, CORNERS[:3])
    bench.click(200, 100)
    bench.key(Qt.Key.Key_Escape)
    bench.draw([(200, 20), (240, 20), (220, 60)])
    assert len(bench.shapes) == 2
    assert len(bench.points) == 3


def test_a_dragged_point_sets_a_keyframe_where_the_playhead_is(bench):
    bench.draw()
    bench.state.go_to(6)
    bench.drag(CORNERS[1], (200, 30))
    (shape,) = bench.shapes
    assert [key.frame for key in shape.path.keys] == [0, 6]
    assert near(bench.points, [CORNERS[0], (200, 30), *CORNERS[2:]])
    bench.state.go_to(3)
    assert near(bench.points, [CORNERS[0], (180, 35), *CORNERS[2:]])
    assert not bench.viewer.shapes.marks[0].keyed
    bench.document.undo_stack.undo()
    assert [key.frame for key in bench.shapes[0].path.keys] == [0]


def test_several_points_are_dragged_together(bench):
    bench.draw()
    bench.click(*CORNERS[0])
    bench.click(*CORNERS[1], keys=SHIFT)
    bench.drag(CORNERS[1], (170, 30))
    assert near(bench.points, [(50, 30), (170, 30), *CORNERS[2:]])


def test_the_line_drags_the_whole_shape(bench):
    bench.draw()
    bench.drag((100, 40), (110, 60))
    assert near(bench.points, [(x + 10, y + 20) for x, y in CORNERS])


def test_alt_rounds_a_point_and_its_handles_can_be_dragged(bench):
    bench.draw()
    bench.click(*CORNERS[1], keys=ALT)
    point = bench.points[1]
    assert point.is_smooth
    bench.click(*CORNERS[1])
    bench.drag(point.handle("after"), (190, 40))
    assert np.allclose(bench.points[1].after, (30, 0), atol=1)
    assert bench.points[1].is_smooth
    bench.drag(bench.points[1].handle("after"), (170, 80), keys=ALT)
    assert not bench.points[1].is_smooth


def test_ctrl_click_puts_a_point_on_the_line_and_delete_takes_it_away(bench):
    bench.draw()
    bench.click(100, 40, keys=CTRL)
    assert near(bench.points, [CORNERS[0], (100, 40), *CORNERS[1:]])
    bench.key(Qt.Key.Key_Delete)
    assert near(bench.points, CORNERS)
    bench.drag((100, 40), (100, 44))  # all points are picked now
    bench.key(Qt.Key.Key_Delete)
    assert bench.shapes == ()


def test_escape_gives_a_drag_up(bench):
    bench.draw()
    before = bench.document.project
    bench.bot.mousePress(bench.viewer, LEFT, NO_KEY, bench.at(*CORNERS[1]))
    bench.key(Qt.Key.Key_Escape)
    bench.bot.mouseRelease(bench.viewer, LEFT, NO_KEY, bench.at(250, 30))
    assert bench.document.project is before


def test_points_may_lie_beside_the_picture(bench):
    bench.draw([(-20, -10), (160, 40), (160, 120)])
    assert near(bench.points[:1], [(-20, -10)])


def test_without_a_masklet_nothing_is_drawn_and_the_user_is_told(bench, qtbot):
    bench.state.select(0)
    with qtbot.waitSignal(bench.shaping.failed):
        bench.click(40, 40)
    bench.click(80, 40)
    bench.click(80, 80)
    bench.key(Qt.Key.Key_Return)
    assert bench.shapes == ()


def test_shapes_are_shown_over_masks_and_with_the_tool_on_every_view(bench):
    bench.draw()
    assert [mark.chosen for mark in bench.viewer.shapes.marks] == [True]
    bench.state.set_view_mode("matte")
    assert bench.viewer.shapes.marks
    bench.viewer.set_tool("click")
    assert not bench.viewer.shapes.marks
    bench.state.set_view_mode("overlay")
    assert bench.viewer.shapes.marks


def test_a_polygon_from_the_command_line_can_be_dragged(bench):
    from app.document import matte_edits

    path = polygon((40, 40), (160, 40), (160, 120))
    bench.document.edit("Shape", lambda p: matte_edits.add_matte_shape(p, 1, "core", path, 2))
    bench.drag((160, 120), (150, 130))
    assert near(bench.points, [(40, 40), (160, 40), (150, 130)])
