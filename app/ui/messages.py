"""The one handler of unexpected errors, and the questions that the window asks."""

from __future__ import annotations

import logging
import sys
import threading
from enum import Enum, auto
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from app.errors import UserFacingError
from app.ui.words import tr

_log = logging.getLogger(__name__)


class ErrorHandler(QObject):
    """Takes every exception that nobody caught, from any thread: to the log, and to the window."""

    told = Signal(str, str)  # message, hint

    def install(self) -> None:
        sys.excepthook = self.take
        threading.excepthook = lambda args: self.take(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )

    def take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None = None
    ) -> None:
        """Ctrl+C in the terminal still ends the program."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if isinstance(error, UserFacingError):
            self.told.emit(str(error), error.hint)
            return
        _log.error("unexpected", exc_info=(kind, error, trace))
        self.told.emit(*unexpected(error))


def unexpected(error: BaseException) -> tuple[str, str]:
    """What the user is told of an error that nobody foresaw; its traceback is in the log."""
    message = tr(
        "Something went wrong that Masklet did not expect: {error}", error=error or type(error).__name__
    )
    return message, tr("Help > Show log folder has the details; your project is still open, save it.")


class Answer(Enum):
    """To "save before closing?"."""

    SAVE = auto()
    DISCARD = auto()
    CANCEL = auto()


def ask_to_save(parent: QWidget, name: str) -> Answer:
    box = QMessageBox(
        QMessageBox.Icon.Question,
        tr("Unsaved changes"),
        tr("Save the changes to “{name}”?", name=name),
        QMessageBox.StandardButton.Save
        | QMessageBox.StandardButton.Discard
        | QMessageBox.StandardButton.Cancel,
        parent,
    )
    box.setInformativeText(tr("Without saving, they are lost."))
    box.button(QMessageBox.StandardButton.Discard).setText(tr("Don't save"))
    box.setDefaultButton(QMessageBox.StandardButton.Save)
    match QMessageBox.StandardButton(box.exec()):
        case QMessageBox.StandardButton.Save:
            return Answer.SAVE
        case QMessageBox.StandardButton.Discard:
            return Answer.DISCARD
        case _:
            return Answer.CANCEL


class Recover(Enum):
    """To "recover your work?"."""

    NOW = auto()
    LATER = auto()
    DISCARD = auto()


def ask_to_recover(parent: QWidget, question: str) -> Recover:
    """Who closes the question is asked again at the next start."""
    box = QMessageBox(QMessageBox.Icon.Question, tr("Recover your work?"), question, parent=parent)
    recover = box.addButton(tr("Recover"), QMessageBox.ButtonRole.AcceptRole)
    later = box.addButton(tr("Ask again later"), QMessageBox.ButtonRole.RejectRole)
    discard = box.addButton(tr("Discard it"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(recover)
    box.setEscapeButton(later)
    box.exec()
    if box.clickedButton() is discard:
        return Recover.DISCARD
    return Recover.NOW if box.clickedButton() is recover else Recover.LATER


def ask(parent: QWidget, title: str, question: str, *, yes: str) -> bool:
    """A question whose safe answer is Cancel."""
    box = QMessageBox(QMessageBox.Icon.Question, title, question, parent=parent)
    accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(cancel)
    box.exec()
    return box.clickedButton() is accept
