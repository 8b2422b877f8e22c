"""The tracker's answer for one object on one frame, as it is kept."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sample:
    """The tracker's answer on one frame, small enough to keep for every frame of a long clip.

    `logits` is zlib of (height, width) uint8: byte b stands for the logit (b - 128) / 8, so that
    [-16, 15.9] is covered in steps of 1/8 and 0 (the mask's edge) is exact. The grid covers the
    whole source frame, whatever its aspect. `pointer` is the object pointer as float16 bytes.
    """

    height: int
    width: int
    logits: bytes
    presence: float  # object score as a logit: > 0 means that the object is there
    iou: float  # the model's own estimate, [0, 1]
    pointer: bytes
    model: str  # which model answered
    prompted: bool = False  # the answer to prompts on this very frame
    agreement: float | None = None  # IoU of what both ends of a stretch gave here; None where one end did
    steadiness: float | None = None  # IoU with the neighbour's mask moved along the flow; None where unknown
