"""Makes what the viewer shows: decodes, composites, prepares the masks. Knows no widget."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from app.document.media import Media
from app.document.sample import Sample
from app.engine.effect_stack import EffectError
from app.engine.media_reader import MediaReader
from app.engine.opened_clip import CACHE_BYTES, OpenedClip
from app.engine.plugin_host import PluginHost
from app.engine.requests import Cancelled, Finished
from app.engine.video_pixels import Rgb8
from app.engine.view_picture import lit_thumbnail, must_prepare, thumbnail, view_pictures
from app.engine.view_transform import viewed
from app.ui.frame_requests import (
    ClipOpened,
    CloseClip,
    EffectFailed,
    FrameRequest,
    FramesCached,
    FrameShown,
    OpenClip,
    Preparing,
    ShowFrame,
    UseProxies,
)
from app.ui.image_convert import rgb_image
from app.ui.overlay_maker import OverlayMaker, preview_overlay
from app.ui.picture import Picture

_CACHE_TOLD_EVERY_S = 0.25

OpenReader = Callable[[Path], MediaReader]


class FrameMaker:
    """Owns the reader and its cache. Lives on one thread."""

    def __init__(
        self,
        open_reader: OpenReader,
        host: Callable[[], PluginHost],
        cache_bytes: Callable[[], int] = lambda: CACHE_BYTES,
    ) -> None:
        self._open_reader = open_reader
        self._host = host
        self._cache_bytes = cache_bytes
        self._clip: OpenedClip | None = None
        self._overlays = OverlayMaker()
        self._uses_proxies = True

    def handle(self, request: FrameRequest, cancel: threading.Event) -> Iterator[object]:
        """The replies to a request; the last one is Finished or Cancelled."""
        match request:
            case OpenClip():
                clip = self._open(request.path)
                yield ClipOpened(request.id, clip.media, clip.starts_s, clip.wants_proxy)
            case CloseClip():
                self._close()
            case UseProxies():
                self._uses_proxies = request.on
                if self._clip is not None:
                    self._clip.find_proxy()
            case ShowFrame():
                yield from self._show(request, cancel)
        yield Cancelled(request.id) if cancel.is_set() else Finished(request.id)

    def close(self) -> None:
        """Let go of the clip and end its threads."""
        self._close()

    def _open(self, path: Path, input_space: str = "") -> OpenedClip:
        reader = viewed(self._open_reader(path), input_space)
        self._close()
        self._clip = OpenedClip(reader, self._cache_bytes())
        return self._clip

    def _close(self) -> None:
        if self._clip is not None:
            self._clip.close()
        self._clip = None
        self._overlays.clear()

    def _show(self, request: ShowFrame, cancel: threading.Event) -> Iterator[object]:
        clip, media = self._clip, request.project.media
        if clip is None or media is None or media.path != clip.media.path:
            return  # asked for while another clip was being opened
        if media.input_space != clip.media.input_space:
            clip = self._open(media.path, media.input_space)
        if must_prepare(request.project, request.frame, request.look):
            yield Preparing(request.id)
        try:
            yield self._shown(clip, request)
        except EffectError as error:
            yield EffectFailed(request.id, str(error), error.hint, error.effect_id, error.faulty)
            return
        clip.decode_ahead(request.frame, request.ahead, draft=request.draft and self._uses_proxies)
        while clip.is_decoding_ahead and not cancel.wait(_CACHE_TOLD_EVERY_S):
            yield FramesCached(request.id, clip.cached)
        yield FramesCached(request.id, clip.cached)

    def _shown(self, clip: OpenedClip, request: ShowFrame) -> FrameShown:
        source = clip.source(request.frame, draft=request.draft and self._uses_proxies)
        made = view_pictures(request.project, request.frame, request.look, source, self._host(), request.size)
        pictures = [_picture(pixels, clip.media, request.size) for pixels in made]
        overlays = tuple(self._overlays.overlays(request.project, request.frame, request.look))
        thumbnails: tuple[QImage, ...] = ()
        if request.preview is not None:
            if request.preview.sample is not None:
                overlays = (*overlays, preview_overlay(request.preview.sample, clip.media))
            thumbnails = _thumbnails(source.rgb8(), request.preview.candidates)
        wants_values = request.values and clip.media.bit_depth > 8
        values = source.values() if wants_values and not request.draft else None
        other = pictures[1] if len(pictures) > 1 else None
        return FrameShown(
            *(request.id, request.frame, request.look, pictures[0], other, overlays),
            draft=source.used_proxy or (wants_values and values is None),
            thumbnails=thumbnails,
            values=values,
        )


def _thumbnails(pixels: Rgb8, candidates: tuple[Sample, ...]) -> tuple[QImage, ...]:
    if not candidates:
        return ()
    small = thumbnail(pixels)
    return tuple(rgb_image(lit_thumbnail(small, sample)) for sample in candidates)


def _picture(pixels: NDArray[np.uint8], media: Media, size: tuple[int, int] | None) -> Picture:
    """Made ready to paint here, not while the window paints."""
    pixels.setflags(write=False)
    picture = Picture(pixels, (media.width, media.height))
    _ = picture.image if size is None else picture.scaled(QSize(*size))
    return picture
