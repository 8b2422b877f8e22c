"""A slider for numbers that need not be whole."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSlider, QWidget


class NumberSlider(QSlider):
    """From low to high; each of its positions is one step, so what it says always lies on a step."""

    number_changed = Signal(float)

    def __init__(self, low: float, high: float, step: float, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._low, self._high, self._step = low, high, step
        self.setRange(0, max(1, round((high - low) / step)))
        self.setPageStep(max(1, self.maximum() // 10))
        self.valueChanged.connect(self._tell)

    @property
    def number(self) -> float:
        """What the handle stands at."""
        return min(self._high, round(self._low + self.value() * self._step, decimals(self._step)))

    def set_number(self, number: float) -> None:
        """Put the handle at the step that is nearest."""
        self.setValue(round((number - self._low) / self._step))

    @Slot()
    def _tell(self) -> None:
        self.number_changed.emit(self.number)


def decimals(step: float) -> int:
    """Digits after the point that a step needs: 0.25 -> 2, 1 -> 0."""
    return max(0, -int(Decimal(str(step)).normalize().as_tuple().exponent))
