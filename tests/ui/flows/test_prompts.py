"""Prompts as a user handles them: drawn, listed, moved, deleted, imported, and undone."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt

from app.document import approval, edits
from app.document.prompts import Click
from app.document.strokes import Brush, Lasso
from app.ui.prompt_marks import PromptMark, PromptRef
from tests.ui.fakes import HEIGHT, WIDTH, square_sample


def prompts(window, frame=0, masklet=0):
    return window.document.project.masklets[masklet].prompts.get(frame)


def answered(window, qtbot) -> None:
    qtbot.waitUntil(lambda: not window.tracking.is_answering and not window.tracker_thread.is_busy)


@pytest.fixture
def clicked(on_clip, qtbot):
    on_clip.viewer.clicked.emit(Click(18, 30))
    on_clip.viewer.clicked.emit(Click(20, 32))
    answered(on_clip, qtbot)
    return on_clip


def rows(window) -> list[str]:
    return [item.text(0) for item in window.prompt_panel._rows()]


def test_strokes_are_prompts_of_the_frame(on_clip, qtbot):
    on_clip.viewer.stroke_drawn.emit(Lasso(((5, 15), (30, 15), (20, 45)), snaps=True))
    on_clip.viewer.stroke_drawn.emit(Brush(((10, 20), (20, 30)), 3.0))
    answered(on_clip, qtbot)
    assert len(prompts(on_clip).strokes) == 2
    assert rows(on_clip) == ["Frame 0", "Lasso +  snaps", "Brush +  radius 3"]
    on_clip.actions_by_id["undo"].trigger()
    assert len(prompts(on_clip).strokes) == 1


def test_hand_paint_goes_on_the_frame_or_on_the_work_area(clicked):
    clicked.viewer.paint_drawn.emit(Brush(((10, 20),), 3.0))
    assert sorted(clicked.document.project.masklets[0].hand) == [0]
    clicked.editing.set_work_area(2, 5)
    clicked.actions_by_id["paint_range"].trigger()
    clicked.viewer.paint_drawn.emit(Brush(((10, 20),), 3.0))
    assert sorted(clicked.document.project.masklets[0].hand) == [0, 2, 3, 4, 5]


def test_hand_paint_is_carried_along_in_one_step_and_not_onto_locked_frames(clicked, qtbot):
    clicked.viewer.paint_drawn.emit(Brush(((18, 30),), 6.0))
    clicked.document.edit("Cut", lambda p: edits.set_cuts(p, [8]))
    tracked = {3: square_sample(3, prompted=False)}
    clicked.document.edit("Track", lambda p: edits.add_samples(p, 1, tracked))
    clicked.document.edit("Lock", lambda p: approval.lock_frames(p, 1, [3]))
    before = clicked.document.project
    clicked.actions_by_id["carry_paint"].trigger()
    qtbot.waitUntil(lambda: not clicked.carrying.is_running)
    painted = clicked.document.project.masklets[0].hand
    assert sorted(painted) == [0, 1, 2, 4, 5, 6, 7]  # up to the cut
    x, _ = painted[7][0].points[0]
    assert x > 18 + 7 * 2  # the square moves by four pixels a frame
    clicked.actions_by_id["undo"].trigger()
    assert clicked.document.project is before


def test_a_moved_prompt_is_one_step(clicked, qtbot):
    mark = PromptMark(Click(40, 50), ref=PromptRef(1, "click", 1))
    clicked.viewer.prompt_moved.emit(mark)
    assert prompts(clicked).clicks == (Click(18, 30), Click(40, 50))
    clicked.actions_by_id["undo"].trigger()
    assert prompts(clicked).clicks == (Click(18, 30), Click(20, 32))


def test_the_list_goes_to_a_prompt_and_deletes_it(clicked, qtbot):
    clicked.state.go_to(5)
    panel = clicked.prompt_panel
    assert rows(clicked) == ["Frame 0", "Click +  18, 30", "Click +  20, 32"]
    panel.tree.setCurrentItem(list(panel._rows())[2])
    assert clicked.state.playhead == 0
    assert clicked.state.chosen_prompt == PromptRef(1, "click", 1)
    qtbot.keyClick(panel.tree, Qt.Key.Key_Delete)
    assert prompts(clicked).clicks == (Click(18, 30),)
    assert rows(clicked) == ["Frame 0", "Click +  18, 30"]
    panel.tree.setCurrentItem(next(panel._rows()))
    panel.delete_current()
    assert prompts(clicked) is None
    clicked.actions_by_id["undo"].trigger()
    assert prompts(clicked).clicks == (Click(18, 30),)


def test_a_click_is_turned_over(clicked):
    clicked.prompting.turn_over(PromptRef(1, "click", 0), 0)
    assert [c.positive for c in prompts(clicked).clicks] == [False, True]


def test_a_locked_frame_says_so_and_keeps_its_prompts(clicked, qtbot):
    clicked.document.edit("Lock", lambda p: approval.lock_frames(p, 1, [0]))
    with qtbot.waitSignal(clicked.prompting.failed) as caught:
        clicked.viewer.clicked.emit(Click(5, 5))
    assert "locked" in caught.args[0]
    assert len(prompts(clicked).clicks) == 2


def write_mask(path, value=255):
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    mask[10:30, 10:40] = value
    cv2.imwrite(str(path), mask)
    return path


def test_a_mask_from_a_file_is_the_selected_masklets_prompt(clicked, tmp_path):
    clicked.state.go_to(4)
    clicked.prompting.import_masks([write_mask(tmp_path / "dog.png")])
    assert prompts(clicked, 4).mask is not None
    assert len(clicked.document.project.masklets) == 1


def test_several_files_begin_a_masklet_each_and_are_one_step(clicked, tmp_path):
    clicked.prompting.import_masks([write_mask(tmp_path / "cat.png"), write_mask(tmp_path / "cup.tif")])
    assert [m.name for m in clicked.document.project.masklets] == ["Masklet 1", "cat", "cup"]
    clicked.actions_by_id["undo"].trigger()
    assert len(clicked.document.project.masklets) == 1


def test_a_file_that_is_no_mask_changes_nothing(clicked, qtbot, tmp_path):
    (tmp_path / "bad.png").write_text("no")
    before = clicked.document.project
    with qtbot.waitSignal(clicked.prompting.failed):
        clicked.prompting.import_masks([tmp_path / "bad.png"])
    assert clicked.document.project is before


def test_another_masklets_mask_is_taken_over(clicked, qtbot):
    clicked.editing.add_masklet()
    clicked.prompting.copy_mask(1)
    assert prompts(clicked, 0, 1).mask is not None
