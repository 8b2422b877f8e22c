"""Finds an effect that does not come back: the window goes on, and its user can be told whom to blame."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.engine.effect_watch import slow_effects

_LOOK_EVERY_MS = 1000
SLOW_S = 5.0


class SlowEffects(QObject):
    """Looks once a second whether an effect has been at work on one frame for too long."""

    found = Signal(object)  # tuple[Effect, ...]

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        effects = slow_effects(SLOW_S)
        if effects:
            self.found.emit(effects)
