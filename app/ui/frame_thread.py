"""The pictures' lane: decodes and composites on a QThread of its own; only the newest frame is wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Slot

from app.engine.opened_clip import CACHE_BYTES
from app.engine.plugin_host import PluginHost
from app.ui.frame_maker import FrameMaker, OpenReader
from app.ui.frame_requests import ClipOpened, CloseClip, FrameRequest, OpenClip, ShowFrame
from app.ui.lane import Handler, Lane, Request
from app.ui.tracker_thread import next_request_id


def supersedes(newer: FrameRequest, older: FrameRequest) -> bool:
    """Of frames, only the newest is wanted; a clip that is asked for is opened."""
    del newer
    return isinstance(older, ShowFrame)


class FrameThread(Lane):
    """`submit(request)` and `replied(reply)` of `frame_requests`. Failures arrive as `requests.Failed`."""

    def __init__(
        self,
        open_reader: OpenReader,
        host: Callable[[], PluginHost],
        cache_bytes: Callable[[], int] = lambda: CACHE_BYTES,
        parent: QObject | None = None,
    ) -> None:
        self._make = lambda: FrameMaker(open_reader, host, cache_bytes)
        self._maker: FrameMaker | None = None
        self._clip: OpenClip | None = None  # what is open
        super().__init__("frames", self._make_handler, supersedes, parent)
        self.replied.connect(self._remember)

    def submit(self, request: Request) -> None:
        if isinstance(request, CloseClip):
            self._clip = None
        super().submit(request)

    def begin_anew(self) -> None:
        """The clip that was open is opened again."""
        super().begin_anew()
        if self._clip is not None:
            super().submit(replace(self._clip, id=next_request_id()))

    @Slot(object)
    def _remember(self, reply: object) -> None:
        if isinstance(reply, ClipOpened):
            self._clip = OpenClip(reply.request_id, reply.media.path)

    def stop(self) -> None:
        super().stop()
        if self._maker is not None:
            self._maker.close()

    def _make_handler(self) -> Handler:
        self._maker = self._make()
        return self._maker.handle
