"""A teacher beside the ground truth: a larger model answers the same simulated user, for a student to learn.

The teacher sees the same frames and is prompted in the same order, with its own memory and its own
corrections. Its masks are learnt as probabilities (arXiv:1503.02531), each counted by how right it is; its
features through a linear map of the student's, by direction.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from sam2core.checkpoint import build_model, load_checkpoint
from sam2core.model.image_encoder import Encoding
from sam2core.model.sam2 import Sam2
from sam2core.training.losses import Answer, LossWeights, iou, shape_loss
from sam2core.training.simulation import ClipPass, Rng, encode_clip


@dataclass(frozen=True)
class DistilConfig:
    """Who teaches, and how much its answers count beside the ground truth."""

    teacher: str  # an architecture
    weights: str  # the teacher's file
    masks: float = 1.0  # how much its masks count
    features: float = 0.0  # how much its features count
    teacher_size: int = 0  # of its frames; 0: as many pixels as the student's


class Teacher(nn.Module):
    """What is taught; the map from the student's features to the teacher's is learnt along."""

    def __init__(self, config: DistilConfig, student: Sam2, weights: LossWeights) -> None:
        super().__init__()
        self._config = config
        self._weights = weights
        model = build_model(config.teacher)
        load_checkpoint(model, Path(config.weights))
        self._model = [model.requires_grad_(False)]  # in a list: it is no part of what learns
        self.features = nn.Conv2d(student.config.dim, model.config.dim, kernel_size=1)

    @property
    def model(self) -> Sam2:
        return self._model[0]

    def place(self, device: torch.device) -> Teacher:
        """There, the map and the teacher itself."""
        self._model[0].to(device)
        return self.to(device)

    def resize(self, size: int) -> None:
        """The student's frames are of this size from now on."""
        self.model.resize(self._config.teacher_size or size)

    def loss(self, taught: Taught, frames: Tensor, masks: Tensor, rng: Rng) -> Tensor:
        """What the student's answers to a batch of clips lack of the teacher's.

        Frames (B, T, 3, S, S), masks (B, T, 1, S, S); `rng` is as the student's user began.
        """
        with torch.no_grad():
            shown, truth = (self._resized(t) for t in (frames, masks))
            encodings = encode_clip(self.model.eval(), shown)
            answers = ClipPass(self.model, rng, (truth > 0.5).float(), encodings).run(
                mask_share=taught.mask_share, correction_share=taught.correction_share
            )
        pairs = zip(taught.answers, answers, strict=True)
        loss = self._config.masks * torch.stack([mask_loss(s, t, self._weights) for s, t in pairs]).mean()
        if self._config.features:
            parts = [
                feature_loss(self.features(s.features), t.features)
                for s, t in zip(taught.encodings, encodings, strict=True)
            ]
            loss = loss + self._config.features * torch.stack(parts).mean()
        return loss

    def _resized(self, clips: Tensor) -> Tensor:
        size = self.model.config.image_size
        if clips.shape[-1] == size:
            return clips
        flat = F.interpolate(clips.flatten(0, 1), (size, size), mode="bilinear", antialias=True)
        return flat.unflatten(0, clips.shape[:2])


@dataclass(frozen=True)
class Taught:
    """What the student made of a batch, and how its user was drawn."""

    encodings: list[Encoding]
    answers: list[Answer]
    mask_share: float
    correction_share: float


def mask_loss(student: Answer, teacher: Answer, weights: LossWeights) -> Tensor:
    """The student's nearest mask against the teacher's best, counted by the teacher's IoU with the truth.

    Where the object is absent, and where the teacher is lost, nothing is taught.
    """
    logits = teacher.logits.float()
    rightness = iou(logits, F.interpolate(teacher.target, logits.shape[-2:], mode="area"))
    trust, best = rightness.max(dim=1)
    there = (student.target.flatten(1).amax(dim=1) > 0.5).float()
    chosen = logits[torch.arange(len(best), device=best.device), best][:, None]
    target = F.interpolate(chosen, student.logits.shape[-2:], mode="bilinear").sigmoid()
    shape = shape_loss(student.logits.float(), target, weights).min(dim=1).values
    return (shape * trust * there).mean()


def feature_loss(mapped: Tensor, features: Tensor) -> Tensor:
    """1 less the cosine between features (B, C, h, w) and the teacher's (B, C, H, W), over all cells."""
    target = F.interpolate(features.float(), mapped.shape[-2:], mode="bilinear", antialias=True)
    return 1 - F.cosine_similarity(mapped.float(), target, dim=1).mean()
