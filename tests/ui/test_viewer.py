"""The viewer as a user meets it: what is clicked, dragged and turned, and where that lies in the source."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QSizeF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from app.document.prompts import Box, Click, FramePrompts
from app.ui.backdrop import Backdrop
from app.ui.overlay import Overlay
from app.ui.picture import Picture
from app.ui.prompt_marks import PromptMark, prompt_marks
from app.ui.view_transform import ViewTransform
from app.ui.viewer import Viewer

WIDTH, HEIGHT = 320, 180


def picture(width: int = WIDTH, height: int = HEIGHT) -> np.ndarray:
    """Red grows to the right, green downward: a pixel's colour says where it is."""
    rows, columns = np.mgrid[:height, :width]
    return np.stack([columns % 256, rows % 256, np.full_like(rows, 40)], axis=2).astype(np.uint8)


@pytest.fixture
def viewer(qtbot: QtBot) -> Viewer:
    widget = Viewer()
    qtbot.addWidget(widget)
    widget.resize(700, 500)
    widget.show()
    widget.show_picture(Picture(picture()))
    return widget


def at(viewer: Viewer, x: float, y: float) -> QPoint:
    return viewer.transform.to_view(x, y).toPoint()


def sent(caught: SignalBlocker) -> Any:
    """The one argument of the signal."""
    assert caught.args is not None
    return caught.args[0]


def rgb(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


def colour_at(viewer: Viewer, x: float, y: float) -> QColor:
    return viewer.grab().toImage().pixelColor(at(viewer, x, y))


def turn_wheel(viewer: Viewer, place: QPoint, steps: int) -> None:
    event = QWheelEvent(
        QPointF(place),
        QPointF(viewer.mapToGlobal(place)),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # not inverted
    )
    QApplication.sendEvent(viewer, event)


def drag(qtbot: QtBot, viewer: Viewer, start: QPoint, end: QPoint, button: Qt.MouseButton) -> None:
    qtbot.mousePress(viewer, button, pos=start)
    move = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(end),
        QPointF(viewer.mapToGlobal(end)),
        Qt.MouseButton.NoButton,
        button,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(viewer, move)
    qtbot.mouseRelease(viewer, button, pos=end)


LEFT, RIGHT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton
NO_KEY, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier


@pytest.mark.parametrize(
    ("button", "keys", "positive"), [(LEFT, NO_KEY, True), (LEFT, ALT, False), (RIGHT, NO_KEY, False)]
)
def test_a_click_names_the_source_pixel_and_its_sign(
    qtbot: QtBot, viewer: Viewer, button: Qt.MouseButton, keys: Qt.KeyboardModifier, *, positive: bool
) -> None:
    with qtbot.waitSignal(viewer.clicked) as caught:
        qtbot.mouseClick(viewer, button, keys, at(viewer, 200, 60))
    click = sent(caught)
    assert (click.x, click.y) == pytest.approx((200, 60), abs=0.6)
    assert click.positive == positive


def test_clicks_are_right_at_any_zoom_and_pan(qtbot: QtBot, viewer: Viewer) -> None:
    viewer.zoom_to(7.3, QPointF(300, 200))
    viewer.pan_by(QPointF(-33.4, 17.7))
    place = QPoint(350, 260)
    x, y = viewer.transform.to_source(QPointF(place) + QPointF(0.5, 0.5))  # the middle of that screen pixel
    with qtbot.waitSignal(viewer.clicked) as caught:
        qtbot.mouseClick(viewer, LEFT, pos=place)
    assert (sent(caught).x, sent(caught).y) == pytest.approx((x, y))
    shown = viewer.grab().toImage().pixelColor(place)
    assert (shown.red(), shown.green()) == (int(x) % 256, int(y))  # and that is the pixel that is seen there


def test_wide_pixels_are_shown_wide_and_clicked_right(qtbot: QtBot, viewer: Viewer) -> None:
    viewer.set_pixel_aspect(2, 1)
    rect = viewer.transform.rect
    assert rect.width() / rect.height() == pytest.approx(2 * WIDTH / HEIGHT)
    with qtbot.waitSignal(viewer.clicked) as caught:
        qtbot.mouseClick(viewer, LEFT, pos=at(viewer, 300, 90))
    assert (sent(caught).x, sent(caught).y) == pytest.approx((300, 90), abs=0.6)


def test_a_click_beside_the_frame_is_no_prompt(qtbot: QtBot, viewer: Viewer) -> None:
    with qtbot.assertNotEmitted(viewer.clicked):
        qtbot.mouseClick(viewer, LEFT, pos=at(viewer, -4, 20))


def test_a_shaking_hand_does_not_move_the_click(qtbot: QtBot, viewer: Viewer) -> None:
    with qtbot.waitSignal(viewer.clicked) as caught:
        drag(qtbot, viewer, at(viewer, 100, 50), at(viewer, 104, 53), LEFT)
    assert (sent(caught).x, sent(caught).y) == pytest.approx((100, 50), abs=0.6)


def test_a_box_is_dragged_from_any_corner_and_stays_inside_the_frame(qtbot: QtBot, viewer: Viewer) -> None:
    viewer.tool = "box"
    with qtbot.waitSignal(viewer.box_drawn) as caught:
        drag(qtbot, viewer, at(viewer, 200, 120), QPoint(1, 1), LEFT)
    box = sent(caught)
    assert (box.x0, box.y0) == (0, 0)
    assert (box.x1, box.y1) == pytest.approx((200, 120), abs=0.6)


def test_a_box_is_given_up_with_escape_and_a_dot_is_no_box(qtbot: QtBot, viewer: Viewer) -> None:
    viewer.tool = "box"
    with qtbot.assertNotEmitted(viewer.box_drawn):
        qtbot.mousePress(viewer, LEFT, pos=at(viewer, 20, 20))
        qtbot.keyClick(viewer, Qt.Key.Key_Escape)
        qtbot.mouseRelease(viewer, LEFT, pos=at(viewer, 200, 120))
        qtbot.mouseClick(viewer, LEFT, pos=at(viewer, 20, 20))


def test_the_box_is_seen_while_it_is_dragged(qtbot: QtBot, viewer: Viewer) -> None:
    viewer.tool = "box"
    before = viewer.grab().toImage()
    qtbot.mousePress(viewer, LEFT, pos=at(viewer, 20, 20))
    qtbot.mouseMove(viewer, at(viewer, 200, 120))
    assert viewer.grab().toImage() != before


@pytest.mark.parametrize(("tool", "button"), [("click", MIDDLE), ("box", MIDDLE), ("hand", LEFT)])
def test_dragging_moves_the_picture(qtbot: QtBot, viewer: Viewer, tool: str, button: Qt.MouseButton) -> None:
    viewer.tool = tool
    viewer.zoom_to(8)
    start = QPoint(300, 200)
    under = viewer.transform.to_source(QPointF(start))
    with qtbot.assertNotEmitted(viewer.clicked), qtbot.assertNotEmitted(viewer.box_drawn):
        drag(qtbot, viewer, start, QPoint(340, 170), button)
    assert viewer.transform.to_source(QPointF(340, 170)) == pytest.approx(under, abs=0.1)


def test_the_wheel_zooms_at_the_cursor(viewer: Viewer) -> None:
    place = QPoint(200, 260)
    under = viewer.transform.to_source(QPointF(place))
    before = viewer.zoom
    for _ in range(4):
        turn_wheel(viewer, place, 1)
    assert viewer.zoom == pytest.approx(before * 1.25**4)
    assert viewer.transform.to_source(QPointF(place)) == pytest.approx(under, abs=0.5)
    turn_wheel(viewer, place, -4)
    assert viewer.zoom == pytest.approx(before)


def test_ctrl_plus_and_minus_zoom(qtbot: QtBot, viewer: Viewer) -> None:
    before = viewer.zoom
    qtbot.keyClick(viewer, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert viewer.zoom > before
    qtbot.keyClick(viewer, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert viewer.zoom == pytest.approx(before)


def test_the_picture_cannot_be_lost(viewer: Viewer) -> None:
    viewer.pan_by(QPointF(1e6, -1e6))
    assert viewer.transform.rect.intersects(viewer.rect().toRectF())
    viewer.zoom_to(1e9)
    assert viewer.zoom <= 64
    viewer.zoom_to(1e-9)
    assert viewer.zoom > 0


def test_fit_lasts_through_resizes_until_the_user_zooms(viewer: Viewer) -> None:
    viewer.resize(400, 400)
    rect = viewer.transform.rect
    assert 380 < rect.width() <= 400
    assert rect.center().y() == pytest.approx(200, abs=1)
    viewer.zoom_to(3)
    viewer.resize(500, 300)
    assert viewer.zoom == 3
    viewer.fit()
    assert viewer.transform.rect.height() <= 300


def test_a_new_frame_keeps_the_zoom_and_a_new_clip_is_fitted(viewer: Viewer) -> None:
    viewer.zoom_to(5)
    viewer.show_picture(Picture(picture()))
    assert viewer.zoom == 5
    viewer.show_picture(Picture(picture(64, 64)))
    assert viewer.transform.rect.height() > 400


def test_at_100_percent_every_pixel_is_shown_as_it_is(viewer: Viewer) -> None:
    viewer.zoom_to(1.0)
    shown = viewer.grab().toImage()
    for x, y in ((0, 0), (17, 99), (319, 179)):
        corner = viewer.transform.to_view(x, y).toPoint()
        assert rgb(shown.pixelColor(corner)) == (x % 256, y, 40)


def test_zoomed_in_pixels_have_hard_edges(viewer: Viewer) -> None:
    sharp = np.zeros((8, 8, 3), np.uint8)
    sharp[:, 4:] = 255
    viewer.show_picture(Picture(sharp))
    viewer.zoom_to(20)
    row = viewer.grab().toImage()
    values = {row.pixelColor(at(viewer, x / 10, 4)).red() for x in range(5, 75)}
    assert values == {0, 255}


def test_a_pixel_has_its_own_value_and_beside_the_frame_there_is_none(viewer: Viewer) -> None:
    assert viewer.pixel_at(10.5, 20.5) == (10, 20, 40, 255)
    assert viewer.pixel_at(-0.5, 3) is None


def test_a_proxy_is_shown_as_large_as_the_frame_that_it_stands_for(viewer: Viewer) -> None:
    before = viewer.transform
    viewer.show_picture(Picture(picture()[::2, ::2], (WIDTH, HEIGHT)))
    assert viewer.transform == before
    assert viewer.pixel_at(100.5, 80.5) == (100, 80, 40, 255)


def test_a_wipe_shows_one_picture_left_and_the_other_right_of_its_line(qtbot: QtBot, viewer: Viewer) -> None:
    black, white = (np.full((HEIGHT, WIDTH, 3), v, np.uint8) for v in (0, 255))
    viewer.show_picture(Picture(black), Picture(white))
    assert rgb(colour_at(viewer, 100, 30)) == (0, 0, 0)
    assert rgb(colour_at(viewer, 220, 30)) == (255, 255, 255)
    drag(qtbot, viewer, at(viewer, WIDTH / 2, 90), at(viewer, 260, 90), LEFT)
    assert rgb(colour_at(viewer, 220, 30)) == (0, 0, 0)
    assert rgb(colour_at(viewer, 290, 30)) == (255, 255, 255)


def test_a_backdrop_is_seen_where_the_picture_is_transparent(viewer: Viewer) -> None:
    rgba = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    rgba[:, 160:] = (200, 30, 30, 255)
    viewer.show_picture(Picture(rgba))
    viewer.set_backdrop(Backdrop((0, 177, 64)))
    assert rgb(colour_at(viewer, 60, 90)) == (0, 177, 64)
    assert rgb(colour_at(viewer, 240, 90)) == (200, 30, 30)


def test_alpha_is_seen_as_a_checkerboard(viewer: Viewer) -> None:
    rgba = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    rgba[:, 160:] = (200, 30, 30, 255)
    viewer.show_picture(Picture(rgba))
    shown = viewer.grab().toImage()
    left = {shown.pixelColor(at(viewer, x, 90)).name() for x in range(10, 150)}
    assert len(left) == 2  # two greys
    assert rgb(colour_at(viewer, 240, 90)) == (200, 30, 30)


def test_an_overlay_tints_the_object_only_and_outlines_it(viewer: Viewer) -> None:
    viewer.show_picture(Picture(np.full((HEIGHT, WIDTH, 3), 100, np.uint8)))
    mask = np.zeros((90, 160), bool)  # half the resolution of the frame
    mask[20:60, 40:100] = True
    viewer.set_overlays([Overlay(1, (0, 0, 255), mask, opacity=0.5)])
    assert rgb(colour_at(viewer, 140, 80)) == pytest.approx((50, 50, 177), abs=2)
    assert rgb(colour_at(viewer, 30, 80)) == (100, 100, 100)
    edge = colour_at(viewer, 80, 80)
    assert edge.blue() > 200
    viewer.set_overlays([])
    assert rgb(colour_at(viewer, 140, 80)) == (100, 100, 100)


def test_an_overlay_that_looks_the_same_is_not_made_again(viewer: Viewer) -> None:
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    mask[50:90, 60:120] = 255
    first = Overlay(1, (255, 0, 0), mask)
    viewer.set_overlays([first])
    viewer.grab()
    again, recoloured = Overlay(1, (255, 0, 0), mask), Overlay(1, (0, 255, 0), mask)
    viewer.set_overlays([again])
    viewer.grab()
    assert "picture" not in vars(again)
    viewer.set_overlays([recoloured])
    assert colour_at(viewer, 90, 70).green() > colour_at(viewer, 90, 70).red()


def test_prompts_are_marked_where_they_were_given(viewer: Viewer) -> None:
    viewer.show_picture(Picture(np.full((HEIGHT, WIDTH, 3), 100, np.uint8)))
    prompts = FramePrompts((Click(100, 60), Click(220, 130, positive=False)), Box(30, 30, 290, 160))
    viewer.set_prompts(prompt_marks(prompts, (0, 158, 255)))
    shown = viewer.grab().toImage()
    green = shown.pixelColor(at(viewer, 100, 60) + QPoint(3, -3))
    red = shown.pixelColor(at(viewer, 220, 130) + QPoint(3, -3))
    assert green.green() > 150 > green.red()
    assert red.red() > 150 > red.green()
    assert shown.pixelColor(at(viewer, 30, 100)) != QColor(100, 100, 100)
    viewer.set_prompts([PromptMark(Click(100, 60), active=False)])
    assert viewer.grab().toImage() != shown


def test_hover_tells_the_place_and_when_it_is_left(qtbot: QtBot, viewer: Viewer) -> None:
    with qtbot.waitSignal(viewer.hovered) as caught:
        qtbot.mouseMove(viewer, at(viewer, 50, 70))
    assert sent(caught) == pytest.approx((50, 70), abs=0.6)
    with qtbot.waitSignal(viewer.hovered) as caught:
        qtbot.mouseMove(viewer, at(viewer, 50, -8))
    assert sent(caught) is None
    with qtbot.waitSignal(viewer.hovered) as caught:
        QApplication.sendEvent(viewer, QEvent(QEvent.Type.Leave))
    assert sent(caught) is None


def test_dropped_files_are_handed_over(qtbot: QtBot, viewer: Viewer, tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.mov")), QUrl("https://example.org/b.mov")])
    event = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, mime, LEFT, NO_KEY)
    with qtbot.waitSignal(viewer.files_dropped) as caught:
        viewer.dropEvent(event)
    assert sent(caught) == [tmp_path / "a.mov"]


def test_without_a_clip_nothing_can_be_clicked_and_the_view_says_what_to_do(qtbot: QtBot) -> None:
    viewer = Viewer()
    qtbot.addWidget(viewer)
    viewer.resize(600, 400)
    viewer.show()
    blank = viewer.grab().toImage()
    assert len({blank.pixel(x, 190) for x in range(600)}) > 2  # there is writing
    with qtbot.assertNotEmitted(viewer.clicked):
        qtbot.mouseClick(viewer, LEFT, pos=QPoint(300, 200))
    viewer.zoom_to(4)
    viewer.show_picture(Picture(picture()))
    viewer.clear()
    assert viewer.grab().toImage() == blank


def test_zoom_is_told_once_there_is_something_to_zoom(qtbot: QtBot) -> None:
    viewer = Viewer()
    qtbot.addWidget(viewer)
    told: list[float] = []
    viewer.zoom_changed.connect(told.append)
    viewer.resize(600, 400)
    viewer.show()
    assert told == []
    viewer.show_picture(Picture(picture()))
    viewer.zoom_to(2.0)
    viewer.show_picture(Picture(picture()))
    assert told[-1] == 2.0
    assert len(told) == 2


def test_the_tool_in_hand_is_told_to_the_screen_reader(qtbot: QtBot, viewer: Viewer) -> None:
    assert viewer.tool == "click"
    assert "Click" in viewer.accessibleDescription()
    with qtbot.waitSignal(viewer.tool_changed) as caught:
        viewer.set_tool("hand")
    assert caught.args == ["hand"]
    assert "Hand" in viewer.accessibleDescription()
    with pytest.raises(KeyError):
        viewer.set_tool("scalpel")


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("aspect", [1.0, 64 / 45])
def test_places_survive_the_way_to_the_view_and_back(ratio: float, aspect: float) -> None:
    view = QSizeF(701, 333)
    placed = ViewTransform(1920, 1080, pixel_aspect=aspect, device_ratio=ratio).fitted(view, 8)
    placed = placed.zoomed(3.7, QPointF(123.4, 56.7)).panned(QPointF(-5.5, 3.25)).kept_in(view).snapped()
    for x, y in ((0.0, 0.0), (960.5, 11.25), (1920.0, 1080.0)):
        assert placed.to_source(placed.to_view(x, y)) == pytest.approx((x, y))


def test_100_percent_is_one_screen_pixel_on_dense_screens_too() -> None:
    placed = ViewTransform(1000, 500, zoom=1.0, device_ratio=2.0)
    assert (placed.rect.width(), placed.rect.height()) == (500, 250)  # logical: 1000 x 500 on the screen


def test_the_loupe_shows_the_pixel_under_the_pointer(qtbot: QtBot, viewer: Viewer) -> None:
    pixels = np.full((HEIGHT, WIDTH, 3), 60, np.uint8)
    pixels[90, 100] = (255, 0, 0)
    viewer.show_picture(Picture(pixels))
    viewer.loupe.show(on=True)
    qtbot.mouseMove(viewer, at(viewer, 100.5, 90.5))
    corner = viewer.grab().toImage().copy(viewer.width() - 180, viewer.height() - 220, 180, 180)
    red = [
        (x, y)
        for x in range(0, corner.width(), 3)
        for y in range(0, corner.height(), 3)
        if rgb(corner.pixelColor(x, y)) == (255, 0, 0)
    ]
    assert len(red) >= 4  # one pixel, magnified
    viewer.show_picture(Picture(np.zeros((0 + HEIGHT, WIDTH, 4), np.uint8)))
    viewer.grab()  # transparent pixels have values too
