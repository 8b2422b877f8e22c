"""Sound: the samples belong to the time that was asked for, and the clock runs with what is heard."""

from __future__ import annotations

import threading
import time
import wave
from pathlib import Path

import numpy as np
import pytest

from app.engine.sound import RATE, SoundClock, SoundPlayer, decode_sound

SECONDS = 3


def ramp() -> np.ndarray:
    """A sound whose value says when it is heard: 10,000 at one second, 20,000 at two."""
    return (np.arange(SECONDS * RATE) / RATE * 10_000).astype(np.int16)


@pytest.fixture
def ramp_path(tmp_path: Path) -> Path:
    with wave.open(str(tmp_path / "ramp.wav"), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.repeat(ramp(), 2).tobytes())
    return tmp_path / "ramp.wav"


class Clock:
    def __init__(self) -> None:
        self.now = 50.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("start_s", [0.0, 0.7, 1.2345, 2.9])
def test_the_first_sample_is_the_one_of_that_time(ramp_path, start_s):
    heard = np.concatenate(list(decode_sound(ramp_path, start_s)))
    assert heard.shape == (round((SECONDS - start_s) * RATE), 2)
    assert heard[0, 0] == pytest.approx(start_s * 10_000, abs=2)
    assert heard[-1, 1] == ramp()[-1]


def test_a_file_without_sound_yields_nothing(tmp_path):
    from tests.ui.fakes import write_clip

    assert list(decode_sound(write_clip(tmp_path / "mute.mp4"), 0.0)) == []


def test_the_clock_runs_with_the_device_and_not_ahead_of_it():
    monotonic = Clock()
    clock = SoundClock(monotonic)
    clock.start()
    began = clock()
    monotonic.now += 0.2
    assert clock() == began  # the device has not begun
    clock.hear(0.0, 0.06)
    monotonic.now += 0.03
    assert clock() - began == pytest.approx(0.03)
    monotonic.now += 0.1
    assert clock() - began == pytest.approx(0.06)  # it has no more to play
    clock.hear(0.06, 0.06)
    monotonic.now += 0.06
    assert clock() - began == pytest.approx(0.12)


def test_a_device_that_says_nothing_does_not_hold_up_the_picture():
    monotonic = Clock()
    clock = SoundClock(monotonic)
    clock.start()
    began = clock()
    monotonic.now += 1.25
    assert clock() - began == pytest.approx(1.0)


def test_without_a_device_the_clock_goes_on_and_none_is_tried_again(ramp_path):
    tried = []

    def no_device(samples):
        tried.append(samples)
        raise OSError("no device")

    player = SoundPlayer(no_device)
    player.play(ramp_path, 0.0)
    player.close()
    before = player.clock()
    player.play(ramp_path, 0.0)
    time.sleep(0.01)
    assert player.clock() > before
    assert len(tried) == 1


def test_what_is_played_is_the_sound_from_there_with_its_volume(ramp_path):
    pulled: list[bytes] = []
    enough = threading.Event()

    def device(samples):
        def pull() -> None:
            for _ in range(200):
                pulled.append(samples.send(480))
                if np.frombuffer(b"".join(pulled), np.int16).any():
                    enough.set()
                time.sleep(0.001)

        thread = threading.Thread(target=pull)
        thread.start()
        return thread.join

    player = SoundPlayer(device)
    player.volume = 0.5
    player.play(ramp_path, 1.0)
    assert enough.wait(10)
    player.close()
    heard = np.frombuffer(b"".join(pulled), np.int16).reshape(-1, 2)[:, 0]
    sounding = heard[heard > 0]
    assert sounding[0] == pytest.approx(5000, abs=5)
    assert (np.diff(sounding.astype(int)) <= 1).all()


def test_the_null_device_keeps_real_time(ramp_path):
    """A device of the library that plays to nobody, in real time."""
    import miniaudio

    def null(samples):
        device = miniaudio.PlaybackDevice(
            miniaudio.SampleFormat.SIGNED16, 2, RATE, 60, backends=[miniaudio.Backend.NULL]
        )
        device.start(samples)
        return device.close

    player = SoundPlayer(null)
    player.play(ramp_path, 0.0)
    began, at = player.clock(), time.monotonic()
    readings = []
    while time.monotonic() - at < 0.5:
        readings.append(player.clock() - began)
        time.sleep(0.005)
    player.close()
    assert readings == sorted(readings)
    assert 0.1 < readings[-1] < 0.6
