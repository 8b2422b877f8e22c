"""What is known of a clip without decoding it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.document.timing import FrameRange, FrameRate


@dataclass(frozen=True)
class ColourTags:
    """Colour description of the source, as ffmpeg names it (`bt709`, `tv`, ...); empty where unknown."""

    primaries: str = ""
    transfer: str = ""
    matrix: str = ""
    range: str = ""


@dataclass(frozen=True)
class Media:
    """A video file or an image sequence, as shown: width and height are after rotation."""

    path: Path  # the file; for a sequence, its first image
    width: int
    height: int
    rate: FrameRate
    frame_count: int
    is_sequence: bool = False
    codec: str = ""
    pixel_format: str = ""
    bit_depth: int = 8
    has_alpha: bool = False
    has_audio: bool = False
    pixel_aspect: tuple[int, int] = (1, 1)  # width : height of one pixel
    rotation: int = 0  # degrees already applied to width, height and every frame read
    is_variable_rate: bool = False
    start_frame: int = 0  # number in the name of a sequence's first image
    timecode: str = ""  # of the first frame, as the source says
    colour: ColourTags = ColourTags()
    input_space: str = ""  # what log or linear pixels are in, by OpenColorIO's name; "": display-encoded
    fingerprint: str = ""  # of the content, to know a clip again that was moved or renamed; empty: unknown

    @property
    def frames(self) -> FrameRange:
        return FrameRange(0, self.frame_count - 1)
