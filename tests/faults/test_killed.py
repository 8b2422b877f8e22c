"""kill -9 in the middle of a long job: what was there is whole, no half is left, and it can be begun again.

Saving and autosave are killed in tests/engine/test_autosave.py, the queue's runner in tests/engine/queue,
a farm's task in tests/packaging.
"""

from __future__ import annotations

import http.server
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
import torch

import sam2core.config
from app.engine.autosave import recoverable
from app.engine.download import Download, fetch
from app.engine.media_reader import probe
from app.engine.project_file import load_project, save_project
from app.engine.proxy import make_proxy, open_proxy
from sam2core.training import run
from tests.clips import Clip, write_clip
from tests.engine.export.scene import project_of
from tests.faults.program import ROOT, masklet, working
from tests.sam2core.tiny import TINY
from tests.sam2core.training.test_training import make_data, write_config

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs kill -9")

LONG = 600  # frames: more than are done before the first progress is heard


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """64 x 48, for the model of tests.faults.program."""
    return write_clip(tmp_path_factory.mktemp("clip") / "clip.mp4", Clip(frames=LONG, width=64, height=48))


@pytest.mark.slow
@pytest.mark.parametrize(("format_name", "name"), [("prores4444", "out.mov"), ("png", "out")])
def test_a_killed_export_leaves_the_older_one(
    clip: Path, tmp_path: Path, format_name: str, name: str
) -> None:
    project, out = tmp_path / "p.masklet", tmp_path / name
    save_project(project_of(clip, LONG), project)
    words = ("export", project, "--format", format_name, "-o", out)
    assert masklet(*words, "--out", 3).returncode == 0
    before = _content(out)
    with working(*words):
        pass
    assert _content(out) == before
    left = {p.name for p in tmp_path.iterdir()} - {"p.masklet", name}
    assert all(".part" in n for n in left), f"half a result under a final name: {left}"
    assert masklet(*words, "--out", 5).returncode == 0
    assert probe(out).frame_count == 6


@pytest.mark.slow
def test_a_killed_track_leaves_the_older_project_and_can_be_recovered(clip: Path, tmp_path: Path) -> None:
    project = tmp_path / "p.masklet"
    words = ("track", clip, "--click", "8,25@0", "-o", project)
    assert masklet(*words, "--out", 3).returncode == 0
    before = project.read_bytes()
    with working(*words):
        pass
    assert project.read_bytes() == before
    assert all(".part" in p.name for p in tmp_path.iterdir() if p != project)
    for found in recoverable():
        assert load_project(found.file).masklets[0].prompts
    assert masklet(*words, "--out", 5).returncode == 0
    assert len(load_project(project).masklets[0].track) == 6


_MAKES_A_PROXY = """
import sys, threading
from pathlib import Path
from app.engine.media_reader import probe
from app.engine.proxy import make_proxy
for step in make_proxy(probe(Path(sys.argv[1])), threading.Event()):
    print(step.done, flush=True)
"""


@pytest.mark.slow
def test_a_killed_proxy_is_none_and_is_made_anew(clip: Path, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _MAKES_A_PROXY, clip], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as work:
        assert work.stdout is not None
        assert int(work.stdout.readline()) < LONG
        work.kill()
    media = probe(clip)
    assert open_proxy(media) is None
    list(make_proxy(media, threading.Event()))
    proxy = open_proxy(media)
    assert proxy is not None
    with proxy:
        assert proxy.media.frame_count == LONG


WEIGHTS = bytes(range(256)) * 20_000
HALF = len(WEIGHTS) // 2


class _Halting(http.server.BaseHTTPRequestHandler):
    """Gives the first half, and the rest once it is asked for that alone."""

    def do_GET(self) -> None:
        start = int(self.headers.get("Range", "bytes=0-")[6:].split("-")[0])
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(WEIGHTS) - start))
        self.end_headers()
        self.wfile.write(WEIGHTS[start:] if start else WEIGHTS[:HALF])
        self.wfile.flush()
        if not start:
            self.connection.recv(1)  # until the other side is gone

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        pass


@pytest.fixture
def url() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Halting)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/weights.pt"
    server.shutdown()
    server.server_close()
    thread.join()


_DOWNLOADS = """
import sys, threading
from pathlib import Path
from app.engine.download import Download, fetch
wanted = Download(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
for step in fetch(wanted, threading.Event()):
    print(step.done_bytes, flush=True)
"""


def test_a_killed_download_goes_on_where_it_was(url: str, tmp_path: Path) -> None:
    target = tmp_path / "weights.pt"
    wanted = Download(url, target, len(WEIGHTS), sha256(WEIGHTS).hexdigest())
    words = [url, str(target), str(wanted.size_bytes), wanted.sha256]
    with subprocess.Popen(
        [sys.executable, "-c", _DOWNLOADS, *words], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as work:
        assert work.stdout is not None
        while int(work.stdout.readline()) < HALF:
            pass
        work.kill()
    assert not target.exists()
    first = next(iter(steps := fetch(wanted, threading.Event())))
    assert first.done_bytes > HALF, "what had come is not fetched again"
    list(steps)
    assert target.read_bytes() == WEIGHTS


_TRAINS = """
import sys
from pathlib import Path
import sam2core.config
from sam2core.training import run
from tests.sam2core.tiny import TINY
sam2core.config.CONFIGS["tiny"] = TINY
run(Path(sys.argv[1]))
"""


@pytest.mark.slow
def test_a_killed_training_goes_on_from_its_checkpoint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_data(tmp_path / "data")
    config, out = tmp_path / "c.toml", tmp_path / "out"
    write_config(config, out, tmp_path / "data", 100_000)
    with subprocess.Popen(
        [sys.executable, "-c", _TRAINS, config], cwd=ROOT, stderr=subprocess.DEVNULL
    ) as work:
        while not (out / "checkpoint-0.pt").exists():
            assert work.poll() is None, "it ended before it could be killed"
            time.sleep(0.02)
        time.sleep(0.5)  # it is saved every other step: likely in the middle of one
        work.kill()
    reached = torch.load(out / "checkpoint-0.pt", weights_only=True)["step"]
    assert reached >= 2
    monkeypatch.setitem(sam2core.config.CONFIGS, "tiny", TINY)
    best = run(write_config(config, out, tmp_path / "data", reached + 2), resume=True)
    sam2core.load_checkpoint(sam2core.build_model("tiny"), best)
    assert torch.load(out / "checkpoint-0.pt", weights_only=True)["step"] in (reached + 1, reached + 2)


def _content(path: Path) -> dict[str, bytes]:
    files = [path] if path.is_file() else sorted(path.iterdir())
    return {p.name: p.read_bytes() for p in files}
