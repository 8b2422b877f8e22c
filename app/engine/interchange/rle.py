"""COCO's run-length code of a mask, as SA-V has it too: column by column, zeros first, packed to text."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.errors import UserFacingError

_MOST_PIXELS = 1 << 28
Rle = dict[str, Any]  # {"size": [height, width], "counts": text or numbers}


def encoded(mask: NDArray[np.bool_]) -> Rle:
    """(height, width) as {"size", "counts": str}."""
    from pycocotools import mask as coco

    rle: Any = coco.encode(np.asfortranarray(mask.astype(np.uint8)))
    return {"size": [int(v) for v in rle["size"]], "counts": rle["counts"].decode("ascii")}


def decoded(rle: object) -> NDArray[np.bool_]:
    """Packed or plain counts. Raises UserFacingError for what is neither.

    By hand: the library's decoder writes past the mask's end where the counts of a damaged file say so.
    """
    try:
        height, width = (int(v) for v in rle["size"])  # type: ignore[index]
        counts = rle["counts"]  # type: ignore[index]
        runs = np.array(_unpacked(counts) if isinstance(counts, str) else counts, np.int64)
    except (KeyError, TypeError, ValueError, OverflowError):
        raise _damaged() from None
    fits = 1 <= height * width <= _MOST_PIXELS and runs.ndim == 1 and runs.min(initial=0) >= 0
    if not fits or int(runs.sum()) != height * width:
        raise _damaged()
    values = np.repeat(np.arange(len(runs)) % 2 == 1, runs)
    return np.ascontiguousarray(values.reshape(width, height).T)


def _damaged() -> UserFacingError:
    return UserFacingError(
        "A mask's run lengths are damaged.", "Write the file again with the program that made it."
    )


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


def area(rle: Rle) -> int:
    from pycocotools import mask as coco

    return int(coco.area({"size": rle["size"], "counts": rle["counts"].encode("ascii")}))


def box(rle: Rle) -> list[float]:
    """[x, y, width, height] in pixels."""
    from pycocotools import mask as coco

    return [float(v) for v in coco.toBbox({"size": rle["size"], "counts": rle["counts"].encode("ascii")})]
