"""The question that comes before a plugin file of the user's folder runs for the first time."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from app.engine.user_plugins import UserPlugin, decide, plugin_folder, user_plugins
from app.errors import UserFacingError
from app.ui.words import tr


def ask_about_plugins() -> None:
    """One question at start for all files that were not decided on, or have changed since."""
    waiting = [plugin for plugin in user_plugins() if plugin.waits]
    if not waiting:
        return
    box = _question(waiting)
    allow = box.addButton(tr("Allow"), QMessageBox.ButtonRole.AcceptRole)
    never = box.addButton(tr("Never"), QMessageBox.ButtonRole.DestructiveRole)
    later = box.addButton(tr("Not now"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(later)
    box.setEscapeButton(later)
    box.exec()
    if box.clickedButton() in {allow, never}:
        _keep(waiting, allowed=box.clickedButton() is allow)


def _question(waiting: list[UserPlugin]) -> QMessageBox:
    box = QMessageBox(QMessageBox.Icon.Warning, tr("New plugins"), "")
    box.setTextFormat(Qt.TextFormat.PlainText)
    names = "\n".join(
        tr("{file} (changed)", file=plugin.path.name) if plugin.state == "changed" else plugin.path.name
        for plugin in waiting
    )
    box.setText(tr("May these plugins in {folder} run?\n\n{files}", folder=plugin_folder(), files=names))
    box.setInformativeText(
        tr(
            "A plugin is a program: it can do all that you can do on this computer. "
            "Allow only what you wrote or trust. A file that changes asks again."
        )
    )
    return box


def _keep(plugins: list[UserPlugin], *, allowed: bool) -> None:
    try:
        for plugin in plugins:
            decide(plugin.path, plugin.digest, allowed=allowed)
    except UserFacingError as error:
        QMessageBox.warning(None, tr("New plugins"), f"{error} {error.hint}")
