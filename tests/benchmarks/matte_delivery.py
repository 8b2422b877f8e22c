"""How far a matte is from itself after each lossy format: a disc with hair that turns and moves, read back.

    python -m tests.benchmarks.matte_delivery [--format matte-h264 ...]

Told in levels of 255: the worst pixel of all frames, the root of the mean square, and how many pixels of a
frame are more than eight levels off. For movies with alpha it is the alpha of a cut-out that is looked at.
"""

from __future__ import annotations

import argparse
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from app.document.timing import FrameRange
from app.engine.export.content import Rendered
from app.engine.export.formats import FORMATS, Content
from app.engine.export.job import ExportRequest, export
from app.engine.export.options import ExportOptions
from app.engine.sample_clip import sample_clip
from tests.benchmarks.export_speed import disc_project

FRAMES = 24
FORMATS_TOLD = ("matte-h264", "h264", "h265", "av1", "matte-prores", "vp9", "prores4444")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--format", action="append", default=[])
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name in args.format or FORMATS_TOLD:
            _measure(name, Path(folder) / f"out{FORMATS[name].extension}")


def hair(frame: int, height: int, width: int) -> NDArray[np.float32]:
    """A disc with sixty hairs, one pixel wide."""
    matte = np.zeros((height, width), np.uint8)
    x, y = width // 4 + 6 * frame, height // 2
    cv2.circle(matte, (x, y), height // 7, 255, -1, cv2.LINE_AA)
    for angle in np.arange(60) * np.pi / 30 + frame * 0.03:
        tip = (int(x + np.cos(angle) * height * 0.3), int(y + np.sin(angle) * height * 0.3))
        cv2.line(matte, (x, y), tip, 255, 1, cv2.LINE_AA)
    return (matte / np.float32(255)).astype(np.float32)


def _measure(name: str, path: Path) -> None:
    form = FORMATS[name]
    content: Content = "cutout" if form.has_alpha else "matte"

    def render(frame: int, pixels: NDArray[np.uint8]) -> Rendered:
        matte = hair(frame, 720, 1280)
        return Rendered(pixels, matte) if content == "cutout" else Rendered(matte)

    project = disc_project(sample_clip().path, "")
    options = ExportOptions(content=content)
    request = ExportRequest(project, name, path, FrameRange(0, FRAMES - 1), overwrite=True, options=options)
    for _ in export(request, threading.Event(), render=render):
        pass
    errors = [np.abs(found - 255 * hair(n, 720, 1280)) for n, found in enumerate(_mattes(path))]
    assert len(errors) == FRAMES
    print(
        f"{name} ({content}): worst {max(e.max() for e in errors):.1f}, "
        f"rms {np.mean([np.square(e).mean() for e in errors]) ** 0.5:.3f}, "
        f"{np.mean([(e > 8).sum() for e in errors]):.0f} pixels of a frame off by more than 8, "
        f"{path.stat().st_size / FRAMES / 1024:.1f} kB a frame",
        flush=True,
    )


def _mattes(path: Path) -> Iterator[NDArray[np.float64]]:
    """In levels of 255: the alpha where there is one, else the luma."""
    from app.engine.video_decoder import decode_packets
    from app.engine.video_source import open_source

    with open_source(path) as source:
        for picture in decode_packets(source):
            part = next((c for c in picture.format.components if c.is_alpha), picture.format.components[0])
            plane = picture.planes[part.plane]
            kind = np.uint8 if part.bits == 8 else np.uint16
            values = np.frombuffer(memoryview(plane), kind).reshape(plane.height, -1)[:, : plane.width]
            levels = values / float((1 << part.bits) - 1) * 255
            step = 1 << (part.bits - 8)
            yield levels if part.is_alpha else (values / step - 16) * 255 / 219


if __name__ == "__main__":
    main()
