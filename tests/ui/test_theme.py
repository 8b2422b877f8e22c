"""The theme: greys without a hue, writing that can be read, every icon drawn."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.ui import icons, theme


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG 2 defines it."""

    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: QColor, b: QColor) -> float:
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    "role", [QPalette.ColorRole.Window, QPalette.ColorRole.Base, QPalette.ColorRole.Button]
)
def test_surfaces_have_no_hue(role: QPalette.ColorRole) -> None:
    colour = theme.dark_palette().color(role)
    assert colour.red() == colour.green() == colour.blue()


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        (QPalette.ColorRole.WindowText, QPalette.ColorRole.Window),
        (QPalette.ColorRole.Text, QPalette.ColorRole.Base),
        (QPalette.ColorRole.ButtonText, QPalette.ColorRole.Button),
        (QPalette.ColorRole.ToolTipText, QPalette.ColorRole.ToolTipBase),
    ],
)
def test_writing_can_be_read(text: QPalette.ColorRole, ground: QPalette.ColorRole) -> None:
    palette = theme.dark_palette()
    assert contrast(palette.color(text), palette.color(ground)) >= 4.5


def test_applying_it_themes_widgets_without_a_style_warning(qtbot: QtBot, qapp: QApplication) -> None:
    before = qapp.style().name(), qapp.palette(), qapp.styleSheet()
    try:
        with qtbot.captureExceptions() as errors:
            theme.apply(qapp)
            button = QPushButton("Export")
            qtbot.addWidget(button)
            button.show()
            ground = button.grab().toImage().pixelColor(8, 4)
        assert not errors
        assert ground.lightnessF() < 0.4
    finally:
        qapp.setStyleSheet(before[2])
        qapp.setPalette(before[1])
        qapp.setStyle(before[0])


def test_every_icon_is_drawn_in_every_state(qapp: QApplication) -> None:
    assert len(icons.names()) > 40
    for name in icons.names():
        normal = icons.icon(name).pixmap(24, 24).toImage()
        off = icons.icon(name).pixmap(24, 24, QIcon.Mode.Disabled).toImage()
        drawn = [p for p in range(24 * 24) if normal.pixelColor(p % 24, p // 24).alpha() > 128]
        assert len(drawn) > 12, name
        assert normal != off, name


def test_icons_are_one_colour_and_of_one_size() -> None:
    for path in icons.FOLDER.glob("*.svg"):
        if path.stem == "masklet":
            continue
        root = ET.fromstring(path.read_text())
        assert root.get("viewBox") == "0 0 24 24", path.name
        colours = {node.get(key) for node in root.iter() for key in ("fill", "stroke")}
        assert colours <= {None, "none", "#fff"}, path.name


def test_an_unknown_icon_is_an_error_and_the_application_has_one(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon")
    assert not icons.app_icon().isNull()
