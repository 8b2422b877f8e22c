"""`masklet` as a program of its own, that can be killed; its model finds what is bright.

python -m tests.faults.program track clip.mov --click 8,25@0 -o p.masklet
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def masklet(*words: object, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run it to its end. A user never reads a traceback."""
    ran = subprocess.run(
        _command(words), capture_output=True, text=True, cwd=ROOT if folder is None else folder, env=_env()
    )
    assert "Traceback" not in ran.stderr + ran.stdout, ran.stderr
    assert "unexpected error" not in ran.stderr, ran.stderr
    return ran


@contextmanager
def working(*words: object) -> Iterator[subprocess.Popen[str]]:
    """The program once it is at work, some frames in and some to go; killed at the end of the block."""
    words = (*words, "--progress", "json")
    with subprocess.Popen(_command(words), stderr=subprocess.PIPE, text=True, cwd=ROOT, env=_env()) as work:
        assert work.stderr is not None
        for line in work.stderr:
            event: dict[str, Any] = json.loads(line)
            if event["event"] == "progress" and 0 < event["done"] < event["total"]:
                break
        else:
            raise AssertionError("it ended before it could be killed")
        yield work
        work.kill()
        work.stderr.read()


def _command(words: tuple[object, ...]) -> list[str]:
    return [sys.executable, "-m", "tests.faults.program", *map(str, words)]


def _env() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(ROOT)}


def _main() -> int:
    from app.cli import main
    from app.engine import tracker
    from app.engine.model_store import ModelEntry, ModelStore
    from tests.cli.conftest import BrightPredictor

    class Bright(tracker.Tracker):
        def __init__(self, models: ModelStore, device: str = "auto") -> None:
            super().__init__(models, device, load=lambda entry, device: BrightPredictor())

    entry = ModelEntry("bright", "Bright", Path("/none"), 1, "", embedded=True, available=True)
    ModelStore.require = lambda self, name: entry  # type: ignore[method-assign]
    tracker.Tracker = Bright  # type: ignore[misc]
    return main()


if __name__ == "__main__":
    sys.exit(_main())
