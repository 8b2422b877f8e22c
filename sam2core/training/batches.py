"""Training batches, mixed from the data sets as the configuration says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from sam2core.preprocess import MEAN, STD
from sam2core.training.config import ConfigError, DataConfig, StageConfig
from sam2core.training.labelled import Bytes, Clip, Cutout, Still, Video
from sam2core.training.readers import cutout_items, read_clips, still_items, video_items
from sam2core.training.shelf import Item, Memory, Shelf
from sam2core.training.synthesis import (
    CPU,
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
    """Everything a run learns from."""

    videos: Shelf[Video]
    held_out: list[Clip]  # for choosing the best weights; never trained on
    stills: Shelf[Still]
    cutouts: Shelf[Cutout]

    def fill(self) -> None:
        """Read beforehand what memory has room for, so that processes which make batches share it."""
        for shelf in (self.videos, self.stills, self.cutouts):
            shelf.fill()

    def picture(self, rng: Rng) -> Bytes:
        """A still, or a frame of a video, (S, S, 3)."""
        if int(rng.integers(len(self.stills) + len(self.videos))) < len(self.stills):
            return self.stills.draw(rng).image
        frames = self.videos.draw(rng).frames
        return frames[int(rng.integers(len(frames)))]

    def clip(self, rng: Rng) -> Clip:
        video = self.videos.draw(rng)
        return video.clip(int(rng.integers(len(video.tracks))))


@dataclass(frozen=True)
class Batch:
    """Frames (B, T, 3, S, S) in bytes, as footage has them, and masks (B, T, 1, S, S) of booleans."""

    frames: Tensor
    masks: Tensor

    def pin_memory(self) -> Batch:
        """Where a graphics card can fetch it without waiting; the loader calls this."""
        return Batch(self.frames.pin_memory(), self.masks.pin_memory())

    def on(self, device: torch.device) -> tuple[Tensor, Tensor]:
        """Normalised float32 frames and masks of 0 and 1, there."""
        mean, std = (torch.tensor(v, device=device).view(1, 1, 3, 1, 1) for v in (MEAN, STD))
        frames = self.frames.to(device, non_blocking=True).float() / 255
        return (frames - mean) / std, self.masks.to(device, non_blocking=True).float()


def read_library(data: DataConfig) -> Library:
    """Raises ConfigError where there is nothing to learn from, or a name that no clip has."""
    size, memory = data.stored_size, Memory(int(data.memory_gb * 2**30))
    held_out, excluded = frozenset(data.held_out), frozenset(data.excluded_stills)
    stills = [i for f in _folders(data, data.stills) for i in still_items(f, size, excluded)]
    cutouts = [i for f in _folders(data, data.cutouts) for i in cutout_items(f, size)]
    videos = [i for f in _folders(data, data.clips) for i in video_items(f, size)]
    unknown = held_out - {i.name for i in videos}
    if unknown:
        raise ConfigError(f"No clip is called {', '.join(sorted(unknown))}, as held_out says.")
    kept = [c for f in _folders(data, data.clips) for c in read_clips(f, size, held_out)] if held_out else []
    learnt = _named(data, [i for i in videos if i.name not in held_out])
    if not learnt and not stills:
        raise ConfigError(f"There is nothing to learn from below {data.root}: no clips and no stills.")
    return Library(Shelf(learnt, memory), kept, Shelf(stills, memory), Shelf(cutouts, memory))


def _folders(data: DataConfig, names: str | tuple[str, ...]) -> list[Path]:
    listed = (names,) if isinstance(names, str) else names
    return [Path(data.root) / name for name in listed if name]


def _named(data: DataConfig, videos: list[Item[Video]]) -> list[Item[Video]]:
    if not data.clip_names:
        return videos
    wanted = set((Path(data.root) / data.clip_names).read_text(encoding="utf-8").split())
    return [i for i in videos if i.name in wanted]


class Batches(Dataset[Batch]):
    """The batch of each step of a stage. It depends on the seed and the step alone, whoever makes it.

    A graphics card moves and composites clips far faster than the processor's cores.
    """

    def __init__(
        self, library: Library, stage: StageConfig, seed: tuple[int, ...], device: torch.device = CPU
    ) -> None:
        self._library = library
        self._device = device
        self._stage = stage
        self._seed = seed

    def __getitem__(self, step: int) -> Batch:
        """Images (T = 1, more of them) or clips in the stage's proportion."""
        rng, stage = np.random.default_rng((*self._seed, step)), self._stage
        size = stage.size if isinstance(stage.size, int) else int(rng.choice(stage.size))
        is_images = rng.random() < stage.image_share
        count = stage.clips * stage.frames // 2 if is_images else stage.clips
        frames = 1 if is_images else stage.frames
        mixer = _Mixer(rng, self._library, stage, size, self._device)
        return _stack([mixer.clip(frames) for _ in range(max(1, count))])


def stream(batches: Batches, steps: range, *, workers: int, pinned: bool) -> Iterator[Batch]:
    """In the order of the steps, made ahead by `workers` processes or, with 0, when they are asked for."""
    loader: DataLoader[Batch] = DataLoader(
        batches, batch_size=None, sampler=steps, num_workers=workers, pin_memory=pinned
    )
    return iter(loader)


@dataclass(frozen=True)
class _Mixer:
    """Makes the clips of one batch."""

    rng: Rng
    library: Library
    stage: StageConfig
    size: int
    device: torch.device

    def clip(self, frames: int) -> TrainingClip:
        rng, library, stage = self.rng, self.library, self.stage
        kind = rng.random()
        if library.videos and (
            not library.stills or (kind < stage.real_share and (frames > 1 or kind < 0.2))
        ):
            return self._real(frames)
        if frames == 1 or rng.random() < 0.5:
            return still_clip(rng, library.stills.draw(rng), frames, self.size, self.device)
        layers = [self._layer() for _ in range(int(rng.integers(1, 4)))]
        return layered_clip(rng, library.stills.draw(rng), layers, frames, self.size)

    def _real(self, frames: int) -> TrainingClip:
        rng, library = self.rng, self.library
        crowded = frames > 1 and (library.stills or library.cutouts) and rng.random() < 0.3
        passers = [self._layer() for _ in range(int(rng.integers(1, 3)))] if crowded else []
        return real_clip(
            rng,
            library.clip(rng),
            frames,
            self.size,
            longest_gap=self.stage.longest_gap,
            passers=passers,
            device=self.device,
        )

    def _layer(self) -> Layer:
        rng, library = self.rng, self.library
        if library.cutouts and (not library.stills or rng.random() < 0.4):
            return cutout_layer(library.cutouts.draw(rng), self.device)
        return still_layer(rng, library.stills.draw(rng), self.device)


def _stack(clips: list[TrainingClip]) -> Batch:
    frames = torch.stack([c.frames for c in clips])
    masks = torch.stack([c.masks for c in clips])
    return Batch((frames * 255).round().to(torch.uint8), masks > 0.5)
