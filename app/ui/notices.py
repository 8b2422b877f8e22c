"""What is said outside of the window while nobody looks at it: in the task bar and by the desktop."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from app.ui.icons import app_icon

_SHOWN_MS = 10_000


def notify(window: QWidget, text: str) -> None:
    """Say it where the desktop says such things; nothing where the window is being looked at."""
    if window.isActiveWindow():
        return
    QApplication.alert(window)
    if QSystemTrayIcon.isSystemTrayAvailable():
        icon = window.findChild(QSystemTrayIcon) or _tray_icon(window)
        icon.show()
        icon.showMessage("Masklet", text, app_icon(), _SHOWN_MS)
        QTimer.singleShot(_SHOWN_MS, icon, icon.hide)


def _tray_icon(window: QWidget) -> QSystemTrayIcon:
    """There only as long as something is said. A click on what is said brings the window to the front."""
    icon = QSystemTrayIcon(app_icon(), window)
    icon.setToolTip("Masklet")
    for clicked in (icon.messageClicked, icon.activated):
        clicked.connect(window.raise_)
        clicked.connect(window.activateWindow)
    return icon
