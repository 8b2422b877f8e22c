"""Downloads survive a bad connection, and nothing but the published file ever gets its final name."""

from __future__ import annotations

import hashlib
import http.server
import random
import re
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.engine import download
from app.engine.download import Download, fetch
from app.errors import UserFacingError

CONTENT = random.Random(5).randbytes(3_000_000)


class Server(socketserver.ThreadingTCPServer):
    """Serves CONTENT; closes each connection after `cut_after` bytes where that is not None."""

    allow_reuse_address = True
    daemon_threads = True
    cut_after: int | None = None
    knows_ranges = True
    content = CONTENT

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.ranges: list[str | None] = []
        self.paths: list[str] = []


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Server)
        asked = self.headers.get("Range")
        self.server.ranges.append(asked)
        self.server.paths.append(self.path)
        if not self.path.endswith("/model.pt"):
            self.send_error(404)
            return
        start = 0
        if asked and self.server.knows_ranges:
            found = re.fullmatch(r"bytes=(\d+)-", asked)
            assert found
            start = int(found[1])
        body = self.server.content[start:]
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        cut = self.server.cut_after
        self.wfile.write(body if cut is None else body[:cut])

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as made:
        thread = threading.Thread(target=made.serve_forever, args=(0.01,))
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def wanted(server: Server, folder: Path, path: str = "/model.pt", size: int = len(CONTENT)) -> Download:
    host, port = server.server_address[:2]
    digest = hashlib.sha256(CONTENT).hexdigest()
    return Download(f"http://{host!s}:{port}{path}", folder / "models" / "model.pt", size, digest)


def test_a_file_arrives_whole_with_progress(server: Server, tmp_path: Path) -> None:
    order = wanted(server, tmp_path)
    progress = list(fetch(order, threading.Event()))
    assert order.target.read_bytes() == CONTENT
    assert [p.name for p in order.target.parent.iterdir()] == ["model.pt"]
    assert progress[-1].done_bytes == progress[-1].total_bytes == len(CONTENT)
    assert progress[-1].seconds_left == 0
    assert [p.done_bytes for p in progress] == sorted({p.done_bytes for p in progress})


def test_a_connection_that_breaks_again_and_again_is_resumed(server: Server, tmp_path: Path) -> None:
    server.cut_after = 700_000
    order = wanted(server, tmp_path)
    list(fetch(order, threading.Event()))
    assert order.target.read_bytes() == CONTENT
    assert server.ranges == [None, *(f"bytes={n}-" for n in (700_000, 1_400_000, 2_100_000, 2_800_000))]


def test_a_download_goes_on_after_a_cancel(server: Server, tmp_path: Path) -> None:
    order, cancel = wanted(server, tmp_path), threading.Event()
    for progress in fetch(order, cancel):
        if progress.done_bytes > 1_000_000:
            cancel.set()
    assert not order.target.exists()
    list(fetch(order, threading.Event()))
    assert order.target.read_bytes() == CONTENT
    assert server.ranges[-1] not in (None, "bytes=0-")


def test_a_server_without_ranges_starts_anew(server: Server, tmp_path: Path) -> None:
    server.knows_ranges = False
    order = wanted(server, tmp_path)
    order.target.parent.mkdir()
    order.target.with_name("model.pt.part").write_bytes(b"older attempt")
    list(fetch(order, threading.Event()))
    assert order.target.read_bytes() == CONTENT


def test_a_dead_line_is_a_sentence_and_keeps_what_came(server: Server, tmp_path: Path) -> None:
    order = wanted(server, tmp_path)
    order.target.parent.mkdir()
    part = order.target.with_name("model.pt.part")
    part.write_bytes(CONTENT[:1000])
    server.cut_after = 0
    with pytest.raises(UserFacingError, match=r"model\.pt cannot be fetched") as raised:
        list(fetch(order, threading.Event()))
    assert "kept" in raised.value.hint
    assert part.read_bytes() == CONTENT[:1000]


def test_no_server_is_a_sentence(tmp_path: Path) -> None:
    order = Download("http://127.0.0.1:9/model.pt", tmp_path / "model.pt", 10, "")
    with pytest.raises(UserFacingError, match="cannot be fetched"):
        list(fetch(order, threading.Event()))


def test_a_file_that_is_gone_is_a_sentence(server: Server, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="404"):
        list(fetch(wanted(server, tmp_path, "/other.pt"), threading.Event()))


def test_a_changed_file_is_thrown_away(server: Server, tmp_path: Path) -> None:
    server.content = CONTENT[:-1] + b"!"
    order = wanted(server, tmp_path)
    with pytest.raises(UserFacingError, match="not the published file"):
        list(fetch(order, threading.Event()))
    assert list(order.target.parent.iterdir()) == []


def test_the_proxy_of_the_environment_is_used(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    host, port = server.server_address[:2]
    for name in ("no_proxy", "NO_PROXY", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", f"http://{host!s}:{port}")
    order = replace(wanted(server, tmp_path), url="http://models.invalid/model.pt")
    list(fetch(order, threading.Event()))
    assert order.target.read_bytes() == CONTENT
    assert server.paths == ["http://models.invalid/model.pt"]


def test_a_longer_leftover_is_not_built_upon(server: Server, tmp_path: Path) -> None:
    order = wanted(server, tmp_path)
    order.target.parent.mkdir()
    order.target.with_name("model.pt.part").write_bytes(CONTENT + b"more")
    list(fetch(order, threading.Event()))
    assert order.target.read_bytes() == CONTENT


def test_too_little_space_is_said_before_anything_is_fetched(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = 1000

    monkeypatch.setattr(download.shutil, "disk_usage", lambda _: Usage)
    with pytest.raises(UserFacingError, match="needs 3 MB more"):
        list(fetch(wanted(server, tmp_path), threading.Event()))
    assert server.ranges == []
