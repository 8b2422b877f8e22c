"""The pictures' lane: decodes and composites on a QThread of its own; only the newest frame is wanted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.engine.plugin_host import PluginHost
from app.ui.frame_maker import FrameMaker, OpenReader
from app.ui.frame_requests import FrameRequest, ShowFrame
from app.ui.lane import Lane


def supersedes(newer: FrameRequest, older: FrameRequest) -> bool:
    """Of frames, only the newest is wanted; a clip that is asked for is opened."""
    del newer
    return isinstance(older, ShowFrame)


class FrameThread(Lane):
    """`submit(request)` and `replied(reply)` of `frame_requests`. Failures arrive as `requests.Failed`."""

    def __init__(
        self, open_reader: OpenReader, host: Callable[[], PluginHost], parent: QObject | None = None
    ) -> None:
        super().__init__("frames", lambda: FrameMaker(open_reader, host()).handle, supersedes, parent)
