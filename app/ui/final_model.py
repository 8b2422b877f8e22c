"""Draft to final from the menu: which model shall answer the same prompts again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QInputDialog

from app.ui import messages
from app.ui.words import tr

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow


def ask_track_again(window: MainWindow) -> None:
    """Ask for another model of those on this computer, and track again with it."""
    models = window.services.models
    used = models.find(window.document.project.model).name
    others = {e.title: e for e in models.entries() if e.available and e.name != used}
    title = tr("Track again with another model")
    if not others:
        question = tr("There is no other model on this computer. Download or import one first.")
        if messages.ask(window, title, question, yes=tr("Models…")):
            window.setting_windows.show_models()
        return
    chosen, accepted = QInputDialog.getItem(
        window, title, tr("Prompts and locked frames stay. Model:"), list(others), 0, editable=False
    )
    if accepted:
        entry = others[chosen]
        window.playback.stop()
        window.tracking.track_again(entry.choice, window.state.playhead)
