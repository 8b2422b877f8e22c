"""Before any mask is known: the trunk learns to fill in what was hidden of a picture.

Masked image modelling as in SimMIM (arXiv:2111.09886), the form of masked autoencoding (MAE,
arXiv:2111.06377) that suits trunks with convolutions and windows: hidden patches are shown as one learnt
colour, and only their pixels count.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from sam2core.model.sam2 import Sam2
from sam2core.preprocess import MEAN, STD
from sam2core.training.labelled import Bytes

_log = logging.getLogger(__name__)
_PATCH = 32  # pixels, the stride of the trunk's deepest level
Rng = np.random.Generator


@dataclass(frozen=True)
class PretrainConfig:
    """How long, on what size, and how much of a picture is hidden."""

    steps: int
    size: int = 128
    pictures: int = 16  # in a batch
    learning_rate: float = 1e-3
    hidden_share: float = 0.6


class FillIn(nn.Module):
    """The trunk with a linear map from its deepest level to the pixels of each patch."""

    def __init__(self, trunk: nn.Module, width: int) -> None:
        super().__init__()
        self.trunk = trunk
        self.colour = nn.Parameter(torch.zeros(1, 3, 1, 1))
        self.pixels = nn.Conv2d(width, 3 * _PATCH**2, kernel_size=1)

    def forward(self, pictures: Tensor, hidden: Tensor) -> Tensor:
        """(B, 3, S, S) normalised and (B, 1, S, S) of 0 and 1 -> the mean error on hidden pixels."""
        shown = pictures * (1 - hidden) + self.colour * hidden
        guessed = F.pixel_shuffle(self.pixels(self.trunk(shown)[-1]), _PATCH)
        error = (guessed.float() - pictures).abs() * hidden
        return error.sum() / (3 * hidden.sum()).clamp(min=1)


def pretrain(
    model: Sam2, picture: Callable[[Rng], Bytes], config: PretrainConfig, rng: Rng, autocast: torch.autocast
) -> float:
    """Teach the model's trunk in place; returns the error over the last tenth of the steps.

    `picture` draws one (S, S, 3).
    """
    filler = FillIn(model.image_encoder.trunk, model.config.trunk.widths[-1])
    optimiser = torch.optim.AdamW(filler.parameters(), lr=config.learning_rate, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, config.steps)
    errors: list[float] = []
    model.train()
    for step, batch in zip(range(config.steps), _batches(picture, config, rng), strict=False):
        optimiser.zero_grad(set_to_none=True)
        with autocast:
            error = filler(batch, hidden_patches(rng, len(batch), config.size, config.hidden_share))
        error.backward()
        nn.utils.clip_grad_norm_(filler.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        errors.append(float(error.detach()))
        if (step + 1) % 50 == 0 or step + 1 == config.steps:
            _log.info("pre-training %d/%d error %.3f", step + 1, config.steps, np.mean(errors[-50:]))
    return float(np.mean(errors[-max(1, config.steps // 10) :]))


def hidden_patches(rng: Rng, count: int, size: int, share: float) -> Tensor:
    """(count, 1, size, size): 1 where a patch is hidden, the same number of patches on every picture."""
    side = size // _PATCH
    hidden = np.zeros((count, side * side), np.float32)
    for row in hidden:
        row[rng.permutation(side * side)[: max(1, round(share * side * side))]] = 1
    return F.interpolate(torch.from_numpy(hidden).view(count, 1, side, side), scale_factor=float(_PATCH))


def _batches(picture: Callable[[Rng], Bytes], config: PretrainConfig, rng: Rng) -> Iterator[Tensor]:
    """Crops of a random size and place, mirrored half of the time, normalised."""
    mean, std = (torch.tensor(v).view(1, 3, 1, 1) for v in (MEAN, STD))
    while True:
        crops = torch.cat([_crop(rng, picture(rng), config.size) for _ in range(config.pictures)])
        yield (crops - mean) / std


def _crop(rng: Rng, picture: Bytes, size: int) -> Tensor:
    side = int(min(picture.shape[:2]) * rng.uniform(0.4, 1.0))
    top, left = (int(rng.integers(0, s - side + 1)) for s in picture.shape[:2])
    piece = picture[top : top + side, left : left + side]
    if rng.random() < 0.5:
        piece = piece[:, ::-1]
    tensor = torch.from_numpy(piece.copy()).permute(2, 0, 1)[None].float() / 255
    return F.interpolate(tensor, (size, size), mode="bilinear", antialias=True)
