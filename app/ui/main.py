"""Starts the window: the composition root of the application with a face."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.engine.log_file import start_log
from app.engine.settings import load_settings
from app.ui import theme
from app.ui.icons import app_icon
from app.ui.main_window import MainWindow
from app.ui.messages import ErrorHandler
from app.ui.plugin_question import ask_about_plugins
from app.ui.services import real_services
from app.ui.words import use_language

# How long a busy thread keeps Python's lock after the window has asked for it. At the usual 5 ms a few of
# the model's steps in a row are felt as a stutter.
_SWITCH_S = 0.001


def run(path: Path | None = None) -> int:
    """Open the window, on a clip or project where one is given, and return the application's exit code."""
    start_log()
    app = application(load_settings().language)
    ask_about_plugins()
    services = real_services()
    handler = ErrorHandler(app)
    handler.install()
    window = MainWindow(services)
    handler.told.connect(window.message_bar.show_message)
    window.show()
    QTimer.singleShot(0, window, lambda: _begin(window, path))
    code = app.exec()
    if window.is_stuck:  # all is saved; an ordinary end would wait for the thread, or crash
        os._exit(code)
    return code


def _begin(window: MainWindow, path: Path | None) -> None:
    gc.freeze()  # what was made for the start stays to the end: it is never looked through for garbage
    window.start(path)


def application(language: str = "en") -> QApplication:
    """The QApplication with its names, its look and its language ("" is the system's)."""
    sys.setswitchinterval(_SWITCH_S)
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    use_language(app, language)
    app.setApplicationName("masklet")
    app.setApplicationDisplayName("Masklet")
    QGuiApplication.setDesktopFileName("masklet")
    app.setWindowIcon(app_icon())
    theme.apply(app)
    return app
