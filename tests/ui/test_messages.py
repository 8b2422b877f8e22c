"""Whatever goes wrong ends as a sentence in the window and as a traceback in the log."""

from __future__ import annotations

import logging
import sys
import threading

from app.errors import UserFacingError
from app.ui.messages import ErrorHandler


def told(handler: ErrorHandler) -> list[tuple[str, str]]:
    said: list[tuple[str, str]] = []
    handler.told.connect(lambda message, hint: said.append((message, hint)))
    return said


def test_an_unexpected_error_is_told_and_logged(qapp, caplog):
    handler = ErrorHandler()
    said = told(handler)
    with caplog.at_level(logging.ERROR):
        try:
            _ = 1 / 0
        except ZeroDivisionError as error:
            handler.take(type(error), error, error.__traceback__)
    assert "division by zero" in said[0][0]
    assert "log" in said[0][1]
    assert "Traceback" in caplog.text


def test_an_error_for_the_user_is_told_as_it_is(qapp):
    handler = ErrorHandler()
    said = told(handler)
    handler.take(UserFacingError, UserFacingError("The disk is full.", "Make room."))
    assert said == [("The disk is full.", "Make room.")]


def test_exceptions_of_slots_and_threads_reach_it(window, qtbot, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    handler = ErrorHandler(window)
    handler.install()
    handler.told.connect(window.message_bar.show_message)

    def fail():
        raise RuntimeError("in a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(window.message_bar.isVisible)
    assert "in a thread" in window.message_bar.text.text()
