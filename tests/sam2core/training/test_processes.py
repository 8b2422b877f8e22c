"""Two processes learn as one, and go on exactly where they were stopped."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from tests.sam2core.training.test_training import make_data, weights, write_config

ROOT = Path(__file__).resolve().parents[3]

_SCRIPT = """
import sys
from pathlib import Path
import torch
import sam2core.config
from sam2core.training import loop
from tests.sam2core.tiny import TINY

torch.set_num_threads(1)
sam2core.config.CONFIGS["tiny"] = TINY


class Killed(loop.Trainer):
    def _save(self):
        super()._save()
        raise SystemExit


if sys.argv[2] == "killed":
    loop.Trainer = Killed
loop.run(Path(sys.argv[1]), resume=sys.argv[2] == "resumed")
"""


def _run(config: Path, way: str) -> None:
    script = config.with_suffix(".py")
    script.write_text(_SCRIPT)
    words = [
        sys.executable,
        "-m",
        "torch.distributed.run",
        "--nproc-per-node",
        "2",
        str(script),
        str(config),
        way,
    ]
    subprocess.run(words, check=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=300)


@pytest.mark.slow
def test_two_processes_learn_as_one_and_resume_exactly(tmp_path: Path) -> None:
    make_data(tmp_path / "data")
    for name in ("whole", "resumed"):
        path = write_config(tmp_path / f"{name}.toml", tmp_path / name, tmp_path / "data", 4)
        path.write_text("checkpointing = true\n" + path.read_text())
    _run(tmp_path / "whole.toml", "whole")
    _run(tmp_path / "resumed.toml", "killed")  # after step 2
    assert torch.load(tmp_path / "resumed/checkpoint-1.pt", weights_only=True)["step"] == 2
    _run(tmp_path / "resumed.toml", "resumed")
    first, *others = (
        weights(tmp_path / name / f"checkpoint-{rank}.pt") for name in ("whole", "resumed") for rank in (0, 1)
    )
    for other in others:
        assert all(torch.equal(first[name], other[name]) for name in first)
