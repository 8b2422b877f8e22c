"""Training clips: real ones with augmentation, and synthetic ones composited from stills and cut-outs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from sam2core.training.labelled import Clip, Cutout, Still

Rng = np.random.Generator
CPU = torch.device("cpu")


@dataclass(frozen=True)
class Motion:
    """A smooth path of affine maps, from output to input in [-1, 1], and how the thing bends on the way."""

    matrices: NDArray[np.float32]  # (T, 2, 3), one for each frame
    bend: Tensor | None = None  # (T, 2, 4, 4): shifts x and y at places in between


@dataclass(frozen=True)
class TrainingClip:
    """Frames float32 RGB in [0, 1], (T, 3, S, S), and the object's mask, (T, 1, S, S) in {0, 1}.

    They are made and stay on the device of the layers, or that which the maker is told.
    """

    frames: Tensor
    masks: Tensor


def smooth_motion(
    rng: Rng, frames: int, *, zoom: float, zoom_jitter: float, shift: float, travel: float
) -> Motion:
    """Start somewhere within `shift`, drift by up to `travel` with wobbling rotation, zoom and squeeze."""
    t = np.linspace(0, 1, frames)

    def path(start: float, range_: float) -> NDArray[np.float64]:
        drift, wave = rng.normal(0, range_), rng.normal(0, range_ / 2)
        return start + drift * t + wave * np.sin(2 * math.pi * (t * rng.uniform(0.3, 1.2) + rng.uniform()))

    angle = path(rng.normal(0, 0.15), 0.05)
    scale = zoom * np.exp(path(rng.normal(0, zoom_jitter), 0.05))
    squeeze = np.exp(path(rng.normal(0, 0.1), 0.02))
    flip = rng.choice((-1.0, 1.0))
    x, y = path(rng.uniform(-shift, shift), travel), path(rng.uniform(-shift, shift), travel)
    cos, sin = np.cos(angle), np.sin(angle)
    matrices = np.empty((frames, 2, 3), np.float32)
    matrices[:, 0, 0], matrices[:, 0, 1], matrices[:, 0, 2] = flip * cos * squeeze / scale, -sin / scale, x
    matrices[:, 1, 0], matrices[:, 1, 1], matrices[:, 1, 2] = flip * sin / scale, cos / squeeze / scale, y
    return Motion(matrices)


def bending(rng: Rng, motion: Motion, strength: float) -> Motion:
    """The same path of something soft: it swells and bends by about `strength` of its size and back."""
    frames = len(motion.matrices)
    times = rng.uniform(0, 2 * math.pi) + rng.normal(0, 4) * np.linspace(0, 1, frames)
    waves = np.sin(times)[:, None, None, None] * rng.normal(0, strength, (2, 4, 4))
    return Motion(motion.matrices, torch.from_numpy(waves.astype(np.float32)))


def warp(picture: Tensor, motion: Motion, size: int, *, padding: str) -> Tensor:
    """(T or 1, C, H, W) along a motion -> (T, C, size, size)."""
    frames = motion.matrices.shape[0]
    matrices = torch.from_numpy(motion.matrices).to(picture.device)
    grid = F.affine_grid(matrices, [frames, 1, size, size], align_corners=False)
    if motion.bend is not None:
        bend = motion.bend.to(picture.device)
        grid = grid + F.interpolate(bend, (size, size), mode="bicubic").movedim(1, -1)
    shrink = picture.shape[-1] / size
    if shrink > 1.3:  # sampling below the pixel grid would alias
        side = round(size * 1.15)
        picture = F.interpolate(picture, (side, side), mode="bilinear", antialias=True)
    return F.grid_sample(
        picture.expand(frames, -1, -1, -1), grid, mode="bilinear", padding_mode=padding, align_corners=False
    )


def to_tensor(picture: NDArray[np.uint8], device: torch.device) -> Tensor:
    """(..., H, W, C) bytes -> (..., C, H, W) in [0, 1], there."""
    return torch.from_numpy(np.array(picture)).to(device).movedim(-1, -3).float() / 255


def jitter_colour(rng: Rng, frames: Tensor, strength: float = 0.25) -> Tensor:
    """Brightness, contrast, saturation and a tint, the same for all frames; sometimes grey."""
    gain = np.exp(rng.normal(0, strength, (1, 3, 1, 1)) * (1, 0.3, 0.3)[0]).astype(np.float32)
    tint = np.exp(rng.normal(0, 0.08, (1, 3, 1, 1))).astype(np.float32)
    colour = torch.from_numpy(tint * gain.mean()).to(frames.device)
    grey = frames.mean(dim=1, keepdim=True)
    saturation = 0.0 if rng.random() < 0.05 else float(np.exp(rng.normal(0, 0.3)))
    frames = grey + (frames - grey) * saturation
    middle = frames.mean()
    contrast = float(np.exp(rng.normal(0, strength)))
    return ((frames - middle) * contrast + middle).mul(colour).clamp(0, 1)


def smear(rng: Rng, pictures: Tensor, longest: float) -> Tensor:
    """Motion blur along one line, the same for all frames: (T, C, S, S) -> (T, C, S, S)."""
    reach, angle = rng.uniform(0.5, longest), rng.uniform(0, math.pi)
    radius = math.ceil(reach)
    kernel = torch.zeros(2 * radius + 1, 2 * radius + 1)
    for t in np.linspace(-reach, reach, 4 * radius + 1):
        kernel[radius + round(t * math.sin(angle)), radius + round(t * math.cos(angle))] += 1
    channels = pictures.shape[1]
    weight = (kernel / kernel.sum()).to(pictures.device).expand(channels, 1, -1, -1)
    return F.conv2d(F.pad(pictures, (radius,) * 4, mode="replicate"), weight, groups=channels)


def real_clip(
    rng: Rng,
    clip: Clip,
    frames: int,
    size: int,
    *,
    longest_gap: int,
    passers: Sequence[Layer] = (),
    device: torch.device = CPU,
) -> TrainingClip:
    """A stretch of a real clip, forward or backward, with a gap between frames and a common affine map.

    What passes by is put over it and hides what lies behind.
    """
    count = len(clip.frames)
    gap = int(rng.integers(1, max(2, min(longest_gap, (count - 1) // (frames - 1)) + 1))) if frames > 1 else 1
    chosen = _stretch(rng, clip.masks.there(), frames, gap)
    pictures = to_tensor(clip.frames[chosen], device)
    masks = torch.from_numpy(clip.masks.unpack(chosen)).to(device).float()[:, None]
    motion = smooth_motion(rng, frames, zoom=1.15, zoom_jitter=0.2, shift=0.12, travel=0.04)
    warped = warp(torch.cat([pictures, masks], dim=1), motion, size, padding="reflection")
    scene, visible = warped[:, :3], warped[:, 3:]
    for layer in passers:
        moved = _moved(rng, layer, frames, size, zoom=0.45, travel=0.5)
        scene = moved[:, :3] + scene * (1 - moved[:, 3:])
        visible = visible * (1 - moved[:, 3:])
    return TrainingClip(jitter_colour(rng, scene.clamp(0, 1)), (visible > 0.5).float())


def _stretch(rng: Rng, there: NDArray[np.bool_], frames: int, gap: int) -> NDArray[np.intp]:
    """Frames in the order in which they are tracked; the object is on the first, if on any that will do."""
    count, span = len(there), gap * (frames - 1)
    if span >= count:  # too short a clip goes back and forth
        return np.abs((np.arange(frames) + count - 1) % (2 * (count - 1)) - (count - 1))
    backward = rng.random() < 0.5
    firsts = np.arange(count - span)
    shown = firsts[there[firsts + span if backward else firsts]]
    first = int(rng.choice(shown if len(shown) else firsts))
    chosen = first + gap * np.arange(frames)
    return chosen[::-1] if backward else chosen


@dataclass(frozen=True)
class Layer:
    """A thing to be moved: premultiplied RGBA, (1, 4, H, W)."""

    rgba: Tensor


def still_layer(rng: Rng, still: Still, device: torch.device = CPU) -> Layer:
    alpha = _one_object(rng, still, device)
    return Layer(torch.cat([to_tensor(still.image, device)[None] * alpha, alpha], dim=1))


def _one_object(rng: Rng, still: Still, device: torch.device) -> Tensor:
    """(1, 1, S, S) in {0, 1}."""
    mask = still.objects.unpack(int(rng.integers(len(still.objects))))
    return torch.from_numpy(mask).to(device).float()[None, None]


def cutout_layer(cutout: Cutout, device: torch.device = CPU) -> Layer:
    rgba = to_tensor(cutout.rgba, device)[None]
    return Layer(torch.cat([rgba[:, :3] * rgba[:, 3:], rgba[:, 3:]], dim=1))


def still_clip(rng: Rng, still: Still, frames: int, size: int, device: torch.device = CPU) -> TrainingClip:
    """A camera that moves over a photo: object and ground move together, as in STM's pre-training."""
    mask = _one_object(rng, still, device)
    motion = smooth_motion(
        rng, frames, zoom=1.1, zoom_jitter=0.15, shift=0.15, travel=0.05 if frames > 1 else 0
    )
    warped = warp(
        torch.cat([to_tensor(still.image, device)[None], mask], dim=1), motion, size, padding="reflection"
    )
    return TrainingClip(jitter_colour(rng, warped[:, :3]), (warped[:, 3:] > 0.5).float())


def layered_clip(rng: Rng, ground: Still, layers: list[Layer], frames: int, size: int) -> TrainingClip:
    """Things that move each on its own over a moving photo; the target is one of them, the others pass by.

    Sometimes one of the others looks just like it.
    """
    motion = smooth_motion(rng, frames, zoom=1.2, zoom_jitter=0.15, shift=0.1, travel=0.03)
    device = layers[0].rgba.device
    scene = warp(to_tensor(ground.image, device)[None], motion, size, padding="reflection")
    visible = torch.zeros(frames, 1, size, size, device=device)
    target = int(rng.integers(0, len(layers)))
    things = list(enumerate(layers))
    if rng.random() < 0.25:
        things.insert(int(rng.integers(0, len(things) + 1)), (-1, layers[target]))
    for i, layer in things:
        moved = _moved(rng, layer, frames, size, zoom=0.75, travel=float(rng.choice((0.08, 0.08, 0.3))))
        colour, alpha = moved[:, :3], moved[:, 3:]
        scene = colour * float(rng.uniform(0.8, 1.1)) + scene * (1 - alpha)
        visible = alpha if i == target else visible * (1 - alpha)
    return TrainingClip(jitter_colour(rng, scene.clamp(0, 1)), (visible > 0.5).float())


def _moved(rng: Rng, layer: Layer, frames: int, size: int, *, zoom: float, travel: float) -> Tensor:
    """Premultiplied (T, 4, size, size): on a path of its own, half of the time soft, sometimes smeared."""
    path = smooth_motion(rng, frames, zoom=zoom, zoom_jitter=0.35, shift=0.4, travel=travel)
    if rng.random() < 0.5:
        path = bending(rng, path, 0.06)
    moved = warp(layer.rgba, path, size, padding="zeros").clamp(0, 1)
    return smear(rng, moved, size / 32) if rng.random() < 0.25 else moved
