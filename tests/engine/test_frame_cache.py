"""Frames are decoded once, and what is held stays within its budget."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from app.engine.frame_cache import FrameCache
from app.engine.media_reader import MediaReader, open_media
from tests.clips import FRAMES, HEIGHT, WIDTH, Clip, number_of, write_clip

FRAME_BYTES = WIDTH * HEIGHT * 3


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[MediaReader]:
    with open_media(write_clip(tmp_path / "clip.mp4", Clip(options={"g": "12", "bf": "2"}))) as opened:
        yield opened


def test_what_was_passed_on_the_way_is_kept_so_that_stepping_back_costs_nothing(reader: MediaReader) -> None:
    cache = FrameCache(reader, 100 * FRAME_BYTES)
    assert number_of(cache.rgb8(20)) == 20
    assert {13, 16, 19, 20} <= cache.frames
    for frame in range(20, 12, -1):
        held = cache.cached(frame)
        assert held is not None
        assert number_of(held) == frame


def test_a_frame_is_the_same_from_the_cache_as_from_the_reader(reader: MediaReader) -> None:
    cache = FrameCache(reader, 30 * FRAME_BYTES)
    for frame in (5, 30, 5, 17, 4, 29):
        assert np.array_equal(cache.rgb8(frame), reader.read_rgb8(frame))


def test_memory_does_not_grow_with_the_clip_and_the_last_used_stay(reader: MediaReader) -> None:
    budget = 8 * FRAME_BYTES
    cache = FrameCache(reader, budget)
    for frame in range(FRAMES):
        cache.rgb8(frame)
        assert cache.used_bytes <= budget
    assert cache.frames == set(range(FRAMES - 8, FRAMES))
    cache.cached(FRAMES - 8)  # used again: the next one goes first
    cache.rgb8(0)
    assert FRAMES - 8 in cache.frames
    assert FRAMES - 7 not in cache.frames


def test_a_long_way_does_not_throw_everything_else_out(reader: MediaReader) -> None:
    cache = FrameCache(reader, 8 * FRAME_BYTES)
    for frame in (0, 1, 2):
        cache.rgb8(frame)
    cache.rgb8(23)  # eleven frames lie on the way, half the budget may hold some of them
    assert {0, 1, 2, 23, 22} <= cache.frames


def test_frames_cannot_be_written_to(reader: MediaReader) -> None:
    cache = FrameCache(reader, 8 * FRAME_BYTES)
    with pytest.raises(ValueError, match="read-only"):
        cache.rgb8(3)[0] = 0


def test_a_budget_smaller_than_a_frame_holds_nothing_and_still_answers(reader: MediaReader) -> None:
    cache = FrameCache(reader, 10)
    assert number_of(cache.rgb8(3)) == 3
    assert cache.used_bytes == 0


def test_many_threads_get_the_frames_they_asked_for(reader: MediaReader) -> None:
    cache = FrameCache(reader, 12 * FRAME_BYTES)
    wrong: list[int] = []

    def ask(seed: int) -> None:
        asked = [int(frame) for frame in np.random.default_rng(seed).integers(0, FRAMES, 40)]
        wrong.extend(frame for frame in asked if number_of(cache.rgb8(frame)) != frame)

    threads = [Thread(target=ask, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
