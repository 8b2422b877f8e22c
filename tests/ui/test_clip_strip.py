"""The clip's pictures and sound on the timeline: the right frames, coarse first, sharp on fine screens."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import cast

import numpy as np
from PySide6.QtGui import QImage, QPainter

from app.engine.media_reader import open_media, probe
from app.engine.thumbnails import coarse_first, step_for
from app.ui.clip_strip import ClipStrip
from app.ui.timeline_paint import HEADER_W, STRIP_H, TOP_H
from app.ui.timeline_scale import TimelineScale
from app.ui.timeline_strip import WAVE_H, film_frames, paint_strip, wave_matte
from tests.ui.fakes import FRAMES, square_place


def test_pictures_fill_the_view_coarse_first():
    order = coarse_first(range(0, 64, 8), 8)
    assert order == [0, 32, 16, 48, 8, 24, 40, 56]


def test_every_picture_shows_a_frame_of_what_it_covers():
    for px_per_frame in (0.3, 1.0, 2.7, 11.0, 48.0):
        scale = TimelineScale(4000, px_per_frame, scroll_px=137.0, left=180, width=1100)
        for x, frame in film_frames(scale, 78.0):
            assert x - 1e-6 <= scale.x(frame) < x + max(78.0, px_per_frame)


def test_zooming_by_two_finds_half_of_the_frames_again():
    near = TimelineScale(4000, 2.0, left=0, width=1000)
    far = replace(near, px_per_frame=1.0)
    seen = {frame for _, frame in film_frames(near, 80.0)}
    assert len(seen & {frame for _, frame in film_frames(far, 80.0)}) >= len(seen) // 2 - 1
    assert step_for(33.0) == 64


def test_the_window_shows_the_clips_frames_in_place(on_clip, qtbot):
    strip, scale = on_clip.companions.strip, on_clip.timeline.scale
    wanted = FRAMES - 3
    qtbot.waitUntil(lambda: strip.image(wanted) is not None)
    image = strip.image(wanted)
    x, y = square_place(wanted)
    middle = image.pixelColor((x + 10) * image.width() // 96, (y + 10) * image.height() // 64)
    assert middle.red() > 180 > 100 > middle.blue()
    shown = on_clip.timeline.grab().toImage()
    row = [shown.pixelColor(px, TOP_H - STRIP_H // 2) for px in range(HEADER_W, shown.width() - 20)]
    assert any(colour.red() > 180 > 100 > colour.blue() for colour in row)
    assert scale.frame_count == FRAMES


def test_on_a_fine_screen_the_strip_has_twice_the_detail(qtbot, clip_path):
    """One column of the screen, not two, for each sound; pictures with more pixels than units."""
    media = probe(clip_path)
    strip = ClipStrip(open_media)
    strip.look_at(media, [0])
    qtbot.waitUntil(lambda: strip.image(0) is not None)
    picture = strip.image(0)
    assert picture is not None
    assert picture.height() >= 2 * (STRIP_H - 1)
    scale = TimelineScale(FRAMES, 40.0, left=0, width=480)
    fine = QImage(960, 2 * TOP_H, QImage.Format.Format_RGB32)
    fine.setDevicePixelRatio(2)
    painter = QPainter(fine)
    paint_strip(painter, cast("ClipStrip", strip), media, scale)
    painter.end()
    edge = [fine.pixelColor(column, 2 * TOP_H - STRIP_H).red() for column in range(2, 100)]
    assert max(abs(a - b) for a, b in pairwise(edge)) > 60  # the square's edge is steep
    strip.close()


def test_loud_and_quiet_stand_at_their_frames():
    peaks = np.zeros((100 * 8, 2), np.int8)
    peaks[50 * 8] = (-128, 127)
    scale = TimelineScale(100, 2.0, left=0, width=200)
    matte = wave_matte(peaks, scale, columns=400, height=33, ratio=2.0)
    tall = np.flatnonzero((matte > 0).sum(axis=0) > 10)
    assert tall.tolist() == [200]  # frame 50 begins at unit 100, and a unit is two columns


def test_nothing_is_drawn_of_a_clip_without_sound(qtbot, clip_path):
    media = probe(clip_path)
    strip = ClipStrip(open_media)
    strip.set_clip(media, 0.0)
    assert strip.peaks(media) is None
    strip.close()


def test_sound_fills_whole_pixels_where_a_unit_is_one_and_a_half(clip_path):
    media = replace(probe(clip_path), has_audio=True)
    strip = Loud(media)
    scale = TimelineScale(FRAMES, 40.0, left=0, width=480)
    image = QImage(720, round(1.5 * TOP_H), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(1.5)
    painter = QPainter(image)
    paint_strip(painter, cast("ClipStrip", strip), media, scale)
    painter.end()
    y = round(1.5 * (TOP_H - 2 - WAVE_H / 2))
    shown = [image.pixelColor(x, y).blue() > 150 for x in range(720)]
    assert [x for x in range(720) if shown[x]] == list(range(300, 315))  # frame 5, buckets 0 and 1


class Loud:
    """A strip with a sound at the start of frame 5, and no pictures."""

    def __init__(self, media):
        self.sound = np.zeros((media.frame_count * 8, 2), np.int8)
        self.sound[40:42] = (-128, 127)

    def peaks(self, _media):
        return self.sound

    def look_at(self, _media, _frames):
        pass

    def image(self, _frame):
        return None

    def nearest(self, frames):
        return [None for _ in frames]
