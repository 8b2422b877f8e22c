"""Small dialogs of the Help menu."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QMessageBox,
    QWidget,
)

from app.engine.plugin_host import PluginHost
from app.ui.icons import app_icon
from app.ui.words import tr


def about(parent: QWidget, host: PluginHost) -> None:
    from html import escape

    box = QMessageBox(parent)
    box.setWindowTitle(tr("About Masklet"))
    box.setIconPixmap(app_icon().pixmap(64))
    box.setTextFormat(Qt.TextFormat.RichText)
    box.setText(
        tr(
            "<h3>Masklet {version}</h3>Click on an object, get a matte that can be delivered.",
            version=escape(_version()),
        )
    )
    box.setInformativeText(_about_text(host))
    box.exec()


def _about_text(host: PluginHost) -> str:
    from html import escape

    titles = ", ".join(escape(tr(effect.title)) for effect in host.effects.values())
    text = tr("Licence: Apache-2.0<br>Effects: {effects}", effects=titles or tr("none"))
    for failure in host.failures:
        text += tr(
            "<br>Could not be loaded: {plugin} ({reason})",
            plugin=escape(failure.plugin),
            reason=escape(failure.reason),
        )
    return text


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("masklet")
    except PackageNotFoundError:
        return ""
