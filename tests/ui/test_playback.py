"""J K L and Space: which frame is wanted when, on a clock that the test turns."""

from __future__ import annotations

from fractions import Fraction

import pytest
from pytestqt.qtbot import QtBot

from app.document.timing import FrameRange, FrameRate
from app.ui.playback import Playback


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Player:
    """A playback of 100 frames at 24 frames/s whose time is the test's."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.playback = Playback(clock=self.clock)
        self.playback.set_range(FrameRange(0, 99))
        self.playback.set_rate(FrameRate(Fraction(24)))
        self.wanted: list[int] = []
        self.playback.frame_wanted.connect(self.wanted.append)

    def pass_time(self, seconds: float) -> None:
        """The timer goes off late, after all of it: what a busy window sees."""
        self.clock.now += seconds
        self.playback.advance()


@pytest.fixture
def player(qapp: object) -> Player:
    return Player()


def test_space_plays_in_real_time_and_stops(player: Player) -> None:
    player.playback.toggle()
    assert player.playback.speed == 1
    for _ in range(4):
        player.pass_time(1 / 24)
    assert player.wanted == [1, 2, 3, 4]
    player.playback.toggle()
    player.pass_time(1.0)
    assert player.wanted == [1, 2, 3, 4]
    assert not player.playback.is_playing


def test_a_busy_window_drops_frames_rather_than_time(player: Player) -> None:
    player.playback.toggle()
    player.pass_time(0.5)
    player.pass_time(0.01)
    player.pass_time(0.5)
    assert player.wanted == [12, 24]


@pytest.mark.parametrize(
    ("keys", "speed"),
    [("L", 1), ("LL", 2), ("LLL", 4), ("LLLL", 4), ("J", -1), ("JJ", -2), ("LLJ", -1), ("JJL", 1), ("LK", 0)],
)
def test_the_shuttle(player: Player, keys: str, speed: int) -> None:
    press = {"J": player.playback.reverse, "K": player.playback.stop, "L": player.playback.forward}
    player.playback.set_frame(50)
    for key in keys:
        press[key]()
    assert player.playback.speed == speed
    player.pass_time(0.5)
    assert player.playback.frame == 50 + 12 * speed


def test_changing_speed_goes_on_from_here(player: Player) -> None:
    player.playback.forward()
    player.pass_time(1.0)
    player.playback.forward()
    player.pass_time(0.25)
    assert player.playback.frame == 24 + 12


def test_it_loops_in_the_work_area(player: Player) -> None:
    player.playback.set_range(FrameRange(10, 19))
    player.playback.set_frame(18)
    player.playback.toggle()
    for _ in range(3):
        player.pass_time(1 / 24)
    assert player.wanted == [19, 10, 11]
    player.playback.reverse()
    for _ in range(3):
        player.pass_time(1 / 24)
    assert player.wanted[-3:] == [10, 19, 18]


def test_without_a_loop_it_stops_at_the_last_frame_and_starts_anew(player: Player) -> None:
    player.playback.set_loops(False)
    player.playback.set_range(FrameRange(10, 19))
    player.playback.set_frame(17)
    player.playback.toggle()
    player.pass_time(3.0)
    assert player.wanted == [19]
    assert not player.playback.is_playing
    player.playback.toggle()
    assert player.wanted == [19, 10]


def test_playing_from_outside_the_work_area_starts_at_its_end(player: Player) -> None:
    player.playback.set_range(FrameRange(40, 60))
    player.playback.toggle()
    assert player.wanted == [40]
    player.playback.stop()
    player.playback.set_frame(5)
    player.playback.reverse()
    assert player.wanted == [40, 60]


def test_scrubbing_while_playing_goes_on_from_there(player: Player) -> None:
    player.playback.toggle()
    player.pass_time(0.5)
    player.playback.set_frame(70)
    player.pass_time(1 / 24)
    assert player.wanted[-1] == 71


def test_showing_the_wanted_frame_does_not_disturb_the_clock(player: Player) -> None:
    player.playback.frame_wanted.connect(player.playback.set_frame)
    player.playback.toggle()
    player.pass_time(0.03)  # not yet
    player.pass_time(0.03)
    player.pass_time(0.03)
    assert player.wanted == [1, 2]


def test_an_edit_of_the_project_does_not_disturb_the_clock(player: Player) -> None:
    player.playback.toggle()
    player.pass_time(0.03)
    player.playback.set_range(FrameRange(0, 99))  # the window tells the range at every edit
    player.playback.set_rate(FrameRate(Fraction(24)))
    player.pass_time(0.03)
    assert player.wanted == [1]


def test_fractional_rates_do_not_drift(player: Player) -> None:
    player.playback.set_range(FrameRange(0, 1_000_000))
    player.playback.set_rate(FrameRate(Fraction(24000, 1001)))
    player.playback.toggle()
    player.pass_time(1001.0)
    assert player.playback.frame == 24000


def test_a_clip_of_one_frame_can_be_played(player: Player) -> None:
    player.playback.set_range(FrameRange(0, 0))
    player.playback.toggle()
    player.pass_time(1.0)
    assert player.wanted == []


def test_a_shorter_clip_while_playing_is_entered(player: Player) -> None:
    player.playback.set_frame(80)
    player.playback.toggle()
    player.playback.set_range(FrameRange(0, 9))
    assert player.wanted == [0]


def test_the_timer_really_runs(qtbot: QtBot) -> None:
    playback = Playback()
    playback.set_range(FrameRange(0, 1000))
    playback.set_rate(FrameRate(Fraction(100)))
    with qtbot.waitSignals([playback.frame_wanted] * 3, timeout=5000):
        playback.toggle()
    with qtbot.waitSignal(playback.speed_changed) as caught:
        playback.stop()
    assert caught.args == [0]


def test_sound_is_told_where_playing_starts_also_after_a_jump_and_at_each_round(player: Player) -> None:
    started: list[tuple[int, int]] = []
    player.playback.started.connect(lambda frame, speed: started.append((frame, speed)))
    player.playback.set_range(FrameRange(0, 9))
    player.playback.toggle()
    player.pass_time(0.25)
    player.playback.set_frame(8)
    player.pass_time(3 / 24)
    assert player.wanted[-1] == 1
    assert started == [(0, 1), (8, 1), (1, 1)]
    player.playback.reverse()
    assert started[-1] == (1, -1)
