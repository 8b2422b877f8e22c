"""Which frames a video file holds: frame number <-> time stamp, and where a decoder may begin.

Frame counts and rates in file headers are wrong for variable rates, edit lists, transport streams and cut
files, so the packets are read once, without decoding, and their time stamps are the truth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream

Stamps = NDArray[np.int64]  # in the stream's time base, ascending

_KEY_FLAG = 1  # AVINDEX_KEYFRAME
_DISCARD_FLAG = 2  # AVINDEX_DISCARD_FRAME: outside the edit list


@dataclass(frozen=True)
class FrameIndex:
    """Frame i is shown at `pts[i]`. Decoding may begin at `keys[k]` after a seek to `seeks[k]`."""

    pts: Stamps
    keys: Stamps
    seeks: Stamps

    def __len__(self) -> int:
        return len(self.pts)

    def number(self, pts: int) -> int | None:
        """The frame that is shown at this time stamp; None where it is no frame's."""
        frame = int(np.searchsorted(self.pts, pts))
        return frame if frame < len(self.pts) and self.pts[frame] == pts else None

    def key_of(self, frame: int) -> int:
        """Position in `keys` of the last key frame that is not after the frame; -1 where there is none."""
        return int(np.searchsorted(self.keys, self.pts[frame], side="right")) - 1

    def without_frames_before(self, pts: int) -> FrameIndex:
        """The index as it is when the first frame that decodes is the one of this time stamp."""
        return FrameIndex(self.pts[self.pts >= pts], self.keys, self.seeks)

    def of_stamps(self, pts: Iterable[int]) -> FrameIndex:
        """The index with these time stamps in place of its own; decoding begins where it did."""
        return FrameIndex(np.unique(np.fromiter(pts, np.int64)), self.keys, self.seeks)

    def without_frames_after(self, frame: int) -> FrameIndex:
        return FrameIndex(self.pts[: frame + 1], self.keys, self.seeks)


@dataclass(frozen=True)
class _Packet:
    pts: int
    dts: int
    is_key: bool


def build_index(container: InputContainer, stream: VideoStream, size_bytes: int) -> FrameIndex:
    """Read every packet of the stream once (or its header's table, where that says as much).

    Raises ValueError where packets have no time stamps, so that frames cannot be told apart.
    """
    packets = _from_header(container, stream, size_bytes) or list(_from_packets(container, stream))
    keys = sorted((p for p in packets if p.is_key), key=lambda p: p.pts)
    # A seek to before the key frame's own time stamp would go one group of pictures back in files that have
    # a table of key frames; streams without one are searched by decoding time.
    has_table = container.format.name.startswith(("mov", "matroska"))
    return FrameIndex(
        pts=np.unique(np.array([p.pts for p in packets], np.int64)),
        keys=np.array([p.pts for p in keys], np.int64),
        seeks=np.array([p.pts if has_table else min(p.pts, p.dts) for p in keys], np.int64),
    )


def _from_header(container: InputContainer, stream: VideoStream, size_bytes: int) -> list[_Packet]:
    """The frames of a QuickTime file of key frames alone, without reading its hundreds of gigabytes."""
    if not (container.format.name.startswith("mov") and stream.codec_context.codec.intra_only):
        return []
    entries = list(stream.index_entries)
    if not entries or len(entries) != stream.frames:
        return []
    return [
        _Packet(e.timestamp, e.timestamp, is_key=True)
        for e in entries
        if not e.flags & _DISCARD_FLAG and e.flags & _KEY_FLAG and e.pos + e.size <= size_bytes
    ]


def _from_packets(container: InputContainer, stream: VideoStream) -> Iterator[_Packet]:
    from av.error import FFmpegError

    unstamped = 0
    stamped = 0
    try:
        for packet in container.demux(stream):
            if packet.size == 0 or packet.is_discard:
                continue
            if packet.pts is None:
                unstamped += 1
                continue
            stamped += 1
            dts = packet.pts if packet.dts is None else packet.dts
            yield _Packet(packet.pts, dts, packet.is_keyframe)
    except FFmpegError:
        if not stamped:
            raise  # nothing at all; a file that is cut off keeps what came before the cut
    if unstamped > stamped:
        raise ValueError("its frames have no time stamps")
