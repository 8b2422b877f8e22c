"""Peak memory and time of a training step with and without gradient checkpointing.

python -m tests.benchmarks.training_memory [--model NAME] [--size S] [--frames T] [--clips B]
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time

import numpy as np
import torch

from sam2core.model.recompute import set_recomputing
from sam2core.training.batches import Batch
from sam2core.training.config import DataConfig, RunConfig, StageConfig
from sam2core.training.loop import Trainer
from sam2core.training.losses import LossWeights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="sam2.1_hiera_t")
    parser.add_argument("--size", type=int, default=256)
    parser.add_argument("--frames", type=int, default=4)
    parser.add_argument("--clips", type=int, default=1)
    parser.add_argument("--checkpointing", choices=("on", "off"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.checkpointing:
        measure(args)
        return
    for choice in ("off", "on"):  # each in a process of its own: a peak never falls
        subprocess.run([*_command(sys.argv[1:]), "--checkpointing", choice], check=True)


def _command(words: list[str]) -> list[str]:
    return [sys.executable, "-m", "tests.benchmarks.training_memory", *words]


def measure(args: argparse.Namespace) -> None:
    torch.set_num_threads(1)
    stage = StageConfig(1, args.size, args.frames, args.clips, 1e-5)
    trainer = Trainer(RunConfig(args.model, "", DataConfig("."), (stage,), LossWeights()))
    set_recomputing(trainer.model, on=args.checkpointing == "on")
    trainer.model.resize(args.size)
    rng = np.random.default_rng(0)
    shape = (args.clips, args.frames)
    frames = torch.from_numpy(rng.normal(size=(*shape, 3, args.size, args.size)).astype(np.float32))
    masks = torch.zeros(*shape, 1, args.size, args.size)
    masks[..., args.size // 4 : args.size // 2, args.size // 4 : args.size // 2] = 1
    trainer._learn(Batch(frames, masks), stage, 0)  # the optimiser's state is there from now on
    before = _peak_mb()
    started = time.monotonic()
    trainer._learn(Batch(frames, masks), stage, 0)
    seconds = time.monotonic() - started
    print(
        f"checkpointing {args.checkpointing}: peak {max(before, _peak_mb()):.0f} MB, {seconds:.1f} s a step"
    )


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
