"""The proof's other half: the pictures that were exported are the source frames of these numbers."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.document.timing import FrameRange
from app.engine.export.proof import ProofError
from app.engine.export.signature import digest
from app.engine.media_errors import FrameError
from app.engine.media_reader import open_media
from app.engine.video_reader import VideoReader

_SPOTS = 3
_NEAR = 24  # frames that are decoded to look at the last one


@dataclass(frozen=True)
class Spot:
    """A source frame as it was exported: when it is shown by the file's own clock, and its pixels' digest."""

    seconds: float
    digest: bytes


@dataclass
class SourceWitness:
    """Remembers a few of the frames while they are exported, and reads them anew afterwards."""

    path: Path
    wanted: frozenset[int]
    spots: dict[int, Spot] = field(default_factory=dict)

    def wants(self, frame: int) -> bool:
        return frame in self.wanted

    def see(self, frame: int, seconds: float, pixels: NDArray[Any]) -> None:
        self.spots[frame] = Spot(seconds, digest(pixels))

    def prove(self, cancel: threading.Event, *, planes: bool = False) -> Mapping[int, Spot]:
        """Each spot by a seek of its own, from the last to the first, by a reader that has read nothing else.

        `planes`: what was seen were the decoder's own values. Raises ProofError where it finds another
        picture or another time.
        """
        with open_media(self.path) as reader:
            read = reader.planes if planes and isinstance(reader, VideoReader) else reader.read
            for frame in sorted(self.spots, reverse=True):
                if cancel.is_set():
                    break
                try:
                    again = Spot(reader.seconds(frame), digest(read(frame)))
                except FrameError as error:
                    raise ProofError(str(error)) from None
                if again != self.spots[frame]:
                    raise ProofError(
                        f"Nothing was written: frame {frame} of {self.path.name} is another picture "
                        "when it is read again."
                    )
        return self.spots


def spots_of(frames: FrameRange, starts: Sequence[int]) -> frozenset[int]:
    """The first frame, and some soon after key frames, where a seek is cheap; the last where it is near one.

    Long groups of pictures would be decoded again and again otherwise.
    """
    inside = [s + 1 for s in starts if s + 1 in frames]
    places = {round(v) for v in np.linspace(0, len(inside) - 1, _SPOTS)} if inside else set[int]()
    spots = {frames.first, *(inside[p] for p in places)}
    nearest = max((s for s in starts if s <= frames.last), default=0)
    return frozenset(spots | ({frames.last} if frames.last - nearest <= _NEAR else set()))
