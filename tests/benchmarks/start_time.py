"""How long it takes until the window is there: from `masklet` on the command line to its first painting.

    python -m tests.benchmarks.start_time [--runs 7] [--against FOLDER]

Each run is a process of its own with an empty home, offscreen where no display is given. The first run of
a checkout compiles its modules and fills the disk's cache, as the first start on any computer does; it is
not counted. Printed are the least and the middle of the time by the clock and of the processor's time.
`--against` measures another checkout in turn with this one, so that what else the computer does falls on
both. The bar: 1.5 s.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BAR_S = 1.5
_HERE = Path(__file__).resolve().parents[2]

# The window's own program, which ends when the window has been painted and its events are done.
_PROGRAM = """
import sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.isWindow():
            QTimer.singleShot(0, self.tell)
        return False
    def tell(self):
        print(time.time(), time.process_time(), flush=True)
        import os
        os._exit(0)
import app.ui.main as main
make = main.application
def application(*args):
    app = make(*args)
    app.painted = Painted(app)
    app.installEventFilter(app.painted)
    return app
main.application = application
from app.cli.main import main as masklet
sys.exit(masklet([]))
"""


def start(folder: Path, compiled: str) -> tuple[float, float]:
    """Seconds by the clock and of the processor until the window of this checkout was painted.

    Compiled modules are kept in the folder `compiled`, whatever this process was told about them.
    """
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"MASKLET_HOME": home, "PYTHONPATH": str(folder)}
        environment |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": compiled}
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        began = time.time()
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
    at, processor = (float(word) for word in done.stdout.split())
    return at - began, processor


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--against", type=Path, help="another checkout, measured in turn with this one")
    args = parser.parse_args()
    folders = [_HERE, *([args.against.resolve()] if args.against else [])]
    times: dict[Path, list[tuple[float, float]]] = {folder: [] for folder in folders}
    with tempfile.TemporaryDirectory() as compiled:
        for run in range(args.runs + 1):
            for folder in folders:
                measured = start(folder, compiled)
                if run:
                    times[folder].append(measured)
    middle: dict[Path, tuple[float, float]] = {}
    for folder, found in times.items():
        clock, processor = ([one[i] for one in found] for i in (0, 1))
        middle[folder] = statistics.median(clock), statistics.median(processor)
        print(
            f"{folder}: clock {min(clock):.2f} s least, {middle[folder][0]:.2f} in the middle; "
            f"processor {min(processor):.2f} and {middle[folder][1]:.2f}"
        )
    if args.against:
        here, there = (middle[folder] for folder in folders)
        print(f"here / there: clock {here[0] / there[0]:.2f}, processor {here[1] / there[1]:.2f}")
    return 0 if middle[_HERE][0] <= BAR_S else 1


if __name__ == "__main__":
    sys.exit(main())
