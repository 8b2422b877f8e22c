"""Icons by name: one-colour SVG drawings, tinted to the theme."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "icons"
_SIZES = (16, 20, 24, 32, 48, 64)  # also what a screen of twice the density asks for
_COLOURS = {
    (QIcon.Mode.Normal, QIcon.State.Off): "#cfcfcf",
    (QIcon.Mode.Active, QIcon.State.Off): "#ffffff",
    (QIcon.Mode.Selected, QIcon.State.Off): "#ffffff",
    (QIcon.Mode.Disabled, QIcon.State.Off): "#5e5e5e",
    (QIcon.Mode.Normal, QIcon.State.On): "#ffffff",
}


def names() -> tuple[str, ...]:
    """Every icon there is."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.svg")))


@cache
def icon(name: str) -> QIcon:
    """The icon of that name, for every state of a button. Raises FileNotFoundError where there is none."""
    drawing = QSvgRenderer(_source(name))
    made = QIcon()
    for size in _SIZES:
        drawn = _drawn(drawing, size)
        tinted = {colour: _tinted(drawn, QColor(colour)) for colour in {*_COLOURS.values()}}
        for (mode, state), colour in _COLOURS.items():
            made.addPixmap(tinted[colour], mode, state)
    return made


def app_icon() -> QIcon:
    """The application's own icon, in its colours."""
    drawing = QSvgRenderer(_source("masklet"))
    made = QIcon()
    for size in (*_SIZES, 128, 256):
        made.addPixmap(_drawn(drawing, size))
    return made


def _source(name: str) -> bytes:
    return (FOLDER / f"{name}.svg").read_bytes()


def _drawn(drawing: QSvgRenderer, size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    drawing.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def _tinted(drawn: QPixmap, colour: QColor) -> QPixmap:
    pixmap = drawn.copy()
    painter = QPainter(pixmap)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(pixmap.rect(), colour)
    painter.end()
    return pixmap
