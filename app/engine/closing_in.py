"""How a click on a small object in a large frame finds the object: by looking closer, window by window.

In the whole frame a model sees so little of it that its mask often spills over half of the background.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.document.prompts import Box, Click, FramePrompts
from app.engine.session import Answer, ObjectSession
from app.opencv import cv2

_SURER = 0.1  # estimated IoU that a closer look must gain, before a large answer is taken for a spilled one
_LOOKS = 4  # at most: each encodes a picture
_CLOSER = 1.3  # times smaller than it was looked for an object must be, to be looked at again
_FIRST_LOOK = 1 / 9  # of the frame's sides, about the clicks: the window is about four times as large


def close_in(
    window: ObjectSession,
    frame: int,
    masklet_id: int,
    prompts: FramePrompts,
    whole: Answer,
    size: tuple[int, int],
) -> Box | None:
    """The box of what the positive clicks mean, in source pixels; None where it is not to be seen.

    `whole` is the answer to the prompts in the whole frame of `size` (height, width). A large object stays
    as it was answered there. What `window` knew of other frames is forgotten.
    """
    clicks = [c for c in prompts.clicks if c.positive]
    found = _clicked_box(whole, clicks, size) if whole.presence > 0 else None
    if found is None:
        return None
    spilled = not window.is_worth_it(found)
    look, sure = (_around(clicks, size) if spilled else found), whole.iou + _SURER if spilled else 0.0
    for _ in range(_LOOKS):
        window.aim(frame, look)
        answer = window.prompt(frame, masklet_id, prompts)
        shown = window.shown(frame)
        window.forget(masklet_id)
        box = _clicked_box(answer, clicks, size) if answer.presence > 0 else None
        if box is None or answer.iou < sure or _is_cut(box, shown, size) or not window.is_worth_it(box):
            return found
        found, sure = box, 0.0
        if _longest(box) * _CLOSER > _longest(look):
            return found
        look = box
    return found


def _around(clicks: Sequence[Click], size: tuple[int, int]) -> Box:
    """A box for a first look that has all clicks in it."""
    down, across = size[0] * _FIRST_LOOK / 2, size[1] * _FIRST_LOOK / 2
    xs, ys = [c.x for c in clicks], [c.y for c in clicks]
    return Box(min(xs) - across, min(ys) - down, max(xs) + across, max(ys) + down)


def _clicked_box(answer: Answer, clicks: Sequence[Click], size: tuple[int, int]) -> Box | None:
    """Of the mask's parts that lie under clicks, or else of all of them."""
    mask = answer.logits > 0
    down, across = size[0] / mask.shape[0], size[1] / mask.shape[1]
    _, parts = cv2().connectedComponents(mask.astype(np.uint8))
    last_row, last_column = mask.shape[0] - 1, mask.shape[1] - 1
    under = {
        int(parts[min(max(int(c.y / down), 0), last_row), min(max(int(c.x / across), 0), last_column)])
        for c in clicks
    }
    return mask_box(np.isin(parts, list(under - {0})) if under - {0} else mask, size)


def mask_box(mask: NDArray[np.bool_], size: tuple[int, int]) -> Box | None:
    """In source pixels; the mask covers the frame of `size` (height, width) and has any size."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return None
    down, across = size[0] / mask.shape[0], size[1] / mask.shape[1]
    return Box(
        float(columns[0] * across),
        float(rows[0] * down),
        float((columns[-1] + 1) * across),
        float((rows[-1] + 1) * down),
    )


def _is_cut(box: Box, shown: Box, size: tuple[int, int]) -> bool:
    """Whether the box reaches a border of what was shown that is not the frame's own."""
    edge_x, edge_y = (shown.x1 - shown.x0) / 100, (shown.y1 - shown.y0) / 100
    return (
        (box.x0 < shown.x0 + edge_x and shown.x0 > edge_x)
        or (box.y0 < shown.y0 + edge_y and shown.y0 > edge_y)
        or (box.x1 > shown.x1 - edge_x and shown.x1 < size[1] - edge_x)
        or (box.y1 > shown.y1 - edge_y and shown.y1 < size[0] - edge_y)
    )


def _longest(box: Box) -> float:
    return max(box.x1 - box.x0, box.y1 - box.y0)
