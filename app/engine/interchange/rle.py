"""COCO's run-length code of a mask, as SA-V has it too: column by column, zeros first, packed to text."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.errors import UserFacingError

Rle = dict[str, Any]  # {"size": [height, width], "counts": text or numbers}


def encoded(mask: NDArray[np.bool_]) -> Rle:
    """(height, width) as {"size", "counts": str}."""
    from pycocotools import mask as coco

    rle: Any = coco.encode(np.asfortranarray(mask.astype(np.uint8)))
    return {"size": [int(v) for v in rle["size"]], "counts": rle["counts"].decode("ascii")}


def decoded(rle: object) -> NDArray[np.bool_]:
    """Packed or plain counts. Raises UserFacingError for what is neither."""
    from sam2core.rle import RleError, decode

    try:
        return decode(rle)
    except RleError as error:
        raise UserFacingError(str(error), "Write the file again with the program that made it.") from None


def area(rle: Rle) -> int:
    from pycocotools import mask as coco

    return int(coco.area({"size": rle["size"], "counts": rle["counts"].encode("ascii")}))


def box(rle: Rle) -> list[float]:
    """[x, y, width, height] in pixels."""
    from pycocotools import mask as coco

    return [float(v) for v in coco.toBbox({"size": rle["size"], "counts": rle["counts"].encode("ascii")})]
