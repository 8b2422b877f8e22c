"""Proxies of heavy clips, made in the background while nothing else needs the computer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from app.document.media import Media
from app.engine.proxy import ProxyProgress, make_proxy
from app.engine.requests import Cancelled, Failed, Finished
from app.ui.frame_maker import OpenReader
from app.ui.lane import Lane, give_way
from app.ui.tracker_thread import next_request_id
from app.ui.words import tr


@dataclass(frozen=True)
class MakeProxy:
    """Make the proxy of this clip."""

    id: int
    media: Media


class Proxies(QObject):
    """One proxy at a time; another clip takes the place of the one before."""

    progressed = Signal(str)  # "Proxy 43 %"; empty when there is nothing to tell
    made = Signal()
    failed = Signal(str, str)  # message, hint

    def __init__(self, open_reader: OpenReader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_reader = open_reader
        self._on_hold = threading.Event()
        self.lane = Lane("proxies", lambda: self._handle, lambda _newer, _older: True, self)
        self.lane.replied.connect(self._take_reply)

    def make(self, media: Media) -> None:
        self.lane.submit(MakeProxy(next_request_id(), media))

    def cancel(self) -> None:
        self.lane.cancel()

    def hold(self, *, on: bool) -> None:
        """Pause while something else needs the computer."""
        if on:
            self._on_hold.set()
        else:
            self._on_hold.clear()

    def _handle(self, request: MakeProxy, cancel: threading.Event) -> Iterator[object]:
        """In the lane's thread."""
        give_way()
        yield from make_proxy(request.media, cancel, holds=self._on_hold.is_set, open_clip=self._open_reader)
        yield Cancelled(request.id) if cancel.is_set() else Finished(request.id)

    @Slot(object)
    def _take_reply(self, reply: object) -> None:
        match reply:
            case ProxyProgress():
                self.progressed.emit(tr("Proxy {percent} %", percent=reply.done * 100 // reply.total))
            case Finished():
                self.progressed.emit("")
                self.made.emit()
            case Cancelled():
                self.progressed.emit("")
            case Failed():
                self.progressed.emit("")
                self.failed.emit(reply.message, reply.hint)
            case _:
                pass
