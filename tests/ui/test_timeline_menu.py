"""The timeline's context menu: what it offers is for the frame and the masklet that were clicked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from app.document import edits
from app.ui.timeline_menu import TimelineMenu
from app.ui.timeline_paint import LANE_H, TOP_H, WORK_H
from tests.ui.fakes import square_sample


@pytest.fixture
def window(on_clip):
    on_clip.editing.add_masklet()
    on_clip.editing.add_masklet()
    return on_clip


def menu_at(window, frame: int, y: int) -> QMenu:
    menus = window.timeline.findChild(TimelineMenu)
    return menus.menu_at(QPoint(round(window.timeline.scale.x(frame + 0.5)), y))


def entries(menu: QMenu) -> dict:
    return {action.text(): action for action in menu.actions() if not action.isSeparator()}


def lane_y(index: int) -> int:
    return TOP_H + index * LANE_H + LANE_H // 2


def test_a_lanes_menu_is_for_its_masklet_on_that_frame(window):
    first = window.document.project.masklets[0]
    tracks = {frame: square_sample(frame, prompted=False) for frame in range(10)}
    window.document.edit("Track", lambda project: edits.add_samples(project, first.id, tracks))
    found = entries(menu_at(window, 7, lane_y(0)))
    assert (window.state.selected.id, window.state.playhead) == (first.id, 7)
    assert not found["Clear prompts on this frame"].isEnabled()  # it has none
    found["Cut the tail"].trigger()
    track = window.document.project.masklets[0].track
    assert [frame for frame, sample in track.items() if sample.presence > 0] == list(range(7))


def test_a_lanes_menu_swaps_and_merges_with_another_masklet(window):
    first, second = window.document.project.masklets
    for masklet in (first, second):
        tracks = {frame: square_sample(frame, prompted=False) for frame in range(10)}
        window.document.edit("Track", lambda p, id_=masklet.id, t=tracks: edits.add_samples(p, id_, t))
    before = window.document.project.masklets
    menu = menu_at(window, 6, lane_y(0))
    swap = entries(menu)["Swap from here on with"].menu()
    swap.aboutToShow.emit()
    [other] = swap.actions()
    assert other.text() == second.name
    other.trigger()
    after = window.document.project.masklets
    assert after[0].track[6] is before[1].track[6]
    assert after[0].track[5] is before[0].track[5]
    assert "Merge with" in entries(menu)


def test_rename_opens_the_name_though_the_list_is_closed(window, qtbot):
    window.masklet_panel.parentWidget().hide()
    entries(menu_at(window, 3, lane_y(1)))["Rename"].trigger()
    name = window.masklet_panel.row(1).name
    assert name.isVisible()
    assert not name.isReadOnly()


def test_the_ruler_has_the_work_areas_entries(window):
    entries(menu_at(window, 4, WORK_H + 10))["Set in point"].trigger()
    assert window.document.project.in_point == 4


def test_by_the_keyboard_it_is_for_the_selected_masklet_at_the_playhead(window, qtbot):
    window.state.select(window.document.project.masklets[0].id)
    window.state.go_to(5)
    window.timeline.menu_wanted.disconnect()  # a menu that is open would wait for a choice
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1), Qt.KeyboardModifier.NoModifier
    )
    with qtbot.waitSignal(window.timeline.menu_wanted) as told:
        QApplication.sendEvent(window.timeline.viewport(), event)
    menu = window.timeline.findChild(TimelineMenu).menu_at(told.args[0])
    assert "Lock frame" in entries(menu)
    assert (window.state.selected.id, window.state.playhead) == (window.document.project.masklets[0].id, 5)
