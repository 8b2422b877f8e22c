"""The tracker's answers as the document keeps them: small, exact at the mask's edge, at any size again."""

from __future__ import annotations

import math
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.document.masklet import Sample
from app.document.prompts import MaskPrompt
from app.errors import UserFacingError
from app.opencv import cv2

_STEPS_PER_LOGIT = 8  # see Sample: byte b stands for (b - 128) / 8
_ZERO = 128
_NO_PRESENCE = -32.0  # of an answer that is not a number: the object was not found


def encode_sample(
    logits: NDArray[np.floating[Any]],
    *,
    presence: float,
    iou: float,
    pointer: NDArray[np.floating[Any]],
    model: str,
    prompted: bool,
) -> Sample:
    """Pack an answer. `logits` (height, width) covers the whole frame; outside [-16, 15.9] they saturate."""
    height, width = logits.shape
    return Sample(
        height=height,
        width=width,
        logits=encode_logits(logits),
        presence=presence if math.isfinite(presence) else _NO_PRESENCE,
        iou=iou if math.isfinite(iou) else 0.0,
        pointer=pointer.astype("<f2").tobytes(),
        model=model,
        prompted=prompted,
    )


def encode_logits(logits: NDArray[np.floating[Any]]) -> bytes:
    """Logits (height, width) as `Sample.logits` keeps them."""
    steps = np.rint(np.nan_to_num(logits.astype(np.float32)) * _STEPS_PER_LOGIT) + _ZERO
    return zlib.compress(np.clip(steps, 0, 255).astype(np.uint8).tobytes())


def decode_logits(sample: Sample) -> NDArray[np.float32]:
    """The logits on the model's grid, float32 (height, width)."""
    raw = _inflate(sample.logits, sample.height * sample.width)
    logits = np.frombuffer(raw, np.uint8).astype(np.float32)
    logits -= _ZERO
    logits /= _STEPS_PER_LOGIT
    return logits.reshape(sample.height, sample.width)


def resize_logits(sample: Sample, height: int, width: int) -> NDArray[np.float32]:
    """The logits at another size, float32 (height, width), bilinear with pixel centres aligned."""
    grid = decode_logits(sample)
    if grid.shape == (height, width):
        return grid
    lib = cv2()
    resized: NDArray[np.float32] = lib.resize(grid, (width, height), interpolation=lib.INTER_LINEAR)
    return resized


def mask_logits(mask: NDArray[np.bool_]) -> NDArray[np.float32]:
    """A mask (height, width) as logits of certainty: 10 inside, -10 outside, as SAM 2 takes given masks."""
    return np.where(mask, np.float32(10), np.float32(-10))


def pack_mask(mask: NDArray[np.bool_]) -> MaskPrompt:
    """A bool mask (height, width) at source size as a prompt."""
    height, width = mask.shape
    return MaskPrompt(width, height, zlib.compress(np.packbits(mask, axis=1).tobytes()))


def unpack_mask(prompt: MaskPrompt) -> NDArray[np.bool_]:
    """The mask of a prompt, bool (height, width)."""
    row_bytes = -(-prompt.width // 8)
    raw = _inflate(prompt.packed, prompt.height * row_bytes)
    rows = np.frombuffer(raw, np.uint8).reshape(prompt.height, row_bytes)
    return np.unpackbits(rows, axis=1, count=prompt.width).astype(np.bool_)


def _inflate(packed: bytes, size: int) -> bytes:
    """Exactly `size` bytes; never more, so that a crafted project file cannot fill the memory."""
    try:
        raw = zlib.decompressobj().decompress(packed, size + 1)
    except zlib.error as error:
        raise _damaged() from error
    if len(raw) != size:
        raise _damaged()
    return raw


def _damaged() -> UserFacingError:
    return UserFacingError("A mask in this project is damaged.", "Track its masklet again.")
