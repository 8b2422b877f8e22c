"""Nothing but the picture on the screen: panels, bars and menus go, and come back as they were."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QToolBar, QWidget


class FullViewer(QObject):
    """Keys work as before: the actions belong to the window, not to its menus."""

    def __init__(self, window: QMainWindow, *bars: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._bars = bars
        self._hidden: list[QWidget] = []
        self._was_full = False
        window.installEventFilter(self)

    def toggle(self) -> None:
        if self._hidden:
            self._leave()
        else:
            self._enter()

    def _enter(self) -> None:
        window = self._window
        around: list[QWidget] = [*window.findChildren(QDockWidget), *window.findChildren(QToolBar)]
        around += [window.menuBar(), window.statusBar(), *self._bars]
        self._hidden = [widget for widget in around if widget.isVisible()]
        for widget in self._hidden:
            widget.hide()
        self._was_full = window.isFullScreen()
        window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)

    def _leave(self) -> None:
        for widget in self._hidden:
            widget.show()
        self._hidden = []
        if not self._was_full:
            self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowFullScreen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window that closes is remembered with its panels."""
        if event.type() == QEvent.Type.Close and self._hidden:
            self._leave()
        return False
