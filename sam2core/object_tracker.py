"""One object followed through a video: its prompts, its answers, its memories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace

import torch
from torch import Tensor

from sam2core.candidates import at_level
from sam2core.config import ModelConfig
from sam2core.memory_bank import MemoryBank, Remembered
from sam2core.model.sam2 import Masks, Recalled
from sam2core.policies import MemoryPolicy, Past
from sam2core.regions import Mask, as_mask, mask_iou

# Tracked memories within this many frames of the present one are kept: pointers reach 15 frames back,
# and a correction may look at frames on both sides. Of answers that a policy keeps longer, the memory is
# made again where it is looked at.
_KEPT_FRAMES = 32
_KEPT_MEMORIES = 8  # stay however far away they are: what is recalled after a long occlusion
_LEVEL_BONUS = 0.1  # estimated IoU by which another candidate must be surer than the chosen level
_SAME_MASK = 0.7  # IoU above which two accounts agree on a frame


@dataclass(frozen=True)
class Memory:
    """What is kept of a frame: the answer, and the spatial memory once it is made."""

    masks: Masks
    spatial: Tensor | None  # bfloat16 (1, memory_dim, G, G)
    binary: bool = False  # made of the rounded mask, as for prompts

    def without_spatial(self) -> Memory:
        """What it can be made from again, and as little else as may be."""
        masks = self.masks
        slim = replace(
            masks,
            candidates=masks.low_res,
            candidate_ious=masks.iou[:, None],
            candidate_tokens=masks.candidate_tokens[:, :1].clone(),
        )
        return Memory(slim, None, self.binary)


@dataclass(eq=False)
class Path:
    """One account of an object's way: its recent answers, and what is remembered of them."""

    bank: MemoryBank[Memory]
    answers: dict[int, Masks] = field(default_factory=dict)  # of tracked frames
    score: float = 0.0
    unmade: set[int] = field(default_factory=set)  # frames whose memories are made when one is looked at

    def past(self, frame: int, *, backward: bool) -> Past:
        return Past(frame, backward, self.bank, self.answers)

    def forget(self, frame: int, keep: int) -> None:
        """Drop what no frame near `frame` looks back on; up to `keep` frames away, what can be made again."""
        for far in [f for f in self.answers if abs(f - frame) > keep]:
            del self.answers[far]
        self.bank.forget(frame, keep, least=_KEPT_MEMORIES)
        self.unmade &= self.bank.tracked.keys()
        if keep > _KEPT_FRAMES:
            for far, memory in self.bank.tracked.items():
                if memory.spatial is not None and abs(far - frame) > _KEPT_FRAMES:
                    slim = self.bank.tracked[far] = memory.without_spatial()
                    self.answers[far] = slim.masks
                    self.unmade.add(far)

    def branch(self, score: float) -> Path:
        """Another account that has been the same until now. Prompted memories are shared by all."""
        bank = MemoryBank(self.bank.prompted, dict(self.bank.tracked), dict(self.bank.resolving))
        return Path(bank, dict(self.answers), score, set(self.unmade))


@dataclass(frozen=True)
class Choice:
    """An answer that an account takes on a frame."""

    path: Path
    masks: Masks
    candidate: int
    score: float


def _one_path() -> list[Path]:
    return [Path(MemoryBank[Memory]())]


@dataclass
class ObjectTracker:
    """State of one object. `pending` are answers to prompts that are not in the bank yet."""

    policy: MemoryPolicy
    paths: list[Path] = field(default_factory=_one_path)  # the best account first
    points: dict[int, tuple[Tensor, Tensor]] = field(default_factory=dict)
    pending: dict[int, tuple[Masks, bool]] = field(default_factory=dict)  # masks, prompted (else corrected)
    visited: dict[int, bool] = field(default_factory=dict)  # frame -> tracked backward
    level: int | None = None  # the candidate that was chosen by hand: 0 is the smallest part

    @property
    def bank(self) -> MemoryBank[Memory]:
        """That of the best account."""
        return self.paths[0].bank

    def answer(self, frame: int, *, prompted: bool | None = None) -> Masks | None:
        """The newest answer on a frame; with `prompted`, fresh ones of the other kind are not looked at."""
        masks, kind = self.pending.get(frame, (None, None))
        return masks if masks and prompted in {None, kind} else self.settled_answer(frame)

    def settled_answer(self, frame: int) -> Masks | None:
        """That of tracking, or to prompts that are remembered already."""
        memory = self.bank.prompted.get(frame)
        return memory.masks if memory else self.paths[0].answers.get(frame)

    def first_prompted(self) -> int | None:
        frames = [*self.bank.prompted, *(f for f, (_, prompted) in self.pending.items() if prompted)]
        return min(frames, default=None)

    def recall(self, path: Path, frame: int, frames: int, config: ModelConfig, *, backward: bool) -> Recalled:
        """What `frame` of a video of `frames` frames may look back on."""
        span = min(frames, config.max_pointers)
        memories = self.policy.recall(path.past(frame, backward=backward), config.memories)
        pointers = path.bank.recall_pointers(
            frame, backward=backward, reach=config.max_pointers, frames=frames
        )
        signed = config.version != "2.0"
        return Recalled(
            [(m.steps, m.memory.spatial) for m in memories if m.memory.spatial is not None],
            [(p.distance if signed else abs(p.distance), _pointer(p)) for p in pointers],
            span,
        )

    def recalled_frames(self, past: Past, config: ModelConfig) -> set[int]:
        """The frames whose memories a frame looks back on."""
        sign = -1 if past.backward else 1
        return {past.frame - sign * m.distance for m in self.policy.recall(past, config.memories)}

    def restore(self, frame: int, masks: Masks) -> None:
        """A tracked answer of an earlier session; its memory is made once it is looked at."""
        path = self.paths[0]
        path.answers[frame] = masks
        if self.policy.remembers(path.past(frame, backward=False), masks):
            path.bank.tracked[frame] = Memory(masks, None)
            path.unmade.add(frame)

    def advance(self, frame: int, found: Sequence[Masks], *, backward: bool) -> list[Choice]:
        """Go on with the best of the answers that the accounts, in order, found on a frame, best first."""
        proposals: list[Choice] = []
        for path, masks in zip(self.paths, found, strict=True):
            scores = self._scores(path.past(frame, backward=backward), masks)
            proposals += [Choice(path, masks, k, path.score + s) for k, s in enumerate(scores)]
        proposals.sort(key=lambda c: c.score, reverse=True)
        single = self.policy.paths == 1
        kept = proposals[:1] if single else _distinct(proposals, self.policy.paths)
        going = _with_own_paths(kept)
        self.paths = [c.path for c in going]
        for choice in going:
            choice.path.score = 0.0 if single else choice.score
        return going

    def _scores(self, past: Past, masks: Masks) -> list[float]:
        """As the policy scores candidates; a level chosen by hand comes first where it is close."""
        if masks.candidates.shape[1] == 1 and self.policy.paths == 1:
            return [0.0]
        scores = self.policy.scores(past, masks)
        if self.level is not None and len(scores) > 1:
            scores[int(at_level(masks, self.level)[0])] += _LEVEL_BONUS
        return scores

    def remember(self, frame: int, memory: Memory, *, prompted: bool) -> None:
        """The answer to prompts, or, where not `prompted`, a correction that will be tracked over."""
        if not prompted:
            self.keep(self.paths[0], frame, memory)
            return
        del self.paths[1:]  # what the user says decides between accounts
        self.bank.prompted[frame] = memory
        self.paths[0].unmade.discard(frame)
        for kept in (self.bank.tracked, self.bank.resolving, self.paths[0].answers):
            kept.pop(frame, None)

    def keep(self, path: Path, frame: int, memory: Memory, *, resolves: bool = False) -> None:
        """A tracked frame's answer, and its memory where one was made."""
        path.answers[frame] = memory.masks
        path.unmade.discard(frame)
        path.bank.tracked.pop(frame, None)
        path.bank.resolving.pop(frame, None)
        if memory.spatial is not None:
            path.bank.tracked[frame] = memory
            if resolves:
                path.bank.resolving[frame] = memory
        path.forget(frame, max(self.policy.kept_frames, _KEPT_FRAMES))


def _with_own_paths(choices: Sequence[Choice]) -> list[Choice]:
    """The first choice of an account goes on with it, each further one with a branch."""
    used: set[Path] = set()
    own: list[Choice] = []
    for choice in choices:
        path = choice.path.branch(choice.score) if choice.path in used else choice.path
        used.add(choice.path)
        own.append(replace(choice, path=path))
    return own


def _distinct(proposals: Sequence[Choice], count: int) -> list[Choice]:
    """The first `count` whose masks differ."""
    kept: list[tuple[Choice, Mask]] = []
    for proposal in proposals:
        mask = as_mask(proposal.masks.candidates[0, proposal.candidate])
        mask &= bool(proposal.masks.presence[0, 0] > 0)
        if all(mask_iou(mask, other) < _SAME_MASK for _, other in kept):
            kept.append((proposal, mask))
        if len(kept) == count:
            break
    return [proposal for proposal, _ in kept]


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


def join_masks(parts: Sequence[Masks]) -> Masks:
    """One value for a batch. Candidates, of which objects may have different numbers, are left behind."""
    empty = parts[0].candidates[:, :0]
    return Masks(
        torch.cat([p.low_res for p in parts]),
        torch.cat([p.iou for p in parts]),
        torch.cat([p.pointer for p in parts]),
        torch.cat([p.presence for p in parts]),
        empty,
        parts[0].candidate_ious[:, :0],
        parts[0].candidate_tokens[:, :0],
    )


def split_masks(masks: Masks) -> list[Masks]:
    """One value for each object of a batch."""
    parts = [getattr(masks, field.name).split(1) for field in fields(Masks)]
    return [Masks(*one) for one in zip(*parts, strict=True)]
