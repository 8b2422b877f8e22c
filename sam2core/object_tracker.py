"""One object followed through a video: its prompts, its answers, its memories."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

import torch
from torch import Tensor

from sam2core.config import ModelConfig
from sam2core.memory_bank import MemoryBank, Remembered
from sam2core.model.sam2 import Masks, Recalled

# Tracked memories within this many frames of the present one are kept: pointers reach 15 frames back,
# and a correction may look at frames on both sides.
_KEPT_FRAMES = 32


@dataclass(frozen=True)
class Memory:
    """What is kept of a frame: the answer, and the spatial memory once it is made."""

    masks: Masks
    spatial: Tensor | None  # bfloat16 (1, memory_dim, G, G)


@dataclass
class ObjectTracker:
    """State of one object. `pending` are answers to prompts that are not in the bank yet."""

    bank: MemoryBank[Memory] = field(default_factory=lambda: MemoryBank[Memory]())
    points: dict[int, tuple[Tensor, Tensor]] = field(default_factory=dict)
    pending: dict[int, tuple[Masks, bool]] = field(default_factory=dict)  # masks, prompted (else corrected)
    visited: dict[int, bool] = field(default_factory=dict)  # frame -> tracked backward
    level: int | None = None  # the candidate that was chosen by hand: 0 is the smallest part

    def answer(self, frame: int) -> Masks | None:
        """The newest answer on a frame."""
        if frame in self.pending:
            return self.pending[frame][0]
        memory = self.bank.prompted.get(frame) or self.bank.tracked.get(frame)
        return memory.masks if memory else None

    def first_prompted(self) -> int | None:
        frames = [*self.bank.prompted, *(f for f, (_, prompted) in self.pending.items() if prompted)]
        return min(frames, default=None)

    def recall(self, frame: int, frames: int, config: ModelConfig, *, backward: bool) -> Recalled:
        """What `frame` of a video of `frames` frames may look back on."""
        span = min(frames, config.max_pointers)
        memories = self.bank.recall(frame, backward=backward, memories=config.memories)
        pointers = self.bank.recall_pointers(
            frame, backward=backward, reach=config.max_pointers, frames=frames
        )
        signed = config.version != "2.0"
        return Recalled(
            [(m.steps, m.memory.spatial) for m in memories if m.memory.spatial is not None],
            [(p.distance if signed else abs(p.distance), _pointer(p)) for p in pointers],
            span,
        )

    def remember(self, frame: int, memory: Memory, *, prompted: bool) -> None:
        if prompted:
            self.bank.prompted[frame] = memory
            self.bank.tracked.pop(frame, None)
        else:
            self.bank.tracked[frame] = memory
            self.bank.forget(frame, _KEPT_FRAMES)


def _pointer(remembered: Remembered[Memory]) -> Tensor:
    return remembered.memory.masks.pointer


def signature(recalled: Recalled) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Objects whose recollections have equal signatures can be tracked in one batch."""
    return tuple(s for s, _ in recalled.memories), tuple(d for d, _ in recalled.pointers)


def batch_recalled(parts: list[Recalled]) -> Recalled:
    """Stack recollections of equal signature along the batch."""
    first = parts[0]
    if len(parts) == 1:
        return first
    memories = [
        (steps, torch.cat([p.memories[i][1] for p in parts])) for i, (steps, _) in enumerate(first.memories)
    ]
    pointers = [
        (distance, torch.cat([p.pointers[i][1] for p in parts]))
        for i, (distance, _) in enumerate(first.pointers)
    ]
    return Recalled(memories, pointers, first.pointer_span)


def split_masks(masks: Masks) -> list[Masks]:
    """One value for each object of a batch."""
    parts = [getattr(masks, field.name).split(1) for field in fields(Masks)]
    return [Masks(*one) for one in zip(*parts, strict=True)]
