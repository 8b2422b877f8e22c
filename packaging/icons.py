"""The program's icon in the forms that Windows and macOS want, made from the one drawing."""

from __future__ import annotations

import io
import os
from pathlib import Path

from PIL import Image

_LARGEST = 1024


def write_icons(drawing: Path, packaging: Path) -> None:
    """windows/masklet.ico and macos/masklet.icns."""
    picture = _drawn(drawing)
    sizes = [(s, s) for s in (16, 24, 32, 48, 64, 128, 256)]
    for name in ("windows/masklet.ico", "macos/masklet.icns"):
        (packaging / name).parent.mkdir(exist_ok=True)
    picture.save(packaging / "windows" / "masklet.ico", sizes=sizes)
    picture.save(packaging / "macos" / "masklet.icns")


def _drawn(drawing: Path) -> Image.Image:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    application = QGuiApplication.instance() or QGuiApplication([])
    image = QImage(_LARGEST, _LARGEST, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(drawing)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt a str
    del application
    return Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGBA")
