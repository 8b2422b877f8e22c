import subprocess
import sys

CHECK = """
import os
os.environ["QT_QPA_FONTDIR"] = "/fonts"
os.environ.pop("QT_QPA_PLATFORM_PLUGIN_PATH", None)
from app.opencv import cv2
assert cv2() is cv2()
assert os.environ["QT_QPA_FONTDIR"] == "/fonts"
assert "QT_QPA_PLATFORM_PLUGIN_PATH" not in os.environ
"""


def test_the_import_of_opencv_leaves_the_qt_variables_alone() -> None:
    done = subprocess.run([sys.executable, "-c", CHECK], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
