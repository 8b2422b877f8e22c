"""How far a matte is from itself after each lossy format: a disc with hair that turns and moves, read back.

    python -m tests.benchmarks.matte_delivery [--format matte-h264 ...]

Told in levels of 255: the worst pixel of all frames, the root of the mean square, and how many pixels of a
frame are more than eight levels off. For movies with alpha it is the alpha of a cut-out that is looked at.
"""

from __future__ import annotations

import argparse
import tempfile
import threading
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.document.timing import FrameRange
from app.engine.export.content import Rendered
from app.engine.export.formats import FORMATS, Content
from app.engine.export.job import ExportRequest, export
from app.engine.export.options import ExportOptions
from app.engine.sample_clip import sample_clip
from tests.benchmarks.export_speed import disc_project
from tests.engine.export.hair import delivered, hair

FRAMES = 24
FORMATS_TOLD = ("matte-h264", "h264", "h265", "av1", "matte-prores", "vp9", "prores4444")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--format", action="append", default=[])
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name in args.format or FORMATS_TOLD:
            _measure(name, Path(folder) / f"out{FORMATS[name].extension}")


def _hair(frame: int) -> NDArray[np.float32]:
    return hair((720, 1280), 320 + 6 * frame, radius=102, reach=216, count=60, turn=0.03 * frame)


def _measure(name: str, path: Path) -> None:
    form = FORMATS[name]
    content: Content = "cutout" if form.has_alpha else "matte"

    def render(frame: int, pixels: NDArray[np.uint8]) -> Rendered:
        matte = _hair(frame)
        return Rendered(pixels, matte) if content == "cutout" else Rendered(matte)

    project = disc_project(sample_clip().path, "")
    options = ExportOptions(content=content)
    request = ExportRequest(project, name, path, FrameRange(0, FRAMES - 1), overwrite=True, options=options)
    for _ in export(request, threading.Event(), render=render):
        pass
    errors = [np.abs(found - 255 * _hair(n)) for n, found in enumerate(delivered(path))]
    assert len(errors) == FRAMES
    print(
        f"{name} ({content}): worst {max(e.max() for e in errors):.1f}, "
        f"rms {np.mean([np.square(e).mean() for e in errors]) ** 0.5:.3f}, "
        f"{np.mean([(e > 8).sum() for e in errors]):.0f} pixels of a frame off by more than 8, "
        f"{path.stat().st_size / FRAMES / 1024:.1f} kB a frame",
        flush=True,
    )


if __name__ == "__main__":
    main()
