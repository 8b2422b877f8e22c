"""What can be asked of an export beside its format, checked against the table of formats."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from app.engine.export.formats import AlphaMode, Content, Depth, ExportFormat, Part
from app.errors import UserFacingError

Unhidden = Literal["refuse", "report"]  # "report": write them into a list beside the result
SoundMode = Literal["copy", "mix", "none"]
LOSSY_COMPRESSIONS: Final = frozenset({"dwaa", "dwab", "pxr24"})  # of EXR; PXR24 only for float
SMALLEST_SCALE: Final = 0.1
LARGEST_CORE_PX: Final = 500
PART_CONTENTS: Final[tuple[Content, ...]] = ("matte", "rgb-mattes")  # of which core or edge can be written
_TIMECODE = re.compile(r"\d\d:\d\d:\d\d[:;]\d\d")


@dataclass(frozen=True)
class ExportOptions:
    """None and "" mean what the format or the source has by itself."""

    content: Content | None = None
    depth: Depth | None = None
    alpha: AlphaMode | None = None
    compression: str = ""
    part: Part = "whole"  # of mattes; "both": two more layers for each masklet, in EXR
    core_px: float = 4.0  # how far inside the edge the core begins
    holdouts: tuple[int, ...] = ()  # masklets whose mattes are taken away from all others
    layers: bool = True  # EXR: one named layer for each masklet
    multipart: bool = False  # EXR: one part for each layer
    cryptomatte: bool = False  # EXR
    first_number: int | None = None  # of the first image; None: the source's own number
    padding: int | None = None  # digits of the images' numbers; None: as the source's
    handles: int = 0  # frames more at both ends, as far as the clip has them
    scale: float = 1.0
    sound: SoundMode = "copy"
    timecode: str = "source"  # of the first frame: "source", "none", or HH:MM:SS:FF
    timeline: str = ""  # beside the result, the clip and above it the export: ".otio", ".fcpxml" or ".edl"
    unhidden: Unhidden = "refuse"  # frames on which an object that must be hidden may be seen
    report: bool = False  # write the proof's report beside the result


def check_options(format_: ExportFormat, options: ExportOptions) -> None:
    """Raises UserFacingError where the format cannot do what is asked."""
    title = format_.title
    _check_choice(title, "content", options.content, format_.contents)
    _check_choice(title, "bit depth", options.depth, format_.depths)
    if options.alpha is not None:
        _check_choice(title, "alpha", options.alpha, format_.alphas)
    if options.compression:
        _check_choice(title, "compression", options.compression, format_.compressions)
    if not SMALLEST_SCALE <= options.scale <= 1:
        raise UserFacingError(
            f"The picture cannot be scaled by {options.scale:g}.", "Choose a scale between 0.1 and 1."
        )
    if (options.cryptomatte or options.multipart) and not format_.layers:
        raise UserFacingError(
            f"{title} has no layers.", "Choose the format exr for named layers and Cryptomatte."
        )
    _check_part(format_, options)
    if options.cryptomatte and options.compression in LOSSY_COMPRESSIONS:
        raise UserFacingError(
            f"Cryptomatte's identities do not survive {options.compression}.", "Choose zip, zips or piz."
        )
    if options.timecode not in ("source", "none") and not _TIMECODE.fullmatch(options.timecode):
        raise UserFacingError(f"“{options.timecode}” is no timecode.", "Write it as 01:00:00:00.")
    if options.timecode not in ("source", "none") and not format_.timecode:
        raise UserFacingError(f"{title} has no timecode track.", "Choose a QuickTime or MP4 format.")


def _check_part(format_: ExportFormat, options: ExportOptions) -> None:
    if options.part == "whole":
        return
    if options.core_px < 0 or options.core_px > LARGEST_CORE_PX:
        raise UserFacingError(
            f"A core cannot begin {options.core_px:g} pixels inside the edge.",
            f"Choose 0 to {LARGEST_CORE_PX}.",
        )
    if options.part == "both":
        if not (format_.layers and options.layers):
            raise UserFacingError(
                f"{format_.title} is written without layers for core and edge.",
                "Choose exr with layers, or one part: core or edge.",
            )
    elif (options.content or format_.content) not in PART_CONTENTS:
        raise UserFacingError(
            "Core and edge are parts of mattes.", f"Choose the content {' or '.join(PART_CONTENTS)}."
        )


def _check_choice(title: str, what: str, chosen: str | None, known: tuple[str, ...]) -> None:
    if chosen is None or chosen in known:
        return
    if not known:
        raise UserFacingError(f"{title} has no choice of {what}.", "Leave it out.")
    raise UserFacingError(
        f"{title} cannot be written with the {what} “{chosen}”.", f"It has: {', '.join(known)}."
    )
