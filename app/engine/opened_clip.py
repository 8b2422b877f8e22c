"""The clip that is looked at: its reader, cache and proxy, and the thread that decodes ahead."""

from __future__ import annotations

from app.document.media import Media
from app.engine.footage import Footage
from app.engine.frame_cache import FrameCache
from app.engine.media_reader import MediaReader
from app.engine.prefetch import Prefetcher
from app.engine.proxy import open_proxy, wants_proxy
from app.engine.source_values import SourceValues
from app.engine.video_pixels import Pixels, Rgb8

CACHE_BYTES = 768 * 2**20
PROXY_CACHE_BYTES = 128 * 2**20
_BEHIND = 0.5  # of what is decoded ahead while the playhead rests, how much is behind it


class OpenedClip:
    """Owned by one thread, but for the frames that are decoded ahead."""

    def __init__(self, reader: MediaReader, cache_bytes: int = CACHE_BYTES) -> None:
        self.media: Media = reader.media
        self.starts_s = reader.seconds(0)  # by the file's own clock
        self._cache_bytes = cache_bytes
        self._cache = FrameCache(reader, cache_bytes)
        self.footage = Footage(self._cache.rgb8, reader.media.frames)
        self._prefetcher = Prefetcher(self._cache)
        self._proxy: FrameCache | None = None
        self.find_proxy()

    def close(self) -> None:
        self._prefetcher.stop()
        self._cache.close()
        if self._proxy is not None:
            self._proxy.close()

    @property
    def wants_proxy(self) -> bool:
        """Whether it would be quicker with one, and has none."""
        return self._proxy is None and self._may_have_proxy

    def find_proxy(self) -> None:
        """Use a proxy where one was made."""
        if self._proxy is None and self._may_have_proxy:
            reader = open_proxy(self.media)
            if reader is not None:
                self._proxy = FrameCache(reader, PROXY_CACHE_BYTES)

    @property
    def _may_have_proxy(self) -> bool:
        """A proxy has 8 bits: too few for log or linear pixels."""
        return not self.media.input_space and wants_proxy(self.media, self._cache_bytes)

    @property
    def cached(self) -> frozenset[int]:
        """Frames that are shown without decoding."""
        return self._cache.frames

    @property
    def is_decoding_ahead(self) -> bool:
        return self._prefetcher.is_busy

    def decode_ahead(self, frame: int, count: int, *, draft: bool) -> None:
        """Fill the cache on another thread: `count` frames on (negative: back), and some behind.

        Drafts of a clip with a proxy come from that, so nothing is decoded for them.
        """
        most = self._cache.capacity // 3
        count = 0 if draft and self._proxy is not None else max(-most, min(most, count))
        step = 1 if count >= 0 else -1
        ahead = [frame + step * i for i in range(1, abs(count) + 1)]
        behind = [frame - step * i for i in range(1, int(abs(count) * _BEHIND) + 1)]
        wanted = [f for f in (*ahead, *behind) if f in self.media.frames]
        self._prefetcher.aim(wanted)

    def source(self, frame: int, *, draft: bool) -> ClipFrame:
        """A frame; of a draft, the proxy's where the frame itself would have to be decoded."""
        if draft and self._proxy is not None and self._cache.cached(frame) is None:
            return ClipFrame(self._cache, self.footage, frame, self._proxy)
        return ClipFrame(self._cache, self.footage, frame)


class ClipFrame:
    """A frame of the clip, decoded when it is asked for."""

    def __init__(
        self, cache: FrameCache, footage: Footage, frame: int, proxy: FrameCache | None = None
    ) -> None:
        self.footage = footage
        self._media = cache.media
        self._cache = cache
        self._frame = frame
        self._proxy = proxy
        self._used_proxy = False

    @property
    def used_proxy(self) -> bool:
        """Whether what was read was the proxy's."""
        return self._used_proxy

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of `rgb8`, known without decoding."""
        media = self._media if self._proxy is None else self._proxy.media
        return media.height, media.width

    def rgb8(self) -> Rgb8:
        """As shown: (h, w, 3), of a proxy fewer pixels than the source has."""
        self._used_proxy = self._proxy is not None
        return (self._proxy or self._cache).rgb8(self._frame)

    def pixels(self) -> Pixels:
        """What effects work on, never a proxy: with its alpha where the source has one, else as shown."""
        as_read = self._media.has_alpha or self._media.input_space
        return self._cache.native(self._frame) if as_read else self._cache.rgb8(self._frame)

    def values(self) -> SourceValues:
        """The numbers that the file has; decoded anew at every call."""
        return SourceValues(self._cache.native(self._frame), self._media)

    def deep(self) -> Pixels:
        """Of the source's own depth; a proxy has 8 bits, and so has what a view transform has gone over."""
        is_deep = (self._media.has_alpha or self._media.bit_depth > 8) and not self._media.input_space
        return self._cache.native(self._frame) if is_deep and self._proxy is None else self.rgb8()
