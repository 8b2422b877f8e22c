"""Frames a second of the public models on a graphics card: every frame encoded and tracked.

    python -m tests.benchmarks.gpu_speed [--models sam2.1_hiera_t ...] [--objects 1 5] [--size 1024]
        [--frames 60] [--precision bfloat16] [--device cuda] [--ways plain graphs compiled]

`graphs` replays recorded CUDA graphs; `compiled` does so with an image encoder that torch.compile made.

Random weights, synthetic frames of 1280 x 720. The clock runs from the first frame that looks back on a full
memory to the last, and is read when the device has done its work. Prints rows for RESULTS.md.
"""

from __future__ import annotations

import argparse
import itertools
import time

import numpy as np
import torch
from numpy.typing import NDArray

from sam2core import VideoPredictor, build_model
from sam2core.model.sam2 import Sam2
from sam2core.replay import compile_encoder, replay_on_card

_MODELS = ("sam2.1_hiera_t", "sam2.1_hiera_s", "sam2.1_hiera_b+", "sam2.1_hiera_l")
_WARM = 17  # frames: the memory and the pointers are full


class Noise:
    """Eight pictures in turn, which cost nothing to make."""

    def __init__(self, length: int) -> None:
        self._length = length
        self._pictures = np.random.default_rng(5).integers(0, 255, (8, 720, 1280, 3), np.uint8)

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, frame: int) -> NDArray[np.uint8]:
        return self._pictures[frame % 8]


def frames_per_second(predictor: VideoPredictor, objects: int, frames: int, device: str) -> float:
    """With `objects` tracked together for `frames` frames after the memory is full."""
    predictor.start(Noise(_WARM + frames), classic=False)
    for masklet in range(objects):
        x, y = 200 + 180 * masklet, 300
        predictor.add_box(0, masklet, (x, y, x + 150, y + 200))
    begun = 0.0
    for number, _ in predictor.propagate():
        if number == _WARM - 1:
            _synchronize(device)
            begun = time.perf_counter()
    _synchronize(device)
    return frames / (time.perf_counter() - begun)


def _synchronize(device: str) -> None:
    if device == "cuda":
        torch.cuda.synchronize()


def main() -> None:
    args = _parser().parse_args()
    card = torch.cuda.get_device_name() if args.device == "cuda" else args.device
    half = torch.bfloat16 if args.precision == "bfloat16" else None
    for name in args.models:
        for way, objects in itertools.product(args.ways, args.objects):
            model = _model(name, way, args.size, args.device)
            together = objects if args.device == "cuda" else 1
            predictor = VideoPredictor(model, autocast=half, objects_per_pass=together)
            rate = frames_per_second(predictor, objects, args.frames, args.device)
            print(
                f"| {name} at {args.size}, {args.precision}, {objects} object(s), {way}, {card} | "
                f"{rate:.1f} frames/s | `python -m tests.benchmarks.gpu_speed --ways {way}` |",
                flush=True,
            )


def _model(name: str, way: str, size: int, device: str) -> Sam2:
    model = build_model(name, image_size=size, device=device)
    if way == "compiled":
        compile_encoder(model)
    return model if way == "plain" else replay_on_card(model)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser()
    parser.add_argument("--models", nargs="+", default=_MODELS)
    parser.add_argument("--objects", type=int, nargs="+", default=[1, 5])
    parser.add_argument("--size", type=int, default=1024)
    parser.add_argument("--frames", type=int, default=60)
    parser.add_argument("--precision", choices=["float32", "bfloat16"], default="bfloat16")
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--ways", nargs="+", choices=["plain", "graphs", "compiled"], default=["plain"])
    return parser


if __name__ == "__main__":
    main()
