"""The status bar's right side: pointer, zoom, model, the progress of a propagation and its Stop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QToolButton

from app.engine.requests import Tracked
from app.ui.wording import duration
from app.ui.words import tr

_TOLD_FOR_MS = 8000
PixelAt = Callable[[float, float], tuple[int, int, int, int] | None]  # as Viewer.pixel_at


class StatusLine(QStatusBar):
    """What is going on, in one line."""

    def __init__(self, stop: QAction, pixel_at: PixelAt) -> None:
        super().__init__()
        self._pixel_at = pixel_at
        self.setSizeGripEnabled(False)
        self.setContentsMargins(8, 0, 8, 0)
        self._said = ""
        self._hint = ""
        self._fade = QTimer(self, singleShot=True, interval=_TOLD_FOR_MS)
        self._fade.timeout.connect(self._forget)
        self.text = QLabel(self)
        self.time_left = QLabel(self)
        self.progress = QProgressBar(self)
        self.progress.setFixedWidth(180)
        self.progress.setFormat("%v / %m")
        self.stop = QToolButton(self)
        self.stop.setDefaultAction(stop)
        self.pointer = QLabel(self)
        self.zoom = QLabel(self)
        self.model = QLabel(self)
        self.addWidget(self.text, 1)
        for widget in (self.time_left, self.progress, self.stop, self.pointer, self.zoom, self.model):
            self.addPermanentWidget(widget)
        self.pointer.setMinimumWidth(190)  # its neighbours stay where they are
        self.zoom.setMinimumWidth(48)
        self.show_running(False)

    @Slot(str)
    def show_text(self, text: str) -> None:
        """What is going on; where it is nothing, what the tool in hand does."""
        self._fade.stop()
        self._said = text
        self.text.setText(text or self._hint)

    @Slot(str)
    def tell(self, text: str) -> None:
        """Something that has happened: shown for a while."""
        self.show_text(text)
        self._fade.start()

    @Slot()
    def _forget(self) -> None:
        self.show_text("")

    def set_hint(self, hint: str) -> None:
        self._hint = hint
        self.show_text(self._said)

    @Slot(bool)
    def show_running(self, running: bool) -> None:
        for widget in (self.progress, self.stop, self.time_left):
            widget.setVisible(running)
        self.progress.setRange(0, 0)
        self.time_left.setText("")

    @Slot(object)
    def show_progress(self, reply: Tracked) -> None:
        self.progress.setRange(0, reply.total)
        self.progress.setValue(reply.done)
        left = reply.seconds_left
        self.time_left.setText("" if left is None else tr("{time} left", time=duration(left)))

    @Slot(object)
    def show_pointer(self, place: tuple[float, float] | None) -> None:
        """Which pixel is under the pointer, and its values; alpha only where it counts."""
        if place is None:
            self.pointer.setText("")
            return
        text, colour = f"{int(place[0])}, {int(place[1])}", self._pixel_at(*place)
        if colour is not None:
            values = colour[:3] if colour[3] == 255 else colour
            text += "   " + " ".join(f"{name} {value}" for name, value in zip("RGBA", values, strict=False))
        self.pointer.setText(text)

    def show_model(self, title: str) -> None:
        self.model.setText(title)

    @Slot(float)
    def show_zoom(self, zoom: float) -> None:
        self.zoom.setText(f"{zoom:.0%}")
