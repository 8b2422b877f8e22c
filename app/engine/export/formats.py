"""What can be exported: names that scripts use, titles and descriptions that people read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

Content = Literal["cutout", "matte", "composite"]


@dataclass(frozen=True)
class ExportFormat:
    """A kind of file. `extension` is the one of the file, or of the images of a sequence."""

    name: str
    title: str
    extension: str
    is_sequence: bool
    content: Content  # cut-out with alpha, matte alone, or the finished picture without alpha
    description: str


_ALL: Final = (
    ExportFormat(
        "prores4444",
        "ProRes 4444 with alpha",
        ".mov",
        is_sequence=False,
        content="cutout",
        description="The cut-out with a 16-bit straight alpha channel and the clip's sound, for any editor.",
    ),
    ExportFormat(
        "png",
        "PNG sequence with alpha",
        ".png",
        is_sequence=True,
        content="cutout",
        description="A folder of images with straight alpha, numbered as the source's frames; "
        "16 bits where the source has more than 8.",
    ),
    ExportFormat(
        "matte-h264",
        "Matte, H.264",
        ".mp4",
        is_sequence=False,
        content="matte",
        description="The matte alone, white on black, in a small file for previews and luma keying.",
    ),
    ExportFormat(
        "matte-prores",
        "Matte, ProRes 422 HQ",
        ".mov",
        is_sequence=False,
        content="matte",
        description="The matte alone, white on black, in 10 bits, as a track matte for finishing.",
    ),
    ExportFormat(
        "h264",
        "Composite, H.264",
        ".mp4",
        is_sequence=False,
        content="composite",
        description="The finished picture with effects and sound, over black where it is cut out.",
    ),
)

FORMATS: Final[Mapping[str, ExportFormat]] = MappingProxyType({f.name: f for f in _ALL})
