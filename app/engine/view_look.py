"""How the viewer shows a frame: which picture, against which other one, how bright. Never saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ViewMode = Literal["source", "overlay", "outline", "matte", "cutout", "result"]
Compare = Literal["none", "wipe", "difference"]
Channel = Literal["rgb", "red", "green", "blue", "alpha", "luma"]

MODES: tuple[ViewMode, ...] = ("overlay", "result", "matte", "cutout", "outline", "source")
CHANNELS: tuple[Channel, ...] = ("rgb", "red", "green", "blue", "alpha", "luma")
MAX_ONION = 5  # neighbours each way; more lines than that say nothing
MAX_EXPOSURE = 8.0  # stops, both ways
GAMMAS = (0.2, 5.0)


@dataclass(frozen=True)
class Look:
    """What is looked at. Exposure, gamma and channel are the viewer's alone: no export knows of them.

    `exposure` is in stops of light. As the working space is display-encoded, a stop multiplies the encoded
    values by 2^(1/2.2). `gamma` is the power of the viewer over that: 1.0 changes nothing.
    """

    mode: ViewMode = "overlay"
    compare: Compare = "none"
    against: ViewMode = "source"  # the other side of a wipe or a difference
    onion: int = 0  # lines of that many frames before and after
    exposure: float = 0.0
    gamma: float = 1.0
    channel: Channel = "rgb"

    @property
    def is_graded(self) -> bool:
        """Whether brightness or channel differ from the picture's own."""
        return (self.exposure, self.gamma, self.channel) != (0.0, 1.0, "rgb")

    @property
    def modes(self) -> tuple[ViewMode, ...]:
        """The pictures that are needed: one, or two to compare."""
        return (self.mode,) if self.compare == "none" else (self.mode, self.against)

    @property
    def has_overlays(self) -> bool:
        """Whether masks lie over the picture."""
        return self.mode in ("overlay", "outline") and self.compare != "difference"


PLAIN = Look()
