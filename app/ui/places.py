"""Where the window, its docks and its tool bars are, from one session to the next."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow

_VERSION = 2  # counts up when docks or tool bars get other names


def of(window: QMainWindow) -> Mapping[str, str]:
    """For the settings file."""
    return MappingProxyType(
        {"geometry": _text(window.saveGeometry()), "state": _text(window.saveState(_VERSION))}
    )


def restore(window: QMainWindow, places: Mapping[str, str]) -> None:
    """As they were when the window was last closed; nothing where that is not known."""
    if "geometry" in places and "state" in places:
        window.restoreGeometry(QByteArray.fromBase64(places["geometry"].encode()))
        window.restoreState(QByteArray.fromBase64(places["state"].encode()), _VERSION)


def _text(state: QByteArray) -> str:
    return bytes(state.toBase64().data()).decode()
