"""The one place that imports OpenCV, since the import leaves Qt variables of its own behind."""

from __future__ import annotations

import importlib
import os
from functools import cache
from threading import Lock
from types import ModuleType

# opencv-python points these at its own Qt 5; Qt 6 and every child process would inherit them.
_QT_VARIABLES = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")
_lock = Lock()


def cv2() -> ModuleType:
    """OpenCV, imported on first use; the environment is as it was before. Safe from any thread."""
    with _lock:
        return _import_guarded()


@cache
def _import_guarded() -> ModuleType:
    before = {name: os.environ.get(name) for name in _QT_VARIABLES}
    try:
        module = importlib.import_module("cv2")
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
    module.setNumThreads(max(1, (os.cpu_count() or 1) - 1))  # a core stays free for the window
    return module
