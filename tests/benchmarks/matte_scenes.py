"""Composites whose alpha is known: cut-outs moving over footage, with masks as a tracker would give them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from app.document.sample import Sample
from app.engine.samples import encode_sample

DATA = Path(os.environ.get("MASKLET_DATA", "data"))
GRID = 128  # the embedded model's logits
_NOISE_CELLS = 10  # size of the blobs in which a tracker errs, in cells of the grid
_ERROR_PX = 1.5  # standard deviation of where the edge is, in source pixels

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class KnownFrame:
    """`colours` uint8 (H, W, 3), `alpha` the truth (H, W), `sample` what a tracker would answer."""

    colours: NDArray[np.uint8]
    alpha: Floats
    sample: Sample


def scene(cutout: Path, sequence: Path, frames: int, seed: int = 0) -> Iterator[KnownFrame]:
    """The cut-out (RGBA) on a smooth path over the frames of a sequence."""
    layer = np.divide(np.asarray(Image.open(cutout).convert("RGBA")), 255, dtype=np.float32)
    layer[..., :3] *= layer[..., 3:]
    random = np.random.default_rng(seed)
    for number, path in enumerate(sorted(sequence.glob("*.jpg"))[:frames]):
        picture = np.asarray(Image.open(path).convert("RGB"), np.float32) / 255
        height, width = picture.shape[:2]
        place = _place(layer, height, width, number)
        placed = np.clip(cv2.warpAffine(layer, place, (width, height), flags=cv2.INTER_CUBIC), 0, 1)
        alpha = np.ascontiguousarray(placed[..., 3], np.float32)
        mixed = placed[..., :3] + picture * (1 - alpha[..., None])
        colours = np.rint(np.clip(mixed, 0, 1) * 255).astype(np.uint8)
        yield KnownFrame(colours, alpha, _tracked(alpha, random))


def _place(layer: Floats, height: int, width: int, number: int) -> NDArray[Any]:
    """Drifts, sways and grows a little: a few pixels a frame."""
    scale = 0.62 * height / layer.shape[0] * (1 + 0.004 * number)
    angle = 4 * np.sin(number / 5)
    matrix = cv2.getRotationMatrix2D((layer.shape[1] / 2, layer.shape[0] / 2), angle, scale)
    centre = np.array([width * 0.45 + 2.3 * number, height * 0.5 + 6 * np.sin(number / 4)])
    matrix[:, 2] += centre - np.array([layer.shape[1] / 2, layer.shape[0] / 2])
    return matrix


def _tracked(alpha: Floats, random: np.random.Generator) -> Sample:
    """Distance to the edge on the model's coarse grid, wrong by a pixel or two, differently on each frame."""
    inside = (alpha >= 0.5).astype(np.uint8)
    distance = cv2.distanceTransform(inside, cv2.DIST_L2, 5)
    distance -= cv2.distanceTransform(1 - inside, cv2.DIST_L2, 5)
    cells = random.normal(size=(GRID // _NOISE_CELLS + 2,) * 2).astype(np.float32)
    error = cv2.resize(cells, (GRID, GRID), interpolation=cv2.INTER_CUBIC) * _ERROR_PX
    grid = cv2.resize(distance, (GRID, GRID), interpolation=cv2.INTER_AREA) + error
    return encode_sample(
        grid * 0.5, presence=5.0, iou=0.9, pointer=np.zeros(1, np.float32), model="known", prompted=False
    )


def sad(matte: Floats, truth: Floats) -> float:
    """Sum of absolute differences, in thousands of pixels."""
    return float(np.abs(matte - truth).sum() / 1000)


def mse(matte: Floats, truth: Floats) -> float:
    """Mean squared error over the whole picture, times a thousand."""
    return float(np.square(matte - truth).mean() * 1000)


def gradient_error(matte: Floats, truth: Floats) -> float:
    """Rhemann et al., "A Perceptually Motivated Online Benchmark for Image Matting", 2009, in thousands."""
    difference = _gradient(matte) - _gradient(truth)
    return float(np.square(difference).sum() / 1000)


def temporal_error(before: Floats, now: Floats, truth_before: Floats, truth_now: Floats) -> float:
    """dtSSD of Erofeev et al. 2015: by how much the change from frame to frame is wrong, times a hundred."""
    wrong = (now - before) - (truth_now - truth_before)
    return float(np.sqrt(np.square(wrong).mean()) * 100)


def _gradient(matte: Floats) -> Floats:
    soft = cv2.GaussianBlur(matte, (0, 0), 1.4)
    across, down = cv2.Sobel(soft, cv2.CV_32F, 1, 0) / 8, cv2.Sobel(soft, cv2.CV_32F, 0, 1) / 8
    return np.hypot(across, down, dtype=np.float32)
