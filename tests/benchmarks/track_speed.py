"""How fast a clip is tracked from end to end, and that memory does not grow with its length.

    python -m tests.benchmarks.track_speed [CLIP] [--frames 100] [--masklets 1] [--model NAME]

Decoding, the model and the packing of samples are all in the time; loading the model is not. The resident
memory is read at a quarter of the frames and at the end.
"""

from __future__ import annotations

import argparse
import os
import threading
import time
from dataclasses import replace
from pathlib import Path

from app.document import edits
from app.document.project import Project
from app.document.timing import FrameRange
from app.engine.media_reader import probe
from app.engine.model_store import ModelStore
from app.engine.requests import Failed, SegmentRequest, Tracked, TrackRequest
from app.engine.sample_clip import sample_clip
from app.engine.tracker import Tracker


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("clip", nargs="?", type=Path, default=sample_clip().path)
    parser.add_argument("--frames", type=int, default=100)
    parser.add_argument("--masklets", type=int, default=1)
    parser.add_argument("--model", default="")
    args = parser.parse_args()
    project = prepare(args.clip, args.masklets)
    assert project.media is not None
    tracker, cancel = Tracker(ModelStore()), threading.Event()
    first = project.masklets[0]
    warm_up = SegmentRequest(0, project.media, first, 0, args.model)
    list(tracker.handle(warm_up, cancel))
    last = min(args.frames, project.media.frame_count) - 1
    request = TrackRequest(1, project.media, project.masklets, FrameRange(0, last), 0, "forward", args.model)
    begun, early, done = time.perf_counter(), 0.0, 0
    for reply in tracker.handle(request, cancel):
        if isinstance(reply, Failed):
            raise SystemExit(reply.message)
        if isinstance(reply, Tracked):
            done += 1
            early = resident_mb() if done == (last + 1) // 4 else early
    seconds = time.perf_counter() - begun
    print(f"{args.clip.name}: {done} frames, {args.masklets} masklet(s), load {os.getloadavg()[0]:.1f}")
    print(f"{done / seconds:.1f} frames/s, {1000 * seconds / done:.0f} ms a frame")
    print(f"resident {early:.0f} MB after a quarter, {resident_mb():.0f} MB at the end")


def prepare(clip: Path, masklets: int) -> Project:
    """A project with the sample's prompts moved to frame 0, once for each masklet."""
    project = edits.open_media(probe(clip.absolute()))
    prompts = next(iter(sample_clip().prompts.values()))
    for _ in range(masklets):
        project = edits.add_masklet(project)
        masklet = project.masklets[-1]
        project = edits.replace_masklet(project, replace(masklet, prompts={0: prompts}))
    return project


def resident_mb() -> float:
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
