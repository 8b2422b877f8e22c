"""Sound with playback: heard while the clip is played forward at its own speed; gives playback its time."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from app.document.media import Media
from app.engine.sound import SoundPlayer


class PlaybackSound(QObject):
    """Follows a `Playback`. Its `clock` is what the playback is to be timed by."""

    def __init__(self, player: SoundPlayer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._media: Media | None = None
        self._starts_s = 0.0

    def clock(self) -> float:
        """Seconds; only differences mean anything."""
        return self._player.clock()

    def set_clip(self, media: Media, starts_s: float) -> None:
        """`starts_s`: when its first frame is shown, by the file's own clock."""
        self._player.stop()
        self._media, self._starts_s = media, starts_s

    def set_muted(self, *, on: bool) -> None:
        self._player.volume = 0.0 if on else 1.0

    @Slot(int, int)
    def start(self, frame: int, speed: int) -> None:
        """Playing starts at this frame."""
        media = self._media
        if speed == 1 and media is not None and media.has_audio:
            self._player.play(media.path, self._starts_s + media.rate.seconds(frame))
        else:
            self._player.stop()

    @Slot(int)
    def follow_speed(self, speed: int) -> None:
        if speed == 0:
            self._player.stop()

    def close(self) -> None:
        self._player.close()
