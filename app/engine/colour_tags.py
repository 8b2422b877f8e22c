"""Colour descriptions: ffmpeg's numbers (ITU-T H.273) and names, and what an untagged clip is taken to be."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from app.document.media import ColourTags

PRIMARIES: Final = {
    1: "bt709", 4: "bt470m", 5: "bt470bg", 6: "smpte170m", 7: "smpte240m", 8: "film", 9: "bt2020",
    10: "smpte428", 11: "smpte431", 12: "smpte432", 22: "jedec-p22",
}  # fmt: skip
TRANSFERS: Final = {
    1: "bt709", 4: "bt470m", 5: "bt470bg", 6: "smpte170m", 7: "smpte240m", 8: "linear", 9: "log100",
    10: "log316", 11: "iec61966-2-4", 12: "bt1361e", 13: "iec61966-2-1", 14: "bt2020-10", 15: "bt2020-12",
    16: "smpte2084", 17: "smpte428", 18: "arib-std-b67",
}  # fmt: skip
MATRICES: Final = {
    0: "gbr", 1: "bt709", 4: "fcc", 5: "bt470bg", 6: "smpte170m", 7: "smpte240m", 8: "ycgco",
    9: "bt2020nc", 10: "bt2020c",
}  # fmt: skip
RANGES: Final = {1: "tv", 2: "pc"}

# libswscale knows matrices by its own five numbers; a constant-luminance source is read as the other kind.
_SWSCALE: Final = {
    "bt709": 1, "fcc": 4, "bt470bg": 5, "smpte170m": 5, "smpte240m": 7, "bt2020nc": 9, "bt2020c": 9,
}  # fmt: skip


def tags(primaries: int, transfer: int, matrix: int, range_: int) -> ColourTags:
    """Numbers as a decoder says them; unknown ones become empty."""
    return ColourTags(
        PRIMARIES.get(primaries, ""),
        TRANSFERS.get(transfer, ""),
        MATRICES.get(matrix, ""),
        RANGES.get(range_, ""),
    )


def complete(known: ColourTags, width: int, height: int) -> ColourTags:
    """Every tag filled in: BT.709 from 720 lines or 1280 columns on, else BT.601 of that line count.

    The matrix of an RGB source ("gbr") becomes the one its YCbCr form would have.
    """
    matrix = known.matrix if known.matrix in _SWSCALE else _usual_matrix(width, height)
    standard = {"bt2020nc": "bt2020", "bt2020c": "bt2020", "fcc": "bt470m"}.get(matrix, matrix)
    transfer = "bt709" if standard == "bt709" else "bt2020-10" if standard == "bt2020" else "smpte170m"
    return replace(
        known,
        matrix=matrix,
        primaries=known.primaries or standard,
        transfer=known.transfer or transfer,
        range=known.range or "tv",
    )


def swscale_matrix(matrix: str) -> int:
    """The number libswscale has for a YCbCr matrix that `complete` filled in."""
    return _SWSCALE[matrix]


def _usual_matrix(width: int, height: int) -> str:
    if height >= 720 or width >= 1280:
        return "bt709"
    return "bt470bg" if height in (288, 576) else "smpte170m"
