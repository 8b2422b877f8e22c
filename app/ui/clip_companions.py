"""What goes along with the open clip: its sound, its strip on the timeline, its proxy where it is heavy."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from app.document.media import Media
from app.engine.sound import SoundPlayer
from app.ui.clip_strip import ClipStrip
from app.ui.frame_maker import OpenReader
from app.ui.frame_requests import ClipOpened, UseProxies
from app.ui.lane import Lane
from app.ui.playback import Playback
from app.ui.playback_sound import PlaybackSound
from app.ui.proxies import Proxies
from app.ui.timeline_view import TimelineView
from app.ui.tracker_thread import next_request_id


class ClipCompanions(QObject):
    """Hears of clips from the pictures' lane, and of playing and tracking from their owners."""

    def __init__(self, frames: Lane, open_reader: OpenReader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sound = PlaybackSound(SoundPlayer(), self)
        self.proxies = Proxies(open_reader, self)
        self.strip = ClipStrip(open_reader, self)
        self._frames = frames
        self._uses_proxies = True
        self._heavy: Media | None = None  # the open clip, where it wants a proxy
        self._is_playing = self._is_tracking = False
        frames.replied.connect(self._take_reply)
        self.proxies.made.connect(self._use_proxy)

    def follow(self, playback: Playback, timeline: TimelineView) -> None:
        timeline.set_strip(self.strip)
        playback.started.connect(self.sound.start)
        playback.speed_changed.connect(self.sound.follow_speed)
        playback.speed_changed.connect(self._set_speed)

    def use_proxies(self, *, on: bool) -> None:
        """Off: none is made, and every frame that is seen is the clip's own."""
        self._uses_proxies = on
        self._frames.submit(UseProxies(next_request_id(), on))
        if on:
            self._make_proxy()
        else:
            self.proxies.cancel()

    def set_tracking(self, *, running: bool) -> None:
        self._is_tracking = running
        self._hold()

    def close(self) -> None:
        self.sound.close()
        self.proxies.lane.stop()
        self.strip.close()

    @Slot(object)
    def _take_reply(self, reply: object) -> None:
        if isinstance(reply, ClipOpened):
            self.sound.set_clip(reply.media, reply.starts_s)
            self.strip.set_clip(reply.media, reply.starts_s)
            self._heavy = reply.media if reply.wants_proxy else None
            self.proxies.cancel()
            self._make_proxy()

    def _make_proxy(self) -> None:
        if self._heavy is not None and self._uses_proxies:
            self.proxies.make(self._heavy)

    @Slot()
    def _use_proxy(self) -> None:
        self._heavy = None
        self._frames.submit(UseProxies(next_request_id(), on=True))

    @Slot(int)
    def _set_speed(self, speed: int) -> None:
        self._is_playing = speed != 0
        self._hold()

    def _hold(self) -> None:
        is_busy = self._is_playing or self._is_tracking
        self.proxies.hold(on=is_busy)
        self.strip.hold(on=is_busy)
