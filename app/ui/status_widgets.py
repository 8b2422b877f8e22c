"""The status bar's right side: pointer, zoom, model, the progress of a propagation and its Stop."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QToolButton

from app.engine.requests import Tracked
from app.ui.wording import duration


class StatusLine(QStatusBar):
    """What is going on, in one line."""

    def __init__(self, stop: QAction) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
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
        self.pointer.setMinimumWidth(96)
        self.zoom.setMinimumWidth(48)
        self.show_running(False)

    @Slot(str)
    def show_text(self, text: str) -> None:
        self.text.setText(text)

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
        self.time_left.setText("" if left is None else f"{duration(left)} left")

    @Slot(object)
    def show_pointer(self, place: tuple[float, float] | None) -> None:
        self.pointer.setText("" if place is None else f"{place[0]:.0f}, {place[1]:.0f}")

    def show_model(self, title: str) -> None:
        self.model.setText(title)

    @Slot(float)
    def show_zoom(self, zoom: float) -> None:
        self.zoom.setText(f"{zoom:.0%}")
