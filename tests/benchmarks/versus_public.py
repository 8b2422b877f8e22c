"""Our video predictor against the public SAM 2 implementation: same weights, frames and clicks, one run.

    python -m tests.benchmarks.versus_public --public ENV/bin/python [--model sam2.1_hiera_t] [--size 1024]
        [--objects 1 5] [--precision float32 bfloat16] [--frames 10] [--retrack] [--clicks] [--device cpu]

Each measurement is a process of its own, ours and theirs in turn. A frame's time is the median over the
frames that look back on a full memory. The public side needs an environment of its own that shares torch:

    python -m venv ENV
    echo $PWD/.venv/lib/python3.11/site-packages > ENV/lib/python3.11/site-packages/shared.pth
    ENV/bin/pip install wheel setuptools hydra-core iopath tqdm
    SAM2_BUILD_CUDA=0 ENV/bin/pip install --no-deps --no-build-isolation sam2

Without --public only ours is measured. `--long N` tracks N frames and reads the resident memory on the way.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from sam2core import VideoPredictor
from tests.benchmarks.versus import Order, Side, measure
from tests.sam2core.parity import recipe, seeded_model

_ROOT = Path(__file__).resolve().parents[2]


class OurSide(Side):
    """sam2core as the application uses it."""

    def __init__(self, order: Order) -> None:
        torch.set_num_threads(order.threads)
        half = torch.bfloat16 if order.precision == "bfloat16" else None
        model = seeded_model(order.model, order.image_size).to(order.device)
        self._predictor = VideoPredictor(model, autocast=half, cache_bytes=4 << 30)

    def open(self, folder: Path) -> None:
        self._predictor.start(JpegFolder(folder))

    def click(self, frame: int, masklet: int, point: tuple[float, float]) -> None:
        self._predictor.add_points(frame, masklet, [point], [1])

    def propagate(self, start: int, frames: int) -> Iterator[None]:
        for _, answers in self._predictor.propagate(start, frames - 1):
            for answer in answers.values():
                _ = answer.logits  # the public predictor makes masks of the video's size too
            yield


class JpegFolder:
    """Frames as the public predictor reads them."""

    def __init__(self, folder: Path) -> None:
        self._paths = sorted(folder.iterdir())

    def __len__(self) -> int:
        return len(self._paths)

    def __getitem__(self, frame: int) -> NDArray[np.uint8]:
        return np.array(Image.open(self._paths[frame]).convert("RGB"))


def main() -> None:
    args = _parser().parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        count = args.long or args.frames
        for frame in range(count):
            Image.fromarray(recipe.frame(frame % 20)).save(folder / f"{frame:05d}.jpg", quality=95)
        for order in _orders(args, folder, count):
            _compare(order, args.public)


def _orders(args: argparse.Namespace, folder: Path, count: int) -> Iterator[Order]:
    for precision in args.precision:
        for objects in args.objects:
            marks = tuple(f for f in (199, 499, 1999, 2499) if f < count) if args.long else ()
            yield Order(
                args.model,
                args.size,
                precision,
                args.device,
                args.threads,
                objects,
                count,
                str(folder),
                args.retrack,
                args.clicks,
                marks,
            )


def _compare(order: Order, public: str) -> None:
    print(
        f"{order.model} at {order.image_size}, {order.precision}, {order.objects} object(s), {order.device}"
    )
    ours = _run(sys.executable, "tests.benchmarks.versus_public", order)
    print("  ours  ", _words(ours), flush=True)
    if public:
        theirs = _run(public, "tests.benchmarks.public_sam2", order)
        print("  public", _words(theirs))
        wall, cpu = (ours[name] / theirs[name] for name in ("frame_s", "frame_cpu_s"))
        print(f"  ratio  {wall:.2f} a frame, {cpu:.2f} of processor time, load {os.getloadavg()[0]:.1f}")


def _run(python: str, module: str, order: Order) -> dict[str, float]:
    command = [python, "-m", module, json.dumps(asdict(order))]
    silent = {**os.environ, "TQDM_DISABLE": "1"}
    ended = subprocess.run(command, cwd=_ROOT, env=silent, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(ended.stdout.splitlines()[-1])


def _words(found: Mapping[str, object]) -> str:
    shown = {k: f"{v:.3f}" if isinstance(v, float) else v for k, v in found.items() if v}
    return ", ".join(f"{key} {value}" for key, value in shown.items())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser()
    parser.add_argument("--public", default="", help="the python of the public package's environment")
    parser.add_argument("--model", default="sam2.1_hiera_t")
    parser.add_argument("--size", type=int, default=1024)
    parser.add_argument("--objects", type=int, nargs="+", default=[1, 5])
    parser.add_argument("--precision", nargs="+", default=["float32", "bfloat16"])
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--frames", type=int, default=10)
    parser.add_argument("--retrack", action="store_true")
    parser.add_argument("--clicks", action="store_true")
    parser.add_argument("--long", type=int, default=0)
    return parser


if __name__ == "__main__":
    if len(sys.argv) == 2 and sys.argv[1].startswith("{"):
        order = Order(**json.loads(sys.argv[1]))
        print(json.dumps(measure(OurSide(order), order)))
    else:
        main()
