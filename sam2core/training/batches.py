"""An endless stream of training batches, mixed from the data sets as the configuration says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from sam2core.preprocess import MEAN, STD
from sam2core.training.config import ConfigError, DataConfig, StageConfig
from sam2core.training.readers import Clip, Cutout, Still, read_clips, read_cutouts, read_stills
from sam2core.training.synthesis import (
    Layer,
    TrainingClip,
    cutout_layer,
    layered_clip,
    real_clip,
    still_clip,
    still_layer,
)

Rng = np.random.Generator


@dataclass(frozen=True)
class Library:
    """Everything a run learns from, in memory."""

    clips: list[Clip]
    held_out: list[Clip]  # for choosing the best weights; never trained on
    stills: list[Still]
    cutouts: list[Cutout]


@dataclass(frozen=True)
class Batch:
    """Normalised frames (B, T, 3, S, S) and masks (B, T, 1, S, S)."""

    frames: Tensor
    masks: Tensor


def read_library(data: DataConfig) -> Library:
    root = Path(data.root)
    held_out = frozenset(data.held_out)
    clips = read_clips(root / data.clips, data.stored_size) if data.clips else []
    excluded = frozenset(data.excluded_stills)
    stills = read_stills(root / data.stills, data.stored_size, excluded) if data.stills else []
    if not clips and not stills:
        raise ConfigError(f"There is nothing to learn from below {root}: no clips and no stills.")
    return Library(
        [c for c in clips if c.name not in held_out],
        [c for c in clips if c.name in held_out],
        stills,
        read_cutouts(root / data.cutouts, data.stored_size) if data.cutouts else [],
    )


def batches(rng: Rng, library: Library, stage: StageConfig) -> Iterator[Batch]:
    """Image batches (T = 1, more of them) and clip batches in the stage's proportion."""
    while True:
        is_images = rng.random() < stage.image_share
        count = stage.clips * stage.frames // 2 if is_images else stage.clips
        frames = 1 if is_images else stage.frames
        yield _stack([one_clip(rng, library, stage, frames) for _ in range(max(1, count))])


def one_clip(rng: Rng, library: Library, stage: StageConfig, frames: int) -> TrainingClip:
    kind = rng.random()
    if library.clips and (not library.stills or (kind < stage.real_share and (frames > 1 or kind < 0.2))):
        clip = library.clips[int(rng.integers(len(library.clips)))]
        return real_clip(rng, clip, frames, stage.size, longest_gap=stage.longest_gap)
    if frames == 1 or rng.random() < 0.5:
        return still_clip(rng, _one(rng, library.stills), frames, stage.size)
    layers = [_layer(rng, library) for _ in range(int(rng.integers(1, 4)))]
    return layered_clip(rng, _one(rng, library.stills), layers, frames, stage.size)


def _layer(rng: Rng, library: Library) -> Layer:
    if library.cutouts and rng.random() < 0.4:
        return cutout_layer(library.cutouts[int(rng.integers(len(library.cutouts)))])
    return still_layer(rng, _one(rng, library.stills))


def _one(rng: Rng, stills: list[Still]) -> Still:
    return stills[int(rng.integers(len(stills)))]


def _stack(clips: list[TrainingClip]) -> Batch:
    mean, std = (torch.tensor(v).view(1, 1, 3, 1, 1) for v in (MEAN, STD))
    frames = (torch.stack([c.frames for c in clips]) - mean) / std
    return Batch(frames, torch.stack([c.masks for c in clips]))
