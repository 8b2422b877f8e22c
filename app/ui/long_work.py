"""What takes its time and Esc stops: tracking, waiting for cuts before it, carrying paint."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from app.ui.carrying import Carrying
from app.ui.cut_finder import CutFinder
from app.ui.tracking import Tracking


class LongWork(QObject):
    """One face for all of it."""

    running_changed = Signal(bool)

    def __init__(
        self, tracking: Tracking, carrying: Carrying, cut_finder: CutFinder, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._tracking = tracking
        self._carrying = carrying
        self._cut_finder = cut_finder
        tracking.running_changed.connect(self._tell)
        carrying.running_changed.connect(self._tell)
        cut_finder.waiting_changed.connect(self._tell)

    @property
    def is_running(self) -> bool:
        return self._tracking.is_running or self._carrying.is_running or self._cut_finder.is_waited_for

    def stop(self) -> None:
        """What is done stays."""
        self._cut_finder.forget_waiting()
        self._carrying.cancel()
        self._tracking.cancel()

    @Slot()
    def _tell(self) -> None:
        self.running_changed.emit(self.is_running)
