"""How long it takes to save a long project again after one edit.

    python -m tests.benchmarks.save_speed [--frames 10000] [--masklets 5]

The samples are noise of 3 kB, as a real track's are; the edit is a click in the middle of a track.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from pathlib import Path

from app.document import edits
from app.document.masklet import Sample
from app.document.media import Media
from app.document.prompts import Click
from app.document.timing import FrameRate
from app.engine.project_file import load_project, save_project

_SAMPLE_BYTES = 3000


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--frames", type=int, default=10_000)
    parser.add_argument("--masklets", type=int, default=5)
    args = parser.parse_args()
    chance = random.Random(1)
    clip = Path(__file__).resolve()
    project = edits.open_media(Media(clip, 1920, 1080, FrameRate(Fraction(25)), args.frames))
    for number in range(1, args.masklets + 1):
        project = edits.add_masklet(project)
        samples = {f: _sample(chance) for f in range(args.frames)}
        project = edits.add_samples(project, number, samples)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.masklet"
        print(f"first save {_seconds(lambda: save_project(project, path)):.2f} s")
        print(f"{path.stat().st_size / 1e6:.0f} MB")
        again: list[float] = []
        for frame in range(5):
            project = edits.add_click(project, 1, 100 + args.frames // 7 * frame, Click(5, 5))
            again.append(_seconds(partial(save_project, project, path)))
        print(f"after one edit {max(again):.3f} s at worst, {sorted(again)[2]:.3f} s in the middle, of five")
        print(f"load {_seconds(lambda: load_project(path)):.2f} s")
        assert load_project(path) == project


def _sample(chance: random.Random) -> Sample:
    return Sample(128, 128, chance.randbytes(_SAMPLE_BYTES), 5.0, 0.9, chance.randbytes(512), "m")


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
