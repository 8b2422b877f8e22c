"""How the clip itself looks on the timeline: a film strip over the waveform of its sound."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from app.document.media import Media
from app.engine.thumbnails import coarse_first, step_for
from app.engine.waveform import BUCKETS_PER_FRAME, Peaks
from app.ui.clip_strip import ClipStrip
from app.ui.image_convert import matte_image
from app.ui.timeline_paint import STRIP_H, TOP_H, tracks_row
from app.ui.timeline_scale import TimelineScale

WAVE_H = 17
_EMPTY = QColor(24, 24, 24)
_WAVE = (122, 168, 196)
_WAVE_AXIS = QColor(70, 92, 106)
_GUESS_OPACITY = 0.5  # of a neighbour's picture, shown until the right one is there


def paint_strip(painter: QPainter, strip: ClipStrip, media: Media, scale: TimelineScale) -> None:
    """Fill the strip; asks for what is not there yet."""
    top, height = TOP_H - STRIP_H, STRIP_H - 1
    painter.fillRect(tracks_row(scale, top, height), _EMPTY)
    peaks = strip.peaks(media)
    if peaks is not None:
        height -= WAVE_H
        _paint_wave(painter, peaks, scale, QRectF(scale.left, top + height, scale.width, WAVE_H))
    _paint_film(painter, strip, media, scale, QRectF(scale.left, top, scale.width, height))


def film_frames(scale: TimelineScale, picture_px: float) -> list[tuple[float, int]]:
    """(x, frame) of the pictures in sight, side by side. Each shows a frame of the stretch that it covers.

    The frames are multiples of a power of two: zooming and scrolling find most of them made already.
    """
    step = max(1, step_for(picture_px / scale.px_per_frame) // 2)
    first = int(scale.scroll_px // picture_px)
    end = min(scale.scroll_px + scale.width, scale.content_px)
    places = range(first, max(first + 1, math.ceil(end / picture_px)))
    starts = [index * picture_px / scale.px_per_frame for index in places]
    frames = [math.ceil(start / step) * step if start >= 1 else 0 for start in starts]
    last = scale.frame_count - 1
    return [(scale.x(start), min(frame, last)) for start, frame in zip(starts, frames, strict=True)]


def _paint_film(
    painter: QPainter, strip: ClipStrip, media: Media, scale: TimelineScale, room: QRectF
) -> None:
    across, down = media.pixel_aspect
    picture_px = room.height() * min(media.width * across / down / media.height, 4.0)
    places = film_frames(scale, picture_px)
    frames = sorted({frame for _, frame in places})
    step = max(1, step_for(picture_px / scale.px_per_frame) // 2)
    strip.look_at(media, coarse_first(frames, step))
    painter.save()
    end = min(room.right(), scale.x(scale.frame_count))
    painter.setClipRect(QRectF(room.left(), room.top(), end - room.left(), room.height()))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for (x, frame), guess in zip(places, strip.nearest([frame for _, frame in places]), strict=True):
        image = strip.image(frame)
        painter.setOpacity(1.0 if image is not None else _GUESS_OPACITY)
        shown = image or guess
        if shown is not None:
            painter.drawImage(QRectF(x, room.top(), picture_px - 1, room.height()), shown)
    painter.restore()


def _paint_wave(painter: QPainter, peaks: Peaks, scale: TimelineScale, room: QRectF) -> None:
    end = min(room.right(), scale.x(scale.frame_count))
    middle = room.center().y()
    painter.fillRect(QRectF(room.left(), middle - 0.5, end - room.left(), 1), _WAVE_AXIS)
    ratio = painter.device().devicePixelRatioF()
    columns = int((end - room.left()) * ratio)
    if columns > 0:
        image = matte_image(
            wave_matte(peaks, scale, columns, round(room.height() * ratio), ratio), _WAVE, 1.0
        )
        image.setDevicePixelRatio(ratio)
        painter.drawImage(QPointF(room.left(), room.top()), image)


def wave_matte(
    peaks: Peaks, scale: TimelineScale, columns: int, height: int, ratio: float
) -> NDArray[np.uint8]:
    """(height, columns) 0 or 255: from the lowest to the highest sample of what each column covers.

    One column is one pixel of the screen, `ratio` of them a unit of the scale. Loudness by its square
    root: speech is seen beside music in a few pixels.
    """
    places = (np.arange(columns + 1) / ratio + scale.scroll_px) / scale.px_per_frame * BUCKETS_PER_FRAME
    edges = np.clip(places.astype(np.int64), 0, len(peaks) - 1)
    seen = peaks[: max(edges[-1], edges[-2] + 1)]
    lowest = np.minimum.reduceat(seen[:, 0], edges[:-1]).astype(np.float32)
    highest = np.maximum.reduceat(seen[:, 1], edges[:-1]).astype(np.float32)
    middle = (height - 1) / 2
    rows = np.arange(height, dtype=np.float32)[:, None]
    inside = (rows >= middle - middle * _loudness(highest)) & (rows <= middle - middle * _loudness(lowest))
    return np.where(inside, np.uint8(255), np.uint8(0))


def _loudness(levels: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.sign(levels) * np.sqrt(np.abs(levels) / np.float32(128))
