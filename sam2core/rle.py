"""COCO's run-length code of a mask, as SA-1B and SA-V have it too: column by column, zeros first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from sam2core.errors import Sam2Error

_MOST_PIXELS = 1 << 28


class RleError(Sam2Error):
    """Run lengths that describe no mask."""

    def __init__(self) -> None:
        super().__init__("A mask's run lengths are damaged.")


def decode(rle: object) -> NDArray[np.bool_]:
    """{"size": [height, width], "counts": text or numbers} -> (height, width). Raises RleError.

    The widespread decoder in C writes past the mask's end where the counts of a damaged file say so.
    """
    try:
        parts = cast("Mapping[str, Any]", rle)
        height, width = (int(v) for v in parts["size"])
        counts = parts["counts"]
        runs = np.array(_unpacked(counts) if isinstance(counts, str) else counts, np.int64)
    except (KeyError, TypeError, ValueError, OverflowError):
        raise RleError from None
    fits = 1 <= height * width <= _MOST_PIXELS and runs.ndim == 1 and runs.min(initial=0) >= 0
    if not fits or int(runs.sum()) != height * width:
        raise RleError
    values = np.repeat(np.arange(len(runs)) % 2 == 1, runs)
    return np.ascontiguousarray(values.reshape(width, height).T)


def _unpacked(text: str) -> list[int]:
    """COCO's text: five bits a character, low ones first; the sixth bit says that more follow.

    From the fourth run on, it is the difference to the run before the last.
    """
    runs: list[int] = []
    value, shift = 0, 0
    for character in text:
        bits = ord(character) - 48
        if not 0 <= bits < 64 or shift > 60:
            raise ValueError("counts")
        value |= (bits & 31) << shift
        shift += 5
        if bits & 32:
            continue
        if bits & 16:
            value -= 1 << shift
        runs.append(value + (runs[-2] if len(runs) > 2 else 0))
        value, shift = 0, 0
    return runs
