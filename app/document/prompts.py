"""What the user said on a frame: clicks, a box, a mask. Coordinates are source pixels from the top left."""

from __future__ import annotations

from dataclasses import dataclass

from app.document.sample import Sample
from app.document.strokes import Strokes


@dataclass(frozen=True)
class Click:
    """A point on (positive) or off (negative) the object."""

    x: float
    y: float
    positive: bool = True


@dataclass(frozen=True)
class Box:
    """A rectangle around the object; x0 < x1 and y0 < y1."""

    x0: float
    y0: float
    x1: float
    y1: float

    def __post_init__(self) -> None:
        if not (self.x0 < self.x1 and self.y0 < self.y1):
            raise ValueError(f"not a box: {self.x0},{self.y0},{self.x1},{self.y1}")


@dataclass(frozen=True)
class MaskPrompt:
    """A binary mask at source size: `packed` is zlib of numpy.packbits over rows (C order)."""

    width: int
    height: int
    packed: bytes


@dataclass(frozen=True)
class FramePrompts:
    """All prompts of one masklet on one frame. A mask excludes clicks and box: the later kind wins.

    `strokes` are painted, one after the other, on what the other prompts give; where there are none, on the
    mask that they correct, or on nothing.

    Clicks on a frame that was tracked are corrections: `corrects` is the mask that they were put on, so
    that they change it instead of starting from nothing, also next week and after an undo.

    Where a click may mean several things, `level` is the one that was chosen by hand: 0 is the smallest part.
    """

    clicks: tuple[Click, ...] = ()
    box: Box | None = None
    mask: MaskPrompt | None = None
    corrects: Sample | None = None
    level: int | None = None  # None leaves it to the model
    strokes: Strokes = ()

    def __bool__(self) -> bool:
        return bool(self.clicks) or bool(self.strokes) or self.box is not None or self.mask is not None
