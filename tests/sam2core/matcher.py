"""A stand-in for the model that can be reasoned about: it finds by colour what it remembers.

A pixel belongs to the object where its nearest colour in the recalled memories lies inside their masks.
Every blob of about that colour is a candidate; what lies nearer to where the latest memory saw the object
scores a little higher. No blob that is like enough: the object is absent.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from sam2core import ModelConfig
from sam2core.model.image_encoder import Encoding
from sam2core.model.sam2 import ABSENT_LOGIT, Masks, Recalled
from sam2core.regions import label
from tests.sam2core.tiny import TINY_TRUNK

SIDE = 32
_LOOSE = 1.0  # distance of colours, in standard deviations, up to which a blob is a candidate
_NEAR = 0.01  # score lost with each pixel of distance
_CANDIDATES = 3


Blob = tuple[NDArray[np.bool_], float]  # mask and score


class Matcher(nn.Module):
    """The verbs of `Sam2`, without weights. Features are the picture itself, memories picture and mask."""

    def __init__(self) -> None:
        super().__init__()
        self.config = ModelConfig(
            "matcher", TINY_TRUNK, image_size=SIDE, stride=4, dim=4, memory_dim=4, memories=3
        )
        self.no_mem_embed = nn.Parameter(torch.zeros(1, 1, 4))
        self.no_obj_ptr = nn.Parameter(torch.zeros(1, 4))

    def encode(self, images: Tensor) -> Encoding:
        return Encoding(images, images, images)

    def adopt_mask(self, encoding: Encoding, mask: Tensor) -> Masks:
        return self._answer([(mask[0, 0].numpy() > 0.5, 1.0)])

    def look_at_itself(self, features: Tensor) -> Tensor:
        return features

    def condition(self, features: Tensor, recalled: Recalled, itself: Tensor | None = None) -> Tensor:
        self._recalled = recalled
        return features

    def guess(self, features: Tensor, recalled: Recalled, before: Tensor | None) -> None:
        return None

    def decode(self, features: Tensor, encoding: Encoding, *, mask: Tensor | None, multimask: bool) -> Masks:
        answers = [self._decode(features[i].numpy(), i) for i in range(features.shape[0])]
        parts = ([getattr(a, f.name) for a in answers] for f in fields(Masks))
        return Masks(*(torch.cat(p) for p in parts))

    def _decode(self, image: NDArray[np.float32], number: int) -> Masks:
        memories = [(steps, m[number].float().numpy()) for steps, m in self._recalled.memories]
        return self._answer(sorted(_blobs(image, memories), key=lambda b: b[1], reverse=True))

    def memorise(self, features: Tensor, masks: Masks, *, binary: bool) -> Tensor:
        return torch.cat([features, (masks.low_res > 0).float()], dim=1)

    def choose(self, masks: Masks, index: Tensor) -> Masks:
        i = int(index)
        blobs = [((masks.candidates[0, k] > 0).numpy(), float(masks.candidate_ious[0, k])) for k in range(3)]
        chosen = self._answer(blobs)
        there = bool(masks.presence > 0)
        low_res = masks.candidates[:, i : i + 1] if there else masks.low_res
        return Masks(
            low_res,
            masks.candidate_ious[:, i],
            chosen.pointer,
            masks.presence,
            masks.candidates,
            masks.candidate_ious,
            masks.candidate_tokens,
        )

    def _answer(self, blobs: list[Blob]) -> Masks:
        there = bool(blobs) and blobs[0][1] > 0.5
        nothing = (np.zeros((SIDE, SIDE), bool), 0.0)
        kept = (blobs + [nothing] * _CANDIDATES)[:_CANDIDATES]
        candidates = torch.stack([torch.from_numpy(np.where(m, 8.0, -8.0)).float() for m, _ in kept])[None]
        ious = torch.tensor([[iou for _, iou in kept]])
        low_res = candidates[:, :1] if there else torch.full_like(candidates[:, :1], ABSENT_LOGIT)
        presence = torch.tensor([[8.0 if there else -8.0]])
        tokens = torch.zeros(1, _CANDIDATES, 4)
        return Masks(low_res, ious[:, 0], torch.zeros(1, 4), presence, candidates, ious, tokens)


def _blobs(image: NDArray[np.float32], memories: list[tuple[int, NDArray[np.float32]]]) -> list[Blob]:
    """Every blob of a remembered colour with its score."""
    inside, outside = _remembered(memories)
    colours = image.reshape(3, -1).T
    to_inside = _distance(colours, inside).reshape(SIDE, SIDE)
    to_outside = _distance(colours, outside).reshape(SIDE, SIDE)
    wall = np.linalg.norm(image - image[:, :1, :1], axis=0) < 0.1
    labels, areas = label((to_inside < _LOOSE) & ~wall)
    found: list[Blob] = []
    for number in range(1, len(areas)):
        blob = labels == number
        alike = float(np.exp(-to_inside[blob].mean()))
        if to_outside[blob].mean() < to_inside[blob].mean() - 0.02:
            alike *= 0.3  # remembered as something else
        found.append((blob, alike - _NEAR * _moved(blob, memories)))
    return found


def _remembered(
    memories: list[tuple[int, NDArray[np.float32]]],
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Colours inside and outside the masks, (N, 3) each."""
    pixels = np.concatenate([m.reshape(4, -1).T for _, m in memories])
    inside = pixels[:, 3] > 0.5
    return np.unique(pixels[inside, :3], axis=0), np.unique(pixels[~inside, :3], axis=0)


def _moved(blob: NDArray[np.bool_], memories: list[tuple[int, NDArray[np.float32]]]) -> float:
    """Pixels from where the latest memory saw the object."""
    latest = [m[3] > 0.5 for steps, m in memories if steps == 1]
    return float(np.linalg.norm(_middle(blob) - _middle(latest[0]))) if latest and latest[0].any() else 0.0


@dataclass(frozen=True)
class Thing:
    """A square that is seen from frame `first` to `last` but for `hidden`, in a straight line."""

    at: tuple[float, float]  # x, y of its middle on frame 0
    step: tuple[float, float]
    colour: tuple[int, int, int]
    first: int = 0
    last: int = 1000
    hidden: range = range(0)
    later: tuple[range, tuple[int, int, int]] | None = None  # it turns to that colour in these frames
    side: int = 4

    def mask(self, frame: int) -> NDArray[np.bool_]:
        mask = np.zeros((SIDE, SIDE), bool)
        if self.first <= frame <= self.last and frame not in self.hidden:
            x, y = (round(a + frame * s - self.side / 2) for a, s in zip(self.at, self.step, strict=True))
            mask[max(y, 0) : max(y + self.side, 0), max(x, 0) : max(x + self.side, 0)] = True
        return mask

    def colour_on(self, frame: int) -> tuple[int, int, int]:
        if self.later is None:
            return self.colour
        when, goal = self.later
        share = min(max((frame - when.start + 1) / len(when), 0.0), 1.0)
        red, green, blue = (round(a + share * (b - a)) for a, b in zip(self.colour, goal, strict=True))
        return red, green, blue


class Scene:
    """Things before a grey wall; the first one is the object."""

    def __init__(self, frames: int, *things: Thing) -> None:
        self._frames = frames
        self.things = things

    def __len__(self) -> int:
        return self._frames

    def __getitem__(self, frame: int) -> NDArray[np.uint8]:
        image = np.full((SIDE, SIDE, 3), 128, np.uint8)
        for thing in self.things:
            image[thing.mask(frame)] = thing.colour_on(frame)
        return image


def _distance(colours: NDArray[np.float32], known: NDArray[np.float32]) -> NDArray[np.float32]:
    """Of each colour to the nearest known one."""
    if not len(known):
        return np.full(len(colours), 9.0, np.float32)
    return np.linalg.norm(colours[:, None] - known[None], axis=2).min(axis=1)


def _middle(mask: NDArray[np.bool_]) -> NDArray[np.float64]:
    return np.argwhere(mask).mean(axis=0)
