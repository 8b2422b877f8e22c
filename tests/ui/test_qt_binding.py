"""What the window takes for granted of PySide6 itself."""

from __future__ import annotations

import sys

from PySide6 import __version__
from PySide6.QtGui import QColor


def test_calls_do_not_wear_none_out() -> None:
    """PySide6 6.12.0 gives None back without owning it: after some thousand calls Python 3.11 aborts."""
    colour = QColor()
    before = sys.getrefcount(None)
    for _ in range(500):
        colour.setAlpha(255)
    lost = before - sys.getrefcount(None)
    assert lost < 250, (
        f"PySide6 {__version__} loses references to None: "
        "pip install 'PySide6-Essentials!=6.12.0' 'shiboken6!=6.12.0'"
    )
