"""The proof's other half: the pictures that were exported are the source frames of these numbers."""

from __future__ import annotations

import threading
from collections.abc import Mapping
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

_SPOTS = 5


@dataclass(frozen=True)
class Spot:
    """A source frame as it was exported: when it is shown by the file's own clock, and its pixels' digest."""

    seconds: float
    digest: bytes


@dataclass
class SourceWitness:
    """Remembers a few of the frames while they are exported, and reads them anew afterwards."""

    path: Path
    frames: FrameRange
    spots: dict[int, Spot] = field(default_factory=dict)

    def wants(self, frame: int) -> bool:
        return frame in spots_of(self.frames)

    def see(self, frame: int, seconds: float, pixels: NDArray[Any]) -> None:
        self.spots[frame] = Spot(seconds, digest(pixels))

    def prove(self, cancel: threading.Event) -> Mapping[int, Spot]:
        """Each spot by a seek of its own, from the last to the first, by a reader that has read nothing else.

        Raises ProofError where it finds another picture or another time.
        """
        with open_media(self.path) as reader:
            for frame in sorted(self.spots, reverse=True):
                if cancel.is_set():
                    break
                try:
                    again = Spot(reader.seconds(frame), digest(reader.read(frame)))
                except FrameError as error:
                    raise ProofError(str(error)) from None
                if again != self.spots[frame]:
                    raise ProofError(
                        f"Nothing was written: frame {frame} of {self.path.name} is another picture "
                        "when it is read again."
                    )
        return self.spots


def spots_of(frames: FrameRange) -> frozenset[int]:
    """First, last and some between."""
    return frozenset(int(v) for v in np.linspace(frames.first, frames.last, _SPOTS).round())
