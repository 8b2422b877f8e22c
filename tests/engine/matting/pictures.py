"""Pictures, mattes and projects for the tests of the matte stages."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

import cv2
import numpy as np

from app.document.effects import frozen_params
from app.document.masklet import Masklet
from app.document.matte import MatteSettings
from app.document.media import Media
from app.document.project import Project
from app.document.timing import FrameRange, FrameRate
from app.engine.footage import Footage, Scene
from app.engine.samples import encode_sample

SIZE = 96


def disc(x=48.0, y=48.0, radius=24.0, *, size=SIZE, edge=1.5):
    """A soft disc, (size, size) in [0, 1]; x and y count from the left and top side, as clicks do."""
    rows, columns = np.mgrid[0:size, 0:size].astype(np.float32) + 0.5
    distance = radius - np.hypot(columns - x, rows - y)
    return np.clip(distance / edge + 0.5, 0, 1).astype(np.float32)


def sample(x=48.0, y=48.0, radius=24.0, *, size=SIZE):
    rows, columns = np.mgrid[0:size, 0:size].astype(np.float32) + 0.5
    logits = radius - np.hypot(columns - x, rows - y)
    return encode_sample(
        logits, presence=5.0, iou=0.9, pointer=np.zeros(1, np.float32), model="test", prompted=False
    )


def masklet(samples, number=1, **params):
    settings = MatteSettings(params=frozen_params(params))
    return Masklet(number, f"M{number}", (255, 0, 0), track=MappingProxyType(dict(samples)), matte=settings)


def scene(*masklets, frames=None, size=SIZE):
    """A project of these masklets on footage of these frames: number -> pixels (H, W, 3)."""
    pictures = frames or {0: texture(size=size)}
    count = max(pictures) + 1
    media = Media(Path("none.mov"), size, size, FrameRate(Fraction(25)), count)
    project = replace(Project(media=media), masklets=masklets)
    return Scene(project, Footage(lambda f: pictures[f].copy(), FrameRange(0, count - 1)))


def texture(seed=0, *, size=SIZE, low=0.1, high=0.4):
    """Smooth noise in dark colours, uint8 (size, size, 3)."""
    noise = np.random.default_rng(seed).random((size // 16, size // 16, 3), np.float32)
    smooth = np.clip(cv2.resize(noise, (size, size), interpolation=cv2.INTER_CUBIC), 0, 1)
    return ((low + smooth * (high - low)) * 255).astype(np.uint8)


def composite(alpha, *, back=0, front=9):
    """A bright texture over a dark one by the alpha: uint8 (H, W, 3)."""
    above = texture(front, size=alpha.shape[0], low=0.65, high=0.95).astype(np.float32)
    below = texture(back, size=alpha.shape[0]).astype(np.float32)
    return np.rint(above * alpha[..., None] + below * (1 - alpha[..., None])).astype(np.uint8)
