"""Our video predictor against the public SAM 2 implementation: same weights, frames and clicks, one run.

    python -m tests.benchmarks.versus_public --public ENV/bin/python [--model sam2.1_hiera_t] [--size 1024]
        [--objects 1 5] [--precision float32 bfloat16 default] [--frames 3] [--retrack] [--clicks]
        [--compiled] [--device cpu]

Each measurement is a process of its own, ours and theirs in turn. The precision "default" is what each side
does by itself: float32 in theirs, what the probe chooses in ours. A frame's time is that of the fastest frame
of those that look back on a full memory (see `versus`). The public side needs an environment of its own that
shares torch:

    python -m venv ENV
    echo $PWD/.venv/lib/python3.11/site-packages > ENV/lib/python3.11/site-packages/shared.pth
    ENV/bin/pip install wheel setuptools hydra-core iopath tqdm
    SAM2_BUILD_CUDA=0 ENV/bin/pip install --no-deps --no-build-isolation sam2

Without --public only ours is measured. `--long N` tracks N frames and reads the resident memory on the way;
the embedded model can be measured so too (`--model masklet-small --size 256`), as no weights matter.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from sam2core import VideoPredictor
from sam2core.probe import choose_precision
from tests.benchmarks.versus import FULL, Order, Side, measure
from tests.sam2core.parity import recipe, seeded_model

_ROOT = Path(__file__).resolve().parents[2]


class OurSide(Side):
    """sam2core as the application uses it."""

    def __init__(self, order: Order) -> None:
        torch.set_num_threads(order.threads)
        half = torch.bfloat16 if order.precision == "bfloat16" else None
        model = seeded_model(order.model, order.image_size).to(order.device)
        if order.marks:  # memory is measured: as much as the application allows
            self._predictor = VideoPredictor(model, autocast=half)
        else:  # room for all frames of a re-track
            self._predictor = VideoPredictor(model, autocast=half, cache_bytes=4 << 30)

    def open(self, folder: Path) -> None:
        self._predictor.start(JpegFolder(folder))

    def click(self, frame: int, masklet: int, point: tuple[float, float]) -> None:
        self._predictor.add_points(frame, masklet, [point], [1])

    def fill(self, frames: int) -> None:
        trackers = self._predictor._objects.values()
        with torch.inference_mode(), self._predictor._precision():
            self._predictor._step.settle(trackers)
        for tracker in trackers:
            (memory,) = tracker.bank.prompted.values()
            tracker.bank.tracked |= dict.fromkeys(range(1, frames), memory)
            tracker.paths[0].answers |= dict.fromkeys(range(1, frames), memory.masks)

    def propagate(self, start: int, stop: int) -> Iterator[None]:
        for _, answers in self._predictor.propagate(start, stop - 1):
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
        count = args.long or FULL + args.frames
        for frame in range(count):
            Image.fromarray(recipe.frame(frame % 20)).save(folder / f"{frame:05d}.jpg", quality=95)
        for order in _orders(args, folder):
            _compare(order, args.public)


def _orders(args: argparse.Namespace, folder: Path) -> Iterator[Order]:
    for precision in args.precision:
        for objects in args.objects:
            marks = tuple(f for f in (199, 499, 1999, 2499) if f < args.long)
            yield Order(
                args.model,
                args.size,
                precision,
                args.device,
                args.threads,
                objects,
                args.frames,
                str(folder),
                args.retrack,
                args.clicks,
                marks,
                args.compiled,
            )


def _compare(order: Order, public: str) -> None:
    print(
        f"{order.model} at {order.image_size}, {order.precision}, {order.objects} object(s), {order.device}"
    )
    own = choose_precision(order.device).name if order.precision == "default" else order.precision
    ours = _run(sys.executable, "tests.benchmarks.versus_public", replace(order, precision=own))
    print("  ours  ", _words(ours), flush=True)
    if public:
        theirs = _run(public, "tests.benchmarks.public_sam2", order)
        print("  public", _words(theirs))
        shared = [k for k in ours.keys() & theirs.keys() if isinstance(ours[k], float)]
        ratios = {name: ours[name] / theirs[name] for name in sorted(shared)}
        print(f"  ratio   {_words(ratios)}; load {os.getloadavg()[0]:.1f}", flush=True)
    if "retrack_frame_s" in ours:
        print(f"  re-track of ours: {ours['retrack_frame_s'] / ours['frame_s']:.2f} of its first pass")


def _run(python: str, module: str, order: Order) -> dict[str, Any]:
    command = [python, "-m", module, json.dumps(asdict(order))]
    silent = {**os.environ, "TQDM_DISABLE": "1", "PYTHONWARNINGS": "ignore"}
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
    parser.add_argument("--frames", type=int, default=3)
    parser.add_argument("--retrack", action="store_true")
    parser.add_argument("--clicks", action="store_true")
    parser.add_argument("--compiled", action="store_true", help="ours with torch.compile")
    parser.add_argument("--long", type=int, default=0)
    return parser


if __name__ == "__main__":
    if len(sys.argv) == 2 and sys.argv[1].startswith("{"):
        order = Order(**json.loads(sys.argv[1]))
        print(json.dumps(measure(OurSide(order), order)))
    else:
        main()
