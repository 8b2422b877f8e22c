"""Thumbnails of what a click may mean, from part to whole, in a corner of the viewer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from app.engine.requests import Candidate
from app.ui.words import tr

_MARGIN_PX = 10
_LOOK = (
    "QToolButton { background: rgba(24, 24, 24, 220); border: 2px solid rgb(70, 70, 70); padding: 2px; }"
    "QToolButton:checked { border-color: rgb(64, 150, 230); }"
    "QToolButton:focus { border-color: rgb(235, 235, 235); }"
)


class CandidateStrip(QWidget):
    """Hidden where a click is clear. Before the click they only show; after it one can be chosen."""

    chosen = Signal(int)  # level

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("What the click may mean"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self.buttons: list[QToolButton] = []
        self._candidates: tuple[Candidate, ...] = ()
        self._chosen = -1
        self.hide()

    @Slot(object, int)
    def set_candidates(self, candidates: tuple[Candidate, ...], chosen: int = -1) -> None:
        """Those that can be chosen, and which one is; none while they only show what a click would give."""
        self._candidates, self._chosen = candidates, chosen
        self._describe()

    @Slot(object)
    def show_thumbnails(self, images: tuple[QImage, ...]) -> None:
        self._make_buttons(len(images))
        for button, image in zip(self.buttons, images, strict=True):
            button.setIcon(QIcon(QPixmap.fromImage(image)))
            button.setIconSize(QSize(image.width(), image.height()))
        self._describe()
        self.setVisible(bool(images))
        self.adjustSize()
        self.move(_MARGIN_PX, _MARGIN_PX)

    def _make_buttons(self, count: int) -> None:
        while len(self.buttons) > count:
            self.buttons.pop().deleteLater()
        while len(self.buttons) < count:
            level = len(self.buttons)
            button = QToolButton(self)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setCheckable(True)
            button.setStyleSheet(_LOOK)
            button.clicked.connect(self._teller(level))
            self._row.addWidget(button)
            self.buttons.append(button)

    def _teller(self, level: int) -> Callable[[], None]:
        def tell() -> None:
            self._describe()  # a press turns the mark itself, which follows the answer
            self.chosen.emit(level)

        return tell

    def _describe(self) -> None:
        for level, button in enumerate(self.buttons):
            name = _name(level, len(self.buttons))
            scores = {c.level: c.sample.iou for c in self._candidates}
            score = scores.get(level)
            button.setChecked(level == self._chosen)
            button.setText(name if score is None else f"{name}  {score:.0%}")
            button.setToolTip(tr("The click means this (X takes the next one)"))
            button.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not self._candidates)


def _name(level: int, count: int) -> str:
    if level == 0:
        return tr("Part")
    return tr("Whole") if level == count - 1 else tr("Larger part")
