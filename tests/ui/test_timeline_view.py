"""The timeline as a user meets it: scrub, drag the in and out points, choose a masklet, zoom, scroll."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.document import edits
from app.document.masklet import Sample
from app.document.media import Media
from app.document.project import Project
from app.document.prompts import Click, FramePrompts
from app.document.timing import FrameRate
from app.ui.timeline_paint import HEADER_W, LANE_H, STRIP_H, TOP_H, WORK_H, diamond_x
from app.ui.timeline_scale import PAD_PX
from app.ui.timeline_view import TimelineView

FRAMES = 200
LEFT = Qt.MouseButton.LeftButton
RULER_Y = WORK_H + 10


def sample(presence: float = 5.0) -> Sample:
    return Sample(1, 1, b"", presence, 0.9, b"", "model")


def project(masklets: int = 2, frames: int = FRAMES) -> Project:
    media = Media(Path("clip.mov"), 640, 360, FrameRate(Fraction(25)), frames)
    made = edits.open_media(media)
    for _ in range(masklets):
        made = edits.add_masklet(made)
    return made


@pytest.fixture
def view(qtbot: QtBot) -> TimelineView:
    widget = TimelineView()
    qtbot.addWidget(widget)
    widget.resize(HEADER_W + 1000 + 2 * round(PAD_PX), TOP_H + 4 * LANE_H)
    widget.show()
    widget.set_project(project())
    return widget


def lane_y(index: int) -> int:
    return TOP_H + index * LANE_H + LANE_H // 2


def on_frame(view: TimelineView, frame: int, y: int = RULER_Y) -> QPoint:
    return QPoint(round(view.scale.x(frame + 0.5)), y)


def move(view: TimelineView, place: QPoint) -> None:
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(place),
        QPointF(view.viewport().mapToGlobal(place)),
        Qt.MouseButton.NoButton,
        LEFT,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view.viewport(), event)


def turn_wheel(
    view: TimelineView,
    place: QPoint,
    steps: int,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    event = QWheelEvent(
        QPointF(place),
        QPointF(view.viewport().mapToGlobal(place)),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # not inverted
    )
    QApplication.sendEvent(view.viewport(), event)


def lane_colours(view: TimelineView, frame: int, lane: int) -> set[str]:
    """The colours in a frame's cell, top to bottom."""
    image = view.grab().toImage()
    x, top = on_frame(view, frame).x(), TOP_H + lane * LANE_H
    return {image.pixelColor(x, y).name() for y in range(top + 1, top + LANE_H - 2)}


def test_pressing_the_ruler_moves_the_playhead_there(qtbot: QtBot, view: TimelineView) -> None:
    with qtbot.waitSignal(view.playhead_moved) as caught:
        qtbot.mouseClick(view.viewport(), LEFT, pos=on_frame(view, 123))
    assert caught.args == [123]


def test_scrubbing_tells_the_newest_frame_and_ends_where_let_go(qtbot: QtBot, view: TimelineView) -> None:
    told: list[int] = []
    view.playhead_moved.connect(told.append)
    qtbot.mousePress(view.viewport(), LEFT, pos=on_frame(view, 10))
    for frame in range(11, 60):
        move(view, on_frame(view, frame))
    view.set_playhead(3)  # an answer that comes late: the hand has the last word
    qtbot.mouseRelease(view.viewport(), LEFT, pos=on_frame(view, 59))
    assert told[0] == 10
    assert told[-1] == 59
    assert len(told) < 20  # many moves of the mouse, few frames to decode
    view.set_playhead(3)
    assert "00:00:00:03" in view.describe(on_frame(view, 3))


def test_scrubbing_past_the_ends_stays_in_the_clip(qtbot: QtBot, view: TimelineView) -> None:
    told: list[int] = []
    view.playhead_moved.connect(told.append)
    qtbot.mousePress(view.viewport(), LEFT, pos=on_frame(view, 10))
    move(view, QPoint(-500, RULER_Y))
    qtbot.mouseRelease(view.viewport(), LEFT, pos=QPoint(20_000, RULER_Y))
    assert told == [10, 0]
    qtbot.mousePress(view.viewport(), LEFT, pos=on_frame(view, 10))
    move(view, QPoint(20_000, RULER_Y))
    qtbot.mouseRelease(view.viewport(), LEFT, pos=QPoint(20_000, RULER_Y))
    assert told[-1] == FRAMES - 1


@pytest.mark.parametrize(("handle", "to", "expected"), [("in", 50, (50, 180)), ("out", 150, (20, 150))])
def test_in_and_out_points_are_dragged_and_told_once(
    qtbot: QtBot, view: TimelineView, handle: str, to: int, expected: tuple[int, int]
) -> None:
    view.set_project(edits.set_out_point(edits.set_in_point(project(), 20), 180))
    grip = view.scale.x(20) + 3 if handle == "in" else view.scale.x(181) - 3
    with qtbot.waitSignal(view.work_area_changed) as caught, qtbot.assertNotEmitted(view.playhead_moved):
        qtbot.mousePress(view.viewport(), LEFT, pos=QPoint(round(grip), 5))
        for frame in range(to - 3, to + 1):
            move(view, on_frame(view, frame, 5))
        qtbot.mouseRelease(view.viewport(), LEFT, pos=on_frame(view, to, 5))
    assert caught.args == list(expected)


def test_the_first_drag_of_a_handle_sets_that_point_only(qtbot: QtBot, view: TimelineView) -> None:
    with qtbot.waitSignal(view.work_area_changed) as caught:
        qtbot.mousePress(view.viewport(), LEFT, pos=QPoint(HEADER_W + 12, 5))
        move(view, on_frame(view, 40, 5))
        qtbot.mouseRelease(view.viewport(), LEFT, pos=on_frame(view, 40, 5))
    assert caught.args == [40, None]


def test_an_in_point_cannot_pass_the_out_point(qtbot: QtBot, view: TimelineView) -> None:
    view.set_project(edits.set_out_point(project(), 100))
    with qtbot.waitSignal(view.work_area_changed) as caught:
        qtbot.mousePress(view.viewport(), LEFT, pos=QPoint(HEADER_W + 12, 5))
        move(view, on_frame(view, 170, 5))
        qtbot.mouseRelease(view.viewport(), LEFT, pos=on_frame(view, 170, 5))
    assert caught.args == [100, 100]


@pytest.mark.parametrize("x", [30, HEADER_W + 700])
def test_pressing_a_lane_chooses_its_masklet(qtbot: QtBot, view: TimelineView, x: int) -> None:
    with qtbot.waitSignal(view.masklet_selected) as caught, qtbot.assertNotEmitted(view.playhead_moved):
        qtbot.mouseClick(view.viewport(), LEFT, pos=QPoint(x, lane_y(1)))
    assert caught.args == [view_masklet(1)]
    with qtbot.assertNotEmitted(view.masklet_selected):
        qtbot.mouseClick(view.viewport(), LEFT, pos=QPoint(x, lane_y(2)))  # below the last lane


def view_masklet(index: int) -> int:
    return project().masklets[index].id


def test_pressing_a_diamond_goes_to_its_prompt(qtbot: QtBot, view: TimelineView) -> None:
    view.set_project(edits.set_prompts(project(), 1, 77, FramePrompts((Click(1, 1),))))
    place = QPoint(round(diamond_x(77, view.scale)) + 3, lane_y(0))
    with qtbot.waitSignal(view.playhead_moved) as moved, qtbot.waitSignal(view.masklet_selected) as chosen:
        qtbot.mouseClick(view.viewport(), LEFT, pos=place)
    assert (chosen.args, moved.args) == ([1], [77])


def test_lanes_show_what_is_tracked_stale_absent_and_prompted(view: TimelineView) -> None:
    tracked = edits.add_samples(project(), 1, {f: sample(-4 if f >= 90 else 4) for f in range(40, 100)})
    stale = replace(tracked.masklet(1), stale=frozenset(range(60, 80)))
    made = edits.replace_masklet(tracked, stale)
    view.set_project(made)
    cells = [lane_colours(view, frame, 0) for frame in (10, 50, 70, 95)]
    assert len({frozenset(cell) for cell in cells}) == 4  # each told apart
    assert len(cells[0]) == 1  # nothing there
    before = lane_colours(view, 120, 0)
    view.set_project(edits.set_prompts(made, 1, 120, FramePrompts((Click(1, 1),))))
    assert lane_colours(view, 120, 0) != before


def test_tracking_is_seen_while_it_runs(view: TimelineView) -> None:
    blank = lane_colours(view, 35, 1)
    for frame in range(30, 41):
        view.set_tracking([2], frame)
    assert QColor(*project().masklet(2).colour).name() in lane_colours(view, 35, 1)
    assert lane_colours(view, 35, 0) == lane_colours(view, 50, 0)  # the other lane is left alone
    view.clear_tracking()
    assert lane_colours(view, 35, 1) == blank


def test_cached_frames_are_marked(view: TimelineView) -> None:
    y = TOP_H - STRIP_H - 2
    view.set_cached([20, 21, 22, 24])
    image = view.grab().toImage()
    marked = image.pixelColor(on_frame(view, 21, y))
    assert marked.green() > marked.red()
    assert image.pixelColor(on_frame(view, 23, y)) != marked
    assert image.pixelColor(on_frame(view, 24, y)) == marked


def test_ctrl_wheel_zooms_at_the_cursor_and_the_wheel_scrolls(view: TimelineView) -> None:
    place = on_frame(view, 150)
    turn_wheel(view, place, 6, Qt.KeyboardModifier.ControlModifier)
    assert view.scale.frame_at(place.x()) == 150
    assert 0 not in view.scale.visible
    before = view.scale.scroll_px
    turn_wheel(view, place, 1)
    assert view.scale.scroll_px < before
    turn_wheel(view, place, -1, Qt.KeyboardModifier.ShiftModifier)
    assert view.scale.scroll_px == pytest.approx(before, abs=1)
    view.fit()
    assert view.scale.visible.first == 0
    assert view.scale.visible.last == FRAMES - 1


def test_plus_and_minus_zoom_at_the_playhead(qtbot: QtBot, view: TimelineView) -> None:
    view.set_playhead(100)
    x = view.scale.x(100)
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.scale.px_per_frame > 5
    assert view.scale.x(100) == pytest.approx(x, abs=1)
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.scale.px_per_frame == pytest.approx(5, abs=0.1)


def test_the_scroll_bar_and_playing_move_the_view(view: TimelineView) -> None:
    view.zoom_in()
    view.zoom_in()
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    assert FRAMES - 1 in view.scale.visible
    view.set_playhead(5)
    assert 5 in view.scale.visible
    assert view.horizontalScrollBar().value() == round(view.scale.scroll_px)


def test_many_lanes_scroll_and_clicks_follow(qtbot: QtBot, view: TimelineView) -> None:
    view.set_project(project(masklets=20))
    view.resize(view.width(), TOP_H + 6 * LANE_H)
    for _ in range(5):
        turn_wheel(view, QPoint(20, lane_y(1)), -1)
    assert view.verticalScrollBar().value() == 5 * LANE_H
    with qtbot.waitSignal(view.masklet_selected) as caught:
        qtbot.mouseClick(view.viewport(), LEFT, pos=QPoint(20, lane_y(0)))
    assert caught.args == [project(20).masklets[5].id]


def test_arrow_keys_are_left_to_the_window(qtbot: QtBot, view: TimelineView) -> None:
    view.zoom_in()
    view.zoom_in()
    before = view.scale
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_PageDown):
        qtbot.keyClick(view, key)
    assert view.scale == before


def test_a_new_clip_is_shown_whole_and_an_edit_keeps_the_zoom(view: TimelineView) -> None:
    view.zoom_in()
    zoomed = view.scale
    view.set_project(edits.add_masklet(project()))
    assert view.scale == zoomed
    view.set_project(project(frames=31))
    assert view.scale.visible.last == 30
    assert view.scale.max_scroll_px == 0


def test_a_sequence_shows_the_numbers_of_its_files(view: TimelineView) -> None:
    rate = FrameRate(Fraction(25))
    view.set_project(
        edits.open_media(Media(Path("a.1001.png"), 640, 360, rate, 50, is_sequence=True, start_frame=1001))
    )
    assert "frame 1013" in view.describe(on_frame(view, 12))


def test_the_place_under_the_mouse_is_explained(view: TimelineView) -> None:
    tracked = edits.add_samples(project(), 1, {30: sample()})
    view.set_project(edits.rename_masklet(tracked, 1, "Swan"))
    assert view.describe(on_frame(view, 30, lane_y(0))) == "Swan: tracked\n00:00:01:05, frame 30"
    assert view.describe(QPoint(20, lane_y(0))) == "Swan"
    assert "In point" in view.describe(QPoint(HEADER_W + 12, 5))
    assert view.describe(QPoint(20, 10)) == ""


def test_without_a_clip_nothing_moves(qtbot: QtBot, view: TimelineView) -> None:
    view.set_project(Project())
    with qtbot.assertNotEmitted(view.playhead_moved), qtbot.assertNotEmitted(view.masklet_selected):
        qtbot.mouseClick(view.viewport(), LEFT, pos=QPoint(HEADER_W + 60, RULER_Y))
        qtbot.mouseClick(view.viewport(), LEFT, pos=QPoint(30, lane_y(0)))
    view.grab()
    assert view.describe(QPoint(HEADER_W + 60, RULER_Y)) == ""
