"""The window opens before anything slow is imported."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import pkgutil, importlib, sys
import app.ui
for module in pkgutil.iter_modules(app.ui.__path__):
    importlib.import_module(f"app.ui.{module.name}")
from app.ui.main import application
from app.ui.main_window import MainWindow
from app.ui.services import real_services
app = application()
window = MainWindow(real_services())
window.show()
app.processEvents()
late = {"torch", "cv2", "av", "sam2core", "OpenEXR", "tifffile", "superqt", "filelock", "http.client"}
print(sorted(late & set(sys.modules)))
window.close()
"""


def test_the_open_window_has_imported_neither_torch_nor_codecs_nor_the_web():
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"
