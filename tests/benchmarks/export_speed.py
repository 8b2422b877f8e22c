"""How fast an export is, measured by what the bundled ffmpeg needs for the same transcode alone.

    python -m tests.benchmarks.export_speed [CLIP] [--frames 60] [--format h264 ...] [--height 1080]

ffmpeg decodes the clip and encodes it again with the very options of the export's own ffmpeg: no pixels leave
it, nothing is composited, nothing is read back. The export decodes, makes mattes from samples, composites,
encodes, and proves the result by decoding it.
Where there is alpha, ffmpeg's is opaque. The two run in turn. The ratio of processor time is told too, which
other work on the computer does not change.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import imageio_ffmpeg
import numpy as np

from app.document import edits
from app.document.project import Project
from app.document.timing import FrameRange
from app.engine.export.formats import FORMATS
from app.engine.export.job import ExportRequest, export
from app.engine.media_reader import probe
from app.engine.sample_clip import sample_clip
from app.engine.samples import encode_sample

GRID = 64
Cost = tuple[float, float]  # seconds, and seconds of processor time


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("clip", nargs="?", type=Path, default=sample_clip().path)
    parser.add_argument("--frames", type=int, default=60)
    parser.add_argument("--format", action="append", default=[])
    parser.add_argument("--effect", default="", help="put this effect on the masklet")
    parser.add_argument("--height", type=int, default=0, help="enlarge the clip to this height first")
    parser.add_argument("--rounds", type=int, default=2)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        clip = _prepared(args.clip.absolute(), Path(folder), args.frames, args.height)
        project = disc_project(clip, args.effect)
        for name in args.format or ["h264", "prores4444", "prores422hq"]:
            _measure(name, project, Path(folder), args.rounds)


def _measure(name: str, project: Project, folder: Path, rounds: int) -> None:
    media = project.media
    assert media is not None
    path = folder / f"out{FORMATS[name].extension}"
    ours: list[Cost] = []
    theirs: list[Cost] = []
    for _ in range(rounds):
        theirs.append(_cost(lambda: _transcode(name, media.path, path)))
        ours.append(_cost(lambda: _export(name, project, path)))
    alone, exported = _median(theirs), _median(ours)
    frames = media.frame_count
    print(
        f"{name}: {frames} frames of {media.width}x{media.height}: ffmpeg {frames / alone[0]:.1f}/s, "
        f"export {frames / exported[0]:.1f}/s, ratio {alone[0] / exported[0]:.2f}, "
        f"of processor time {alone[1] / exported[1]:.2f}, load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def _cost(work: Callable[[], None]) -> Cost:
    begun, used = time.perf_counter(), _processor_s()
    work()
    return time.perf_counter() - begun, _processor_s() - used


def _processor_s() -> float:
    """Of this process and of those it started and waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _median(costs: Sequence[Cost]) -> Cost:
    return statistics.median(c[0] for c in costs), statistics.median(c[1] for c in costs)


def _export(name: str, project: Project, path: Path) -> None:
    for _ in export(ExportRequest(project, name, path, overwrite=True), threading.Event()):
        pass


def _transcode(name: str, clip: Path, path: Path) -> None:
    movie = FORMATS[name].movie
    assert movie is not None
    wanted = movie.pixels.get("rgba16") or movie.pixels.get("rgba8") or next(iter(movie.pixels.values()))
    _ffmpeg("-i", clip, "-an", *movie.codec, "-pix_fmt", wanted, "-f", movie.muxer, path)


def _prepared(clip: Path, folder: Path, frames: int, height: int) -> Path:
    path = folder / "clip.mp4"
    size = ("-vf", f"scale=-2:{height}:flags=lanczos") if height else ()
    encoder = ("-c:v", "libx264", "-preset", "fast", "-crf", "18", "-pix_fmt", "yuv420p")
    _ffmpeg("-i", clip, "-an", "-frames:v", str(frames), *size, *encoder, path)
    return path


def _ffmpeg(*words: str | Path) -> None:
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-nostdin", "-y", *map(str, words)]
    subprocess.run(command, check=True, env={**os.environ, "SVT_LOG": "1"})


def disc_project(clip: Path, effect: str) -> Project:
    """A disc of a fifth of the picture that moves across it."""
    project = edits.add_masklet(edits.open_media(probe(clip)), "disc")
    assert project.media is not None
    frames: FrameRange = project.media.frames
    rows, columns = np.mgrid[0:GRID, 0:GRID]
    samples = {
        frame: encode_sample(
            (16 - np.hypot(columns - 16 - 32 * frame / len(frames), rows - 32)).astype(np.float32),
            presence=5.0,
            iou=0.9,
            pointer=np.zeros(4, np.float32),
            model="benchmark",
            prompted=False,
        )
        for frame in frames
    }
    project = edits.add_samples(project, 1, samples)
    return edits.add_effect(project, 1, effect) if effect else project


if __name__ == "__main__":
    main()
