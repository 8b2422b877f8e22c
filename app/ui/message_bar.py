"""One line over the picture that says what went wrong and what to do; in nobody's way, never modal."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from app.ui.icons import icon
from app.ui.small_widgets import tool_button
from app.ui.words import tr

_ICON_PX = 18


class MessageBar(QFrame):
    """Hidden until there is something to say. Stays until it is closed or something newer is said."""

    turn_off_wanted = Signal(int)  # id of an effect's entry

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self.setStyleSheet(
            "#messageBar { background: #4a3518; border: 0; border-bottom: 1px solid #7a5a22; }"
            "#messageBar QLabel { color: #f3e6cf; }"
        )
        self._icon = QLabel(self)
        self._icon.setPixmap(icon("warning").pixmap(_ICON_PX))
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.off_button = QPushButton(tr("Turn it off"), self)
        self.off_button.clicked.connect(self._turn_off)
        self._effect = 0
        self.close_button = tool_button("cancel", tr("Dismiss"), self)
        self.close_button.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 6, 4)
        layout.addWidget(self._icon)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.off_button)
        layout.addWidget(self.close_button)
        self.hide()

    @Slot(str, str)
    def show_message(self, message: str, hint: str = "") -> None:
        """A sentence, and what to do next."""
        self.off_button.hide()
        sentence = message if message.endswith((".", "!", "?", ":")) else f"{message}."
        self.text.setText(f"{sentence} {hint}".strip())
        self.show()

    @Slot(str, str, int)
    def show_effect_failure(self, message: str, hint: str, effect_id: int) -> None:
        """What went wrong with one effect, and a button that turns its entry off."""
        self.show_message(message, hint)
        self._effect = effect_id
        self.off_button.show()

    @Slot()
    def _turn_off(self) -> None:
        self.hide()
        self.turn_off_wanted.emit(self._effect)
