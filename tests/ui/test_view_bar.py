"""The row above the picture changes what is looked at, and shows what keys have changed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.engine.view_look import Look
from app.ui.document import OpenDocument
from app.ui.editor_state import EditorState
from app.ui.view_bar import ViewBar


@pytest.fixture
def state(qapp):
    return EditorState(OpenDocument())


@pytest.fixture
def bar(qtbot, state):
    widget = ViewBar(state)
    qtbot.addWidget(widget)
    return widget


def test_every_field_is_part_of_the_look(bar, state):
    for field, text in ((bar.mode, "Matte"), (bar.compare, "Wipe"), (bar.against, "Result")):
        field.setCurrentText(text)
        field.activated.emit(field.currentIndex())
    bar.onion.setValue(2)
    bar.exposure.setValue(1.5)
    bar.gamma.setValue(2.0)
    bar.channel.setCurrentText("Luma")
    bar.channel.activated.emit(bar.channel.currentIndex())
    assert state.look == Look("matte", "wipe", "result", 2, 1.5, 2.0, "luma")


def test_what_keys_change_is_shown(bar, state):
    state.set_view_mode("cutout")
    bar.toggle_compare("difference")
    bar.more_onion()
    assert (bar.mode.currentText(), bar.compare.currentText(), bar.onion.value()) == (
        *("Cut-out", "Difference"),
        1,
    )
    bar.toggle_compare("difference")
    assert bar.compare.currentText() == "Off"


def test_reset_brings_back_the_normal_brightness_and_keeps_the_view(bar, state):
    state.set_look(Look("matte", exposure=2.0, gamma=0.5, channel="red"))
    bar.reset_grade()
    assert state.look == Look("matte")


def test_a_backdrop_that_is_no_picture_is_told(bar, qtbot, tmp_path):
    (tmp_path / "text.png").write_text("no picture")
    with qtbot.waitSignal(bar.failed) as caught:
        bar.show_image(tmp_path / "text.png")
    assert "text.png" in caught.args[0]


def test_a_backdrop_image_is_taken(bar, qtbot, tmp_path: Path):
    import cv2

    cv2.imwrite(str(tmp_path / "sky.png"), np.full((20, 30, 3), 200, np.uint8))
    with qtbot.waitSignal(bar.backdrop_changed) as caught:
        bar.show_image(tmp_path / "sky.png")
    assert caught.args[0].image.width() == 30
