"""Pictures and sound along the clip for the timeline, made on quiet lanes as they come into sight."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from app.document.media import Media
from app.engine.requests import Cancelled, Finished
from app.engine.thumbnails import thumbnails
from app.engine.waveform import BUCKETS_PER_FRAME, Peaks, WaveformPart, waveform
from app.ui.frame_maker import OpenReader
from app.ui.image_convert import rgb_image
from app.ui.lane import Lane, give_way
from app.ui.tracker_thread import next_request_id

_MOST_KEPT = 400  # thumbnails, of about 60 kB


@dataclass(frozen=True)
class MakeThumbnails:
    """Thumbnails of these frames, in this order."""

    id: int
    media: Media
    frames: tuple[int, ...]


@dataclass(frozen=True)
class ThumbnailMade:
    """None where the frame does not decode."""

    media: Media
    frame: int
    image: QImage | None


@dataclass(frozen=True)
class MakeWaveform:
    """The sound of the clip; `starts_s`: when its first frame is shown, by the file's own clock."""

    id: int
    media: Media
    starts_s: float


@dataclass(frozen=True)
class WaveformMade:
    request_id: int
    part: WaveformPart


class ClipStrip(QObject):
    """Whoever paints it says which frames are in sight; `changed` when more can be painted."""

    changed = Signal()

    def __init__(self, open_reader: OpenReader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_reader = open_reader
        self._on_hold = threading.Event()
        self._media: Media | None = None  # whose thumbnails are kept
        self._images: dict[int, QImage | None] = {}
        self._asked: tuple[int, ...] = ()
        self._sound_of: Path | None = None
        self._sound_request = 0
        self._peaks: Peaks = np.zeros((0, 2), np.int8)
        self._lanes = tuple(
            Lane(name, lambda: self._handle, lambda _newer, _older: True, self)
            for name in ("thumbnails", "waveform")
        )
        for lane in self._lanes:
            lane.replied.connect(self._take_reply)

    def set_clip(self, media: Media, starts_s: float) -> None:
        """Another clip is open; its sound is drawn from its first frame on."""
        self._sound_of = media.path
        self._peaks = np.zeros((media.frame_count * BUCKETS_PER_FRAME, 2), np.int8)
        self._lanes[1].cancel()
        if media.has_audio:
            self._sound_request = next_request_id()
            self._lanes[1].submit(MakeWaveform(self._sound_request, media, starts_s))

    def peaks(self, media: Media) -> Peaks | None:
        """What is known of the clip's sound, silence where nothing is yet; None where it has none."""
        known = media.has_audio and media.path == self._sound_of
        return self._peaks if known and len(self._peaks) == media.frame_count * BUCKETS_PER_FRAME else None

    def look_at(self, media: Media, frames: Sequence[int]) -> None:
        """These frames are in sight, the most wanted first; what was asked for before is not any more."""
        if media != self._media:
            self._media, self._asked = media, ()
            self._images.clear()
        missing = tuple(frame for frame in frames if frame not in self._images)
        if missing and not set(missing) <= set(self._asked):
            self._asked = missing
            self._forget_all_but(frames)
            self._lanes[0].submit(MakeThumbnails(next_request_id(), media, missing))

    def image(self, frame: int) -> QImage | None:
        return self._images.get(frame)

    def nearest(self, frames: Sequence[int]) -> list[QImage | None]:
        """For each frame the picture of the nearest one that there is."""
        known = sorted(frame for frame, image in self._images.items() if image is not None)
        return [self._images[_nearest(known, frame)] if known else None for frame in frames]

    def hold(self, *, on: bool) -> None:
        """Pause while something else needs the computer."""
        if on:
            self._on_hold.set()
        else:
            self._on_hold.clear()

    def close(self) -> None:
        for lane in self._lanes:
            lane.stop()

    def _forget_all_but(self, frames: Sequence[int]) -> None:
        for frame in list(self._images)[: max(0, len(self._images) + len(frames) - _MOST_KEPT)]:
            if frame not in frames:
                del self._images[frame]

    def _handle(self, request: MakeThumbnails | MakeWaveform, cancel: threading.Event) -> Iterator[object]:
        """In the lane's thread."""
        give_way()
        if isinstance(request, MakeWaveform):
            for part in waveform(request.media, request.starts_s, cancel):
                yield WaveformMade(request.id, part)
        else:
            yield from self._thumbnails(request, cancel)
        yield Cancelled(request.id) if cancel.is_set() else Finished(request.id)

    def _thumbnails(self, request: MakeThumbnails, cancel: threading.Event) -> Iterator[object]:
        made = thumbnails(
            request.media,
            request.frames,
            cancel,
            holds=self._on_hold.is_set,
            open_clip=self._open_reader,
        )
        for one in made:
            image = None if one.pixels is None else rgb_image(one.pixels)
            yield ThumbnailMade(request.media, one.frame, image)

    @Slot(object)
    def _take_reply(self, reply: object) -> None:
        """A failure leaves the strip as it is: whoever opened the clip has said what is wrong with it."""
        if isinstance(reply, ThumbnailMade) and reply.media == self._media:
            self._images[reply.frame] = reply.image
            self.changed.emit()
        elif isinstance(reply, WaveformMade) and reply.request_id == self._sound_request:
            first = reply.part.first
            self._peaks[first : first + len(reply.part.peaks)] = reply.part.peaks
            self.changed.emit()


def _nearest(known: Sequence[int], frame: int) -> int:
    place = bisect_left(known, frame)
    return min(known[max(0, place - 1) : place + 1], key=lambda other: abs(other - frame))
