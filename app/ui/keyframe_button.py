"""The diamond beside a value that can change over time: sets and takes keyframes at the playhead."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QContextMenuEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from app.document.keyframes import Curve, Easing
from app.ui.icons import icon
from app.ui.words import mark, tr

EASING_TITLES: Final[dict[Easing, str]] = {
    "linear": mark("Even"),
    "ease": mark("Slow start and end"),
    "ease_in": mark("Slow start"),
    "ease_out": mark("Slow end"),
    "hold": mark("Jump at the next keyframe"),
}


class KeyframeButton(QToolButton):
    """Hollow: no keyframes. With a cross: changes over time. Full: a keyframe on this frame."""

    toggled_key = Signal(bool)  # set one on this frame, or take it away
    easing_chosen = Signal(str)  # from the keyframe on this frame to the next
    cleared = Signal()  # all keyframes of the value
    frame_wanted = Signal(int)  # of the previous or the next keyframe

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label
        self._curve: Curve | None = None
        self._frame = 0
        self.setAutoRaise(True)
        self.clicked.connect(self._toggle)
        self.show_curve(None, 0)

    def show_curve(self, curve: Curve | None, frame: int) -> None:
        self._curve, self._frame = curve, frame
        on = curve is not None and curve.key_on(frame) is not None
        self.setIcon(icon("keyframe-on" if on else "keyframe" if curve is None else "keyframe-between"))
        said = tr("Remove the keyframe: {what}") if on else tr("Set a keyframe: {what}")
        tip = said.format(what=self._label.lower())
        self.setToolTip(f"{tip}\n{tr('Right-click for the way to the next keyframe')}")
        self.setAccessibleName(tip)

    def menu_at(self) -> QMenu:
        """What the right button opens."""
        menu = QMenu(self)
        group = QActionGroup(menu)
        key = self._curve.key_on(self._frame) if self._curve is not None else None
        for easing, title in EASING_TITLES.items():
            action = menu.addAction(tr(title))
            action.setData(easing)
            action.setCheckable(True)
            action.setChecked(key is not None and key.easing == easing)
            action.setEnabled(key is not None)
            group.addAction(action)
        group.triggered.connect(self._choose)
        menu.addSeparator()
        for text, frame in self._neighbours().items():
            action = menu.addAction(text)
            action.setEnabled(frame is not None)
            action.triggered.connect(lambda _=False, to=frame: self.frame_wanted.emit(to))
        menu.addSeparator()
        clear = menu.addAction(tr("Remove all keyframes"))
        clear.setEnabled(self._curve is not None)
        clear.triggered.connect(self.cleared)
        return menu

    def _neighbours(self) -> dict[str, int | None]:
        frames = [key.frame for key in self._curve.keys] if self._curve is not None else []
        return {
            tr("Previous keyframe"): max((f for f in frames if f < self._frame), default=None),
            tr("Next keyframe"): min((f for f in frames if f > self._frame), default=None),
        }

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_at().popup(event.globalPos())

    @Slot()
    def _toggle(self) -> None:
        self.toggled_key.emit(self._curve is None or self._curve.key_on(self._frame) is None)

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        self.easing_chosen.emit(str(action.data()))
