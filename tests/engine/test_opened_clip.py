"""Frames that are decoded ahead, and the proxies of heavy clips."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.engine import opened_clip, proxy
from app.engine.frame_cache import FrameCache
from app.engine.media_reader import open_media
from app.engine.opened_clip import OpenedClip
from app.engine.prefetch import Prefetcher
from app.engine.proxy import make_proxy, open_proxy, proxy_path, wants_proxy
from app.errors import UserFacingError
from tests.clips import FRAMES, HEIGHT, WIDTH, Clip, number_of, write_clip

BIG = 1 << 30


@pytest.fixture
def clip_path(tmp_path: Path) -> Path:
    return write_clip(tmp_path / "clip.mp4", Clip(options={"g": "12", "bf": "2"}))


@pytest.fixture
def small_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every clip is a heavy one, and proxies are half as high as the tests' clips."""
    monkeypatch.setattr(proxy, "LINES", HEIGHT // 2)
    monkeypatch.setattr(opened_clip, "wants_proxy", lambda _media, _bytes: True)


def wait_for(done) -> None:
    end = time.monotonic() + 20
    while not done():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_frames_are_decoded_before_they_are_asked_for(clip_path):
    with open_media(clip_path) as reader:
        cache = FrameCache(reader, BIG)
        prefetcher = Prefetcher(cache)
        prefetcher.aim([20, 21, 22])
        wait_for(lambda: not prefetcher.is_busy)
        assert {20, 21, 22} <= cache.frames
        assert number_of(cache.rgb8(21)) == 21
        prefetcher.stop()


def test_what_is_wanted_now_goes_first_and_is_right(clip_path):
    with open_media(clip_path) as reader:
        cache = FrameCache(reader, BIG)
        prefetcher = Prefetcher(cache)
        for wanted in (30, 3, 17, 29, 0):
            prefetcher.aim(range(FRAMES))
            assert number_of(cache.rgb8(wanted)) == wanted
        prefetcher.stop()
        assert not prefetcher.is_busy


def test_a_clip_closes_while_frames_are_decoded_ahead(clip_path):
    clip = OpenedClip(open_media(clip_path))
    clip.decode_ahead(10, 20, draft=False)
    clip.close()


def test_only_what_is_slow_to_jump_about_in_wants_a_proxy(clip_path):
    with open_media(clip_path) as reader:
        small = reader.media
    long_hd = replace(small, width=1920, height=1080, frame_count=5000, codec="h264")
    assert wants_proxy(long_hd, 768 << 20)
    assert not wants_proxy(replace(long_hd, codec="prores"), 768 << 20)
    assert wants_proxy(replace(long_hd, codec="prores", width=3840, height=2160), 768 << 20)
    assert not wants_proxy(replace(long_hd, frame_count=20), 768 << 20)
    assert not wants_proxy(small, 768 << 20)


@pytest.mark.usefixtures("small_proxies")
def test_a_proxy_has_the_same_frames_by_number(clip_path):
    with open_media(clip_path) as reader:
        media = reader.media
    steps = list(make_proxy(media, threading.Event()))
    assert [s.done for s in steps] == list(range(1, FRAMES + 1))
    made = open_proxy(media)
    assert made is not None
    with made, open_media(clip_path) as reader:
        assert made.media.height == HEIGHT // 2
        for frame in (0, 7, FRAMES - 1):
            small = reader.read_rgb8(frame)[::2, ::2].astype(int)
            assert np.abs(made.read_rgb8(frame)[: small.shape[0], : small.shape[1]] - small).mean() < 12


@pytest.mark.usefixtures("small_proxies")
def test_a_proxy_that_was_given_up_leaves_nothing(clip_path):
    with open_media(clip_path) as reader:
        media = reader.media
    cancel = threading.Event()
    steps = make_proxy(media, cancel)
    next(steps)
    cancel.set()
    assert list(steps) == []
    assert list(proxy_path(media).parent.iterdir()) == []
    assert open_proxy(media) is None


@pytest.mark.usefixtures("small_proxies")
def test_a_proxy_waits_while_something_else_needs_the_computer(clip_path):
    with open_media(clip_path) as reader:
        media = reader.media
    held = iter([True, True, False])
    steps = make_proxy(media, threading.Event(), holds=lambda: next(held, False))
    assert next(steps).done == 1
    assert next(held, None) is None


@pytest.mark.usefixtures("small_proxies")
def test_a_changed_clip_has_another_proxy(clip_path):
    with open_media(clip_path) as reader:
        media = reader.media
    before = proxy_path(media)
    clip_path.write_bytes(clip_path.read_bytes() + b"\0" * 64)
    assert proxy_path(media) != before


@pytest.mark.usefixtures("small_proxies")
def test_a_proxy_that_cannot_be_written_is_told(clip_path, masklet_home):
    with open_media(clip_path) as reader:
        media = reader.media
    (masklet_home / "data").mkdir(parents=True, exist_ok=True)
    (masklet_home / "data" / "proxies").write_text("in the way")
    with pytest.raises(UserFacingError, match="proxy"):
        list(make_proxy(media, threading.Event()))


@pytest.mark.usefixtures("small_proxies")
def test_a_draft_comes_from_the_proxy_until_the_frame_is_there(clip_path):
    clip = OpenedClip(open_media(clip_path))
    assert clip.wants_proxy
    list(make_proxy(clip.media, threading.Event()))
    clip.find_proxy()
    assert not clip.wants_proxy
    draft = clip.source(9, draft=True)
    assert draft.rgb8().shape[0] == HEIGHT // 2
    assert draft.used_proxy
    assert draft.pixels().shape == (HEIGHT, WIDTH, 3)  # effects never work on a proxy
    whole = clip.source(9, draft=False)
    assert whole.rgb8().shape == (HEIGHT, WIDTH, 3)
    assert not clip.source(9, draft=True).used_proxy  # now it is in the cache
    clip.close()
