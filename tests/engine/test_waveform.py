"""The drawn sound belongs to the frames under which it stands, and is made once."""

from __future__ import annotations

import threading
import wave
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from app.document.media import Media
from app.document.timing import FrameRate
from app.engine import waveform as drawn
from app.engine.sound import RATE
from app.engine.waveform import BUCKETS_PER_FRAME, waveform, waveform_path

FRAMES = 50
FPS = Fraction(30000, 1001)


@pytest.fixture
def clip(tmp_path: Path, masklet_home: Path) -> Media:
    """Silence, but for one sample at the highest level within frame 20 and one at the lowest in frame 31."""
    samples = np.zeros((round(FRAMES / FPS * RATE), 2), np.int16)
    samples[int(20.55 / FPS * RATE), 0] = 32767
    samples[int(31.05 / FPS * RATE), 1] = -32768
    path = tmp_path / "ticks.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return Media(path, 640, 360, FrameRate(FPS), FRAMES, has_audio=True)


def whole(clip: Media, starts_s: float = 0.0) -> np.ndarray:
    peaks = np.zeros((FRAMES * BUCKETS_PER_FRAME, 2), np.int8)
    for part in waveform(clip, starts_s, threading.Event()):
        peaks[part.first : part.first + len(part.peaks)] = part.peaks
    return peaks


@pytest.mark.parametrize("chunk", [1000, 8 * RATE])
def test_a_sample_is_drawn_in_its_bucket_alone(
    clip: Media, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawn, "_CHUNK", chunk)
    peaks = whole(clip)
    assert np.flatnonzero(peaks[:, 1]).tolist() == [int(20.55 * BUCKETS_PER_FRAME)]
    assert np.flatnonzero(peaks[:, 0]).tolist() == [int(31.05 * BUCKETS_PER_FRAME)]
    assert peaks.max() == 127
    assert peaks.min() == -128


def test_the_clips_first_frame_is_where_it_starts(clip: Media) -> None:
    peaks = whole(clip, starts_s=float(10 / FPS))
    assert np.flatnonzero(peaks[:, 1]).tolist() == [int(10.55 * BUCKETS_PER_FRAME)]


def test_the_second_time_nothing_is_decoded(clip: Media, monkeypatch: pytest.MonkeyPatch) -> None:
    first = whole(clip)
    monkeypatch.setattr(drawn, "decode_sound", None)
    assert np.array_equal(whole(clip), first)


def test_what_is_given_up_or_damaged_is_made_again(clip: Media) -> None:
    given_up = threading.Event()
    given_up.set()
    assert list(waveform(clip, 0.0, given_up)) == []
    assert not waveform_path(clip).exists()
    first = whole(clip)
    waveform_path(clip).write_bytes(b"half")
    assert np.array_equal(whole(clip), first)
    assert waveform_path(clip).stat().st_size > 4
