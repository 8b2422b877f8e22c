"""Makes what the viewer shows: decodes, composites, prepares the masks. Knows no widget."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize

from app.document.media import Media
from app.engine.footage import Footage
from app.engine.frame_cache import FrameCache
from app.engine.media_reader import MediaReader
from app.engine.plugin_host import PluginHost
from app.engine.requests import Cancelled, Finished
from app.engine.video_pixels import Rgb8
from app.engine.view_picture import view_pictures
from app.ui.frame_requests import (
    ClipOpened,
    CloseClip,
    FrameRequest,
    FramesCached,
    FrameShown,
    OpenClip,
    ShowFrame,
)
from app.ui.overlay_maker import OverlayMaker
from app.ui.picture import Picture

CACHE_BYTES = 768 * 2**20

OpenReader = Callable[[Path], MediaReader]


class FrameMaker:
    """Owns the reader and its cache. Lives on one thread."""

    def __init__(self, open_reader: OpenReader, host: PluginHost) -> None:
        self._open_reader = open_reader
        self._host = host
        self._clip: _Clip | None = None
        self._overlays = OverlayMaker()

    def handle(self, request: FrameRequest, cancel: threading.Event) -> Iterator[object]:
        """The replies to a request; the last one is Finished or Cancelled."""
        match request:
            case OpenClip():
                yield ClipOpened(request.id, self._open(request.path).media)
            case CloseClip():
                self._close()
            case ShowFrame():
                yield from self._show(request, cancel)
        yield Cancelled(request.id) if cancel.is_set() else Finished(request.id)

    def _open(self, path: Path) -> MediaReader:
        reader = self._open_reader(path)
        self._close()
        self._clip = _Clip(reader)
        return reader

    def _close(self) -> None:
        if self._clip is not None:
            self._clip.reader.close()
        self._clip = None
        self._overlays.clear()

    def _show(self, request: ShowFrame, cancel: threading.Event) -> Iterator[object]:
        clip, media = self._clip, request.project.media
        if clip is None or media is None or media.path != clip.reader.media.path:
            return  # asked for while another clip was being opened
        yield self._shown(clip, request)
        clip.decode_ahead(request.frame, request.ahead, cancel)
        yield FramesCached(request.id, clip.cache.frames)

    def _shown(self, clip: _Clip, request: ShowFrame) -> FrameShown:
        source = _SourceFrame(clip, request.frame)
        made = view_pictures(request.project, request.frame, request.look, source, self._host)
        pictures = [_picture(pixels, clip.reader.media, request.size) for pixels in made]
        overlays = tuple(self._overlays.overlays(request.project, request.frame, request.look))
        other = pictures[1] if len(pictures) > 1 else None
        return FrameShown(request.id, request.frame, request.look, pictures[0], other, overlays)


def _picture(pixels: NDArray[np.uint8], media: Media, size: tuple[int, int] | None) -> Picture:
    """Made ready to paint here, not while the window paints."""
    pixels.setflags(write=False)
    picture = Picture(pixels, (media.width, media.height))
    _ = picture.image if size is None else picture.scaled(QSize(*size))
    return picture


@dataclass(frozen=True)
class _SourceFrame:
    """A frame of the clip, decoded when it is asked for."""

    clip: _Clip
    frame: int

    @property
    def footage(self) -> Footage:
        return self.clip.footage

    def rgb8(self) -> Rgb8:
        return self.clip.cache.rgb8(self.frame)

    def pixels(self) -> NDArray[Any]:
        """What an export reads where the source has alpha, else the frame as shown."""
        return self.deep() if self.clip.reader.media.has_alpha else self.rgb8()

    def deep(self) -> NDArray[Any]:
        media = self.clip.reader.media
        is_deep = media.has_alpha or media.bit_depth > 8
        return self.clip.reader.read(self.frame) if is_deep else self.rgb8()


class _Clip:
    """An open reader with its cache."""

    def __init__(self, reader: MediaReader) -> None:
        self.reader = reader
        self.cache = FrameCache(reader, CACHE_BYTES)
        self.footage = Footage(self.cache.rgb8, reader.media.frames)

    def decode_ahead(self, frame: int, count: int, cancel: threading.Event) -> None:
        """Decode up to `count` frames more. Stops as soon as something else is wanted."""
        step = 1 if count > 0 else -1
        for distance in range(1, abs(count) + 1):
            ahead = frame + step * distance
            if cancel.is_set() or ahead not in self.reader.media.frames:
                return
            self.cache.rgb8(ahead)
