"""What a memory policy may decide, and the past it decides by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sam2core.memory_bank import MemoryBank, Remembered
from sam2core.model.sam2 import Masks

if TYPE_CHECKING:
    from sam2core.object_tracker import Memory


@dataclass(frozen=True)
class Past:
    """One object's past as one frame sees it, in the direction of tracking."""

    frame: int
    backward: bool
    bank: MemoryBank[Memory]
    answers: Mapping[int, Masks]  # of the recent tracked frames, those too that are not remembered

    def answer(self, steps: int) -> Masks | None:
        """The answer `steps` frames ago, given or tracked."""
        frame = self.frame + steps if self.backward else self.frame - steps
        memory = self.bank.prompted.get(frame)
        return memory.masks if memory else self.answers.get(frame)


class MemoryPolicy:
    """The decisions of a tracked object; each policy changes the one that its paper is about.

    A policy has no state: all it knows is in the past that it is shown, so tracking can begin anywhere,
    in either direction, and go on from stored answers.
    """

    name: ClassVar[str]
    paths: ClassVar[int] = 1  # accounts of the object's way that are followed at once
    kept_frames: ClassVar[int] = 0  # to each side whose answers are kept though no next frame looks at them

    def scores(self, past: Past, masks: Masks) -> list[float]:
        """How good each candidate is as the answer; the highest is taken."""
        return masks.candidate_ious[0].tolist()

    def remembers(self, past: Past, masks: Masks) -> bool:
        """Whether a tracked answer becomes a memory: not where the object is not to be seen."""
        return float(masks.presence[0, 0]) > 0

    def resolves(self, past: Past, masks: Masks) -> bool:
        """Whether the memory belongs into the second bank."""
        return False

    def recall(self, past: Past, memories: int) -> list[Remembered[Memory]]:
        """What the frame looks back on, at most `memories - 1` tracked ones, oldest first."""
        return past.bank.recall(past.frame, backward=past.backward, memories=memories)
