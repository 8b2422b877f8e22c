"""The memories of SAM 2 (arXiv:2408.00714, section 4): the prompted frames and the last few."""

from __future__ import annotations

from sam2core.model.sam2 import Masks
from sam2core.policies.base import MemoryPolicy, Past


class Recent(MemoryPolicy):
    """The frames just before, as in SAM 2, without those where the object was not to be seen."""

    name = "recent"


class Classic(MemoryPolicy):
    """SAM 2 to the letter: also frames without the object are remembered.

    The public predictor forgets nothing, so a frame that was tracked long ago is corrected, and tracked on
    from, in the light of those around it. Here that holds for so many frames; each costs a mask, 0.26 MB.
    """

    name = "classic"
    kept_frames = 256

    def remembers(self, past: Past, masks: Masks) -> bool:
        return True
