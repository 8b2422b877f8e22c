"""A disk that is full before a job is done: a sentence, and nothing half is left.

Saving a project on a full disk is in tests/engine/test_project_file.py; movies and PNG also in
tests/engine/export/test_job.py.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.document import edits
from app.document.masklet import Sample
from app.engine.autosave import Autosave
from app.engine.download import Download, fetch
from app.engine.export.job import ExportRequest, export
from app.engine.export.options import ExportOptions
from app.engine.interchange.mask_sets import MASK_SETS, write_masks
from app.engine.media_reader import probe
from app.engine.project_file import load_project, save_project
from app.engine.proxy import make_proxy, open_proxy
from app.errors import UserFacingError
from tests.clips import Clip, write_clip
from tests.engine.export.scene import project_of

SIZE = (240, 320)


def noise_clip(folder: Path, frames: int = 12) -> Path:
    return write_clip(folder / "clip.mp4", Clip(frames=frames, width=SIZE[1], height=SIZE[0]))


def noise(seed: int) -> NDArray[np.float32]:
    picture = np.random.default_rng(seed).random((*SIZE, 4), np.float32)
    picture[..., 3] = 1
    return picture


def fill(disk: Path) -> None:
    with (disk / "ballast").open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))


@pytest.mark.parametrize("format_name", ["png", "tiff", "exr", "apng"])
def test_images_are_there_whole_or_not_at_all(format_name: str, small_disk: Path, tmp_path: Path) -> None:
    project = edits.open_media(probe(noise_clip(tmp_path)))
    path = small_disk / ("out.apng" if format_name == "apng" else "out")
    request = ExportRequest(project, format_name, path, options=ExportOptions(content="cutout"))
    with pytest.raises(UserFacingError, match="The disk is full"):
        list(export(request, threading.Event(), render=lambda frame, _pixels: noise(frame)))
    assert not list(small_disk.iterdir())


def test_a_report_that_does_not_fit_takes_the_export_with_it_or_says_so(
    small_disk: Path, tmp_path: Path
) -> None:
    project = project_of(noise_clip(tmp_path), 3)
    request = ExportRequest(project, "png", small_disk / "out", options=ExportOptions(report=True))
    size = sum(p.stat().st_size for p in _exported(request, tmp_path / "measured"))
    (small_disk / "ballast").write_bytes(bytes((300_000 - size) // 4096 * 4096))
    with pytest.raises(UserFacingError, match=r"full|cannot be written|was not written"):
        list(export(request, threading.Event()))
    assert {p.name for p in small_disk.iterdir()} <= {"ballast", "out"}
    assert not list(small_disk.glob("*report*"))


def _exported(request: ExportRequest, path: Path) -> list[Path]:
    plain = replace(request, path=path, options=ExportOptions())
    list(export(plain, threading.Event()))
    return list(path.iterdir())


def test_autosave_keeps_what_it_saved_last(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MASKLET_HOME", str(small_disk))
    autosave = Autosave()
    project = edits.add_masklet(edits.open_media(probe(noise_clip(tmp_path))))
    autosave.keep(project, None)
    (kept,) = small_disk.rglob("*.masklet")
    before = load_project(kept)
    chance = np.random.default_rng(0)
    big = {f: Sample(64, 64, chance.bytes(30_000), 1.0, 1.0, b"", "m") for f in range(12)}
    with pytest.raises(UserFacingError, match="cannot be saved"):
        autosave.keep(edits.add_samples(project, 1, big), None)
    assert load_project(kept) == before
    autosave.discard()


def test_a_download_keeps_what_came(
    small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The space is asked for first, so another program has to take it away meanwhile."""
    weights = np.random.default_rng(0).bytes(500_000)
    (tmp_path / "weights.pt").write_bytes(weights)
    url = (tmp_path / "weights.pt").as_uri()
    wanted = Download(url, small_disk / "weights.pt", len(weights), sha256(weights).hexdigest())
    monkeypatch.setattr("app.engine.download._require_space", lambda *_: None)
    monkeypatch.setattr("urllib.request.urlopen", lambda *_, **__: _Response(weights))
    with pytest.raises(UserFacingError, match=r"weights\.pt\.part cannot be written: No space left") as said:
        list(fetch(wanted, threading.Event()))
    assert "Free some space" in said.value.hint
    assert not wanted.target.exists()


class _Response:
    status = 200

    def __init__(self, content: bytes) -> None:
        self._content = content

    def __enter__(self) -> _Response:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def read1(self, _size: int) -> bytes:
        part, self._content = self._content[:65536], self._content[65536:]
        return part


def test_a_proxy_that_does_not_fit_is_none(
    small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MASKLET_HOME", str(small_disk))
    media = probe(noise_clip(tmp_path, 60))
    with pytest.raises(UserFacingError, match=r"The proxy of clip\.mp4 cannot be written"):
        list(make_proxy(media, threading.Event()))
    assert open_proxy(media) is None
    assert not [p for p in small_disk.rglob("*") if p.is_file()]


@pytest.mark.parametrize("kind", sorted(MASK_SETS))
def test_a_data_set_that_does_not_fit_is_none(kind: str, small_disk: Path, tmp_path: Path) -> None:
    project = project_of(noise_clip(tmp_path), 12)
    fill(small_disk)
    with pytest.raises(UserFacingError, match="cannot be written: No space left"):
        write_masks(project, kind, small_disk / "masks", threading.Event())
    assert [p.name for p in small_disk.iterdir()] == ["ballast"]


def test_a_new_project_that_does_not_fit_is_none(small_disk: Path, tmp_path: Path) -> None:
    fill(small_disk)
    with pytest.raises(UserFacingError, match="cannot be saved"):
        save_project(project_of(noise_clip(tmp_path), 12), small_disk / "p.masklet")
    assert [p.name for p in small_disk.iterdir()] == ["ballast"]
