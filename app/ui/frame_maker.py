"""Makes what the viewer shows: decodes, composites, prepares the masks. Knows no widget."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.document.masklet import Masklet, Sample
from app.document.media import Media
from app.document.project import Project
from app.engine import compositor, matte
from app.engine.frame_cache import FrameCache
from app.engine.media_reader import MediaReader
from app.engine.plugin_host import PluginHost
from app.engine.requests import Cancelled, Finished
from app.ui.frame_requests import (
    ClipOpened,
    CloseClip,
    FrameRequest,
    FramesCached,
    FrameShown,
    OpenClip,
    ShowFrame,
)
from app.ui.image_convert import rgba8
from app.ui.overlay import Overlay

CACHE_BYTES = 768 * 2**20
MASK_SIDE_PX = 960  # of an overlay's longer side: as fine as it is looked at
_OVERLAYS_KEPT = 64
_OUTLINE_LIMIT_PX = (
    20_000  # the outline of a mask of nothing but specks says nothing, and holds up the window
)


OpenReader = Callable[[Path], MediaReader]


class FrameMaker:
    """Owns the reader and its cache. Lives on one thread."""

    def __init__(self, open_reader: OpenReader, host: PluginHost) -> None:
        self._open_reader = open_reader
        self._host = host
        self._clip: _Clip | None = None
        self._kept: OrderedDict[tuple[int, int], tuple[Sample, Overlay]] = OrderedDict()

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
        self._kept.clear()

    def _show(self, request: ShowFrame, cancel: threading.Event) -> Iterator[object]:
        clip, media = self._clip, request.project.media
        if clip is None or media is None or media.path != clip.reader.media.path:
            return  # asked for while another clip was being opened
        image, overlays = self._picture(clip, request)
        image.setflags(write=False)
        yield FrameShown(request.id, request.frame, request.mode, image, overlays)
        clip.decode_ahead(request.frame, request.ahead, cancel)
        yield FramesCached(request.id, clip.cache.frames)

    def _picture(self, clip: _Clip, request: ShowFrame) -> tuple[NDArray[np.uint8], tuple[Overlay, ...]]:
        project, frame = request.project, request.frame
        if request.mode == "source":
            return clip.cache.rgb8(frame), tuple(self._overlays(project, frame))
        height, width = clip.reader.media.height, clip.reader.media.width
        if request.mode == "matte":
            union = compositor.union_matte(project, frame, height, width)
            grey = (union * 255 + 0.5).astype(np.uint8)
            return np.repeat(grey[..., None], 3, axis=2), ()
        rendered = compositor.render(project, frame, clip.pixels(frame), self._host)
        return rgba8(rendered), ()

    def _overlays(self, project: Project, frame: int) -> Iterator[Overlay]:
        for masklet in project.masklets:
            sample = masklet.track.get(frame)
            if masklet.visible and sample is not None and project.media is not None:
                yield self._overlay(masklet, frame, sample, project.media)

    def _overlay(self, masklet: Masklet, frame: int, sample: Sample, media: Media) -> Overlay:
        """Kept while the answer is the same, and with it the picture that is costly to make."""
        key = masklet.id, frame
        kept = self._kept.pop(key, None)
        if kept is None or kept[0] is not sample or kept[1].colour != masklet.colour:
            kept = sample, _make_overlay(masklet, frame, media)
        self._kept[key] = kept
        while len(self._kept) > _OVERLAYS_KEPT:
            self._kept.popitem(last=False)
        return kept[1]


def _make_overlay(masklet: Masklet, frame: int, media: Media) -> Overlay:
    shrink = min(1.0, MASK_SIDE_PX / max(media.width, media.height))
    height, width = max(1, round(media.height * shrink)), max(1, round(media.width * shrink))
    soft = matte.frame_matte(masklet, frame, height, width)
    mask = (soft * 255 + 0.5).astype(np.uint8)
    mask.setflags(write=False)
    overlay = Overlay(masklet.id, masklet.colour, mask, outline=_edge_px(mask) < _OUTLINE_LIMIT_PX)
    _ = overlay.picture  # made here, not while the window paints
    return overlay


def _edge_px(mask: NDArray[np.uint8]) -> int:
    """How many pixels the mask's edge is long."""
    inside = mask > 127
    across, down = inside[:, 1:] ^ inside[:, :-1], inside[1:] ^ inside[:-1]
    return int(np.count_nonzero(across) + np.count_nonzero(down))


class _Clip:
    """An open reader with its cache."""

    def __init__(self, reader: MediaReader) -> None:
        self.reader = reader
        self.cache = FrameCache(reader, CACHE_BYTES)

    def pixels(self, frame: int) -> NDArray[Any]:
        """What effects work on: what an export reads where the source has alpha, else the frame as shown."""
        return self.reader.read(frame) if self.reader.media.has_alpha else self.cache.rgb8(frame)

    def decode_ahead(self, frame: int, count: int, cancel: threading.Event) -> None:
        """Decode up to `count` frames more. Stops as soon as something else is wanted."""
        step = 1 if count > 0 else -1
        for distance in range(1, abs(count) + 1):
            ahead = frame + step * distance
            if cancel.is_set() or ahead not in self.reader.media.frames:
                return
            self.cache.rgb8(ahead)
