"""Sound follows playback, and a heavy clip gets its proxy in the background."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.engine import opened_clip
from app.engine.media_reader import probe
from app.engine.proxy import proxy_path
from app.engine.sound import SoundPlayer
from app.ui.playback_sound import PlaybackSound
from tests.ui.fakes import FRAMES


class Player(SoundPlayer):
    def __init__(self) -> None:
        super().__init__()
        self.calls: list[object] = []

    def play(self, path: Path, start_s: float) -> None:
        self.calls.append(round(start_s, 3))

    def stop(self) -> None:
        self.calls.append("stop")


@pytest.fixture
def sound(qapp, clip_path):
    value = PlaybackSound(Player())
    value.set_clip(replace(probe(clip_path), has_audio=True), 2.0)
    return value


def test_sound_starts_where_the_picture_does(sound):
    sound.start(12, 1)
    assert sound._player.calls[-1] == 2.5  # 24 frames a second, and the file's clock begins at 2


@pytest.mark.parametrize("speed", [-1, 2, 4])
def test_it_is_silent_at_other_speeds(sound, speed):
    sound.start(12, speed)
    assert sound._player.calls[-1] == "stop"


def test_what_is_muted_is_heard_again_afterwards(sound):
    sound.set_muted(on=True)
    assert sound._player.volume == 0
    sound.set_muted(on=False)
    assert sound._player.volume == 1


@pytest.fixture
def heavy(monkeypatch):
    monkeypatch.setattr(opened_clip, "wants_proxy", lambda _media, _bytes: True)


@pytest.mark.usefixtures("heavy")
def test_a_heavy_clip_gets_its_proxy_and_scrubbing_uses_it(window, clip_path, qtbot):
    with qtbot.waitSignal(window.companions.proxies.made, timeout=20_000):
        window.open(clip_path)
    assert proxy_path(window.document.project.media).exists()
    with qtbot.waitSignal(window.feed.frame_shown):
        window.state.go_to(FRAMES - 1)


@pytest.mark.usefixtures("heavy")
def test_proxies_can_be_turned_off(window, clip_path, qtbot):
    window.actions_by_id["proxies"].trigger()
    with qtbot.waitSignal(window.feed.frame_shown):
        window.open(clip_path)
    assert not window.companions.proxies.lane.is_busy
    assert not proxy_path(window.document.project.media).exists()
