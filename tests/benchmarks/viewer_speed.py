"""How long until it is seen: scrubbing cached frames, a click's mask, and frames left out while playing.

    python -m tests.benchmarks.viewer_speed [CLIP] [--json FILE]

Opens the real window (offscreen where no display is given) with the real engine at 1920 x 1080, on the
sample clip made 1080p where no other is given, with one masklet on every frame. Times end when the viewer
has painted. Bars: scrub 40 ms, click 150 ms.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from imageio_ffmpeg import get_ffmpeg_exe
from PySide6.QtGui import QPaintEvent

from app.document import edits
from app.document.prompts import Click
from app.engine.sample_clip import sample_clip
from app.engine.settings import Settings
from app.engine.tracker import Tracker
from app.ui.main import application
from app.ui.main_window import MainWindow
from app.ui.services import Services
from app.ui.viewer import Viewer
from tests.benchmarks.event_loop_gap import models, wait, wait_until

FRAMES = 100  # that many 1080p frames are in the cache
SCRUBS = 120
CLICKS = 12


class Painted:
    """When the viewer last painted."""

    def __init__(self) -> None:
        self.at = 0.0
        paint = Viewer.paintEvent

        def timed(viewer: Viewer, event: QPaintEvent) -> None:
            paint(viewer, event)
            self.at = time.perf_counter()

        Viewer.paintEvent = timed  # type: ignore[method-assign]

    def wait_after(self, began: float, ready: list[float]) -> float:
        """Milliseconds from `began` to the end of the first paint after something was ready."""
        wait_until(lambda: bool(ready) and self.at > ready[-1])
        return (self.at - began) * 1000


def made_1080p(folder: Path) -> Path:
    path = folder / "hd.mp4"
    command = [get_ffmpeg_exe(), "-loglevel", "error", "-stream_loop", "2", "-i", str(sample_clip().path)]
    command += ["-vf", "scale=1920:1080", "-c:v", "libx264", "-preset", "veryfast", "-g", "250", "-crf", "20"]
    command += ["-c:a", "aac", str(path)]
    subprocess.run(command, check=True)
    return path


def open_with_masklet(window: MainWindow, clip: Path) -> None:
    window.open(clip)
    wait_until(lambda: window.document.project.media is not None)
    media = window.document.project.media
    assert media is not None
    wait_until(lambda: not window.tracker_thread.is_busy)
    window.viewer.clicked.emit(Click(media.width * 0.5, media.height * 0.55))
    wait_until(lambda: not window.tracking.is_answering)
    masklet = window.document.project.masklets[0]
    frames = range(1, min(FRAMES, media.frame_count))
    samples = {frame: replace(masklet.track[0], prompted=False) for frame in frames}
    window.document.edit("Track", lambda p: edits.add_samples(p, masklet.id, samples))


def scrub(window: MainWindow, painted: Painted, look: str) -> list[float]:
    """Cached frames in random order, as a hand on the timeline asks for them."""
    window.actions_by_id[look].trigger()
    shown: list[float] = []
    window.feed.frame_shown.connect(lambda _: shown.append(time.perf_counter()))
    for frame in range(FRAMES):
        shown.clear()
        window.state.go_to(frame)
        wait_until(lambda: bool(shown))
    wait(1)
    chance, times, last = random.Random(1), [], -1
    for _ in range(SCRUBS):
        frame = chance.choice([f for f in range(FRAMES) if f != last])
        last = frame
        shown.clear()
        began = time.perf_counter()
        window.timeline.playhead_moved.emit(frame)
        times.append(painted.wait_after(began, shown))
    window.feed.frame_shown.disconnect()
    return times


def click(window: MainWindow, painted: Painted) -> list[float]:
    """Clicks that begin masklets on a frame whose encoding is cached."""
    chance, times = random.Random(2), []
    media = window.document.project.media
    assert media is not None
    window.go_to(0)
    wait(1)
    for _ in range(CLICKS):
        window.editing.add_masklet()
        wait(0.3)
        place = Click(media.width * chance.uniform(0.2, 0.8), media.height * chance.uniform(0.2, 0.8))
        ready: list[float] = []
        count = len(window.document.project.masklets)

        def answered(count: int = count, ready: list[float] = ready) -> bool:
            if not ready and len(window.viewer.overlays) == count:
                ready.append(time.perf_counter())
            return bool(ready)

        began = time.perf_counter()
        window.viewer.clicked.emit(place)
        window.feed.frame_shown.connect(lambda _, answered=answered: answered())
        times.append(painted.wait_after(began, ready))
        window.feed.frame_shown.disconnect()
        window.editing.delete_masklet()
        wait(0.2)
    return times


def play(window: MainWindow, seconds: float) -> tuple[int, int]:
    """Frames that were shown, and that were due."""
    media = window.document.project.media
    assert media is not None
    window.go_to(0)
    wait(1)
    shown: set[int] = set()
    window.feed.frame_shown.connect(shown.add)
    began = window.companions.sound.clock()
    window.playback.toggle()
    wait(seconds)
    due = int((window.companions.sound.clock() - began) * float(media.rate.fps))
    window.playback.stop()
    window.feed.frame_shown.disconnect()
    return min(len(shown), due), due


def row(name: str, times: list[float]) -> dict[str, object]:
    ordered = sorted(times)
    p95 = ordered[int(len(ordered) * 0.95)]
    print(f"{name:34} median {statistics.median(ordered):6.1f} ms  p95 {p95:6.1f}  worst {ordered[-1]:6.1f}")
    return {"what": name, "median_ms": statistics.median(ordered), "p95_ms": p95, "worst_ms": ordered[-1]}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("clip", nargs="?", type=Path)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    painted = Painted()
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        os.environ["MASKLET_HOME"] = str(folder / "home")
        clip = args.clip or made_1080p(folder)
        store = models(folder)
        application()
        window = MainWindow(Services(lambda: Tracker(store), store, settings=Settings()))
        window.resize(1920, 1080)
        window.show()
        wait(1)
        window.actions_by_id["hover_preview"].trigger()
        open_with_masklet(window, clip)
        looks = ("view_overlay", "view_source", "view_matte")
        results = [row(f"scrub, {look[5:]}", scrub(window, painted, look)) for look in looks]
        window.actions_by_id["view_overlay"].trigger()
        results.append(row("click to mask", click(window, painted)))
        shown, due = play(window, 6)
        print(f"played 6 s: {shown} of {due} frames shown, {due - shown} left out")
        results.append({"what": "play", "shown": shown, "due": due})
        window.document.mark_saved(window.document.project, folder / "unused.masklet")
        window.close()
    if args.json:
        args.json.write_text(json.dumps(results, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
