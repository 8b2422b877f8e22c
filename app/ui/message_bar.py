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
    leave_out_wanted = Signal(str)  # an effect that hangs
    retry_wanted = Signal(str)  # an effect that rests

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
        self._effect = 0  # its entry
        self._plugin = ""  # its name
        self.leave_out_button = QPushButton(tr("Leave it out"), self)
        self.leave_out_button.clicked.connect(self._leave_out)
        self.retry_button = QPushButton(tr("Try again"), self)
        self.retry_button.clicked.connect(self._retry)
        self._buttons = (self.off_button, self.leave_out_button, self.retry_button)
        self.close_button = tool_button("cancel", tr("Dismiss"), self)
        self.close_button.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 6, 4)
        layout.addWidget(self._icon)
        layout.addWidget(self.text, 1)
        for button in self._buttons:
            layout.addWidget(button)
        layout.addWidget(self.close_button)
        self.hide()

    @Slot(str, str)
    def show_message(self, message: str, hint: str = "") -> None:
        """A sentence, and what to do next."""
        for button in self._buttons:
            button.hide()
        sentence = message if message.endswith((".", "!", "?", ":")) else f"{message}."
        self.text.setText(f"{sentence} {hint}".strip())
        self.show()

    @Slot(str, str, int)
    def show_effect_failure(self, message: str, hint: str, effect_id: int) -> None:
        """What went wrong with one effect, and a button that turns its entry off."""
        self.show_message(message, hint)
        self._effect = effect_id
        self.off_button.show()

    def show_rest(self, message: str, effect_id: int, effect: str) -> None:
        """A plugin failed and is left out of the picture."""
        self.show_effect_failure(
            message, tr("It is left out of the picture until it is tried again."), effect_id
        )
        self._plugin = effect
        self.retry_button.show()

    def show_hang(self, message: str, effect: str) -> None:
        """A plugin does not come back."""
        self.show_message(message)
        self._plugin = effect
        self.leave_out_button.show()

    def forget(self, effect: str) -> None:
        """What was said of this plugin no longer holds."""
        if self._plugin == effect and not self.retry_button.isHidden():
            self.hide()

    @Slot()
    def _leave_out(self) -> None:
        self.hide()
        self.leave_out_wanted.emit(self._plugin)

    @Slot()
    def _retry(self) -> None:
        self.hide()
        self.retry_wanted.emit(self._plugin)

    @Slot()
    def _turn_off(self) -> None:
        self.hide()
        self.turn_off_wanted.emit(self._effect)
