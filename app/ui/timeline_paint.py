"""How the timeline looks: ruler, work area, cache bar, lanes, playhead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen, QPolygonF

from app.document.masklet import Masklet
from app.document.media import Media
from app.document.timing import FrameRange
from app.ui.timeline_review import paint_review
from app.ui.timeline_runs import LaneRuns, Runs, spans
from app.ui.timeline_scale import PAD_PX, TimelineScale, ticks
from app.ui.words import tr

HEADER_W = 172
WORK_H = 12
RULER_H = 34
CACHE_H = 4
STRIP_H = 44  # the clip's own pictures and sound
TOP_H = WORK_H + RULER_H + CACHE_H + STRIP_H
LANE_H = 28
HANDLE_W = 9
DIAMOND_PX = 5.0

BACKGROUND = QColor(34, 34, 34)
_LANE = (QColor(38, 38, 38), QColor(42, 42, 42))
_LANE_SELECTED = QColor(52, 58, 64)
_RULER = QColor(30, 30, 30)
_LINE = QColor(22, 22, 22)
_TEXT = QColor(205, 205, 205)
_DIM = QColor(128, 128, 128)
_ABSENT = QColor(104, 104, 104)
_CACHED = QColor(86, 160, 90)
_LIVE_HEAD = QColor(255, 255, 255)
_WORK = QColor(150, 158, 166)
_WORK_UNSET = QColor(88, 88, 88)
_OUTSIDE = QColor(0, 0, 0, 92)
PLAYHEAD = QColor(255, 92, 66)


def _no_scores() -> Mapping[int, float]:
    return {}


@dataclass(frozen=True)
class LaneLook:
    """What a lane needs to be painted besides its runs."""

    masklet: Masklet
    runs: LaneRuns
    top: float
    index: int
    is_selected: bool = False
    live: Runs | None = None  # frames that tracking has passed, where it is under way
    live_frame: int | None = None
    scores: Mapping[int, float] = field(default_factory=_no_scores)  # how much each frame needs eyes, [0, 1]


def tracks_row(scale: TimelineScale, top: float, height: float) -> QRectF:
    """The whole width of the tracks with their margins."""
    return QRectF(scale.left - PAD_PX, top, scale.width + 2 * PAD_PX, height)


def small_font(base: QFont, size: float = 8.0, *, bold: bool = False) -> QFont:
    font = QFont(base)
    font.setPointSizeF(size)
    font.setBold(bold)
    return font


def shown_number(media: Media, frame: int) -> int:
    """The frame number that the artist knows: that of the file name for a sequence, else from 0."""
    return frame + (media.start_frame if media.is_sequence else 0)


def paint_corner(painter: QPainter, media: Media, playhead: int) -> None:
    """Where the playhead is, in large digits, over the lane names."""
    painter.setPen(_TEXT)
    painter.setFont(small_font(painter.font(), 12.5))
    painter.drawText(
        QRectF(12, 4, HEADER_W - 20, 22), Qt.AlignmentFlag.AlignVCenter, media.rate.timecode(playhead)
    )
    painter.setPen(_DIM)
    painter.setFont(small_font(painter.font(), 8.5))
    first, last = shown_number(media, 0), shown_number(media, media.frame_count - 1)
    text = tr("Frame {frame}   ({first}-{last})", frame=shown_number(media, playhead), first=first, last=last)
    painter.drawText(QRectF(12, 26, HEADER_W - 20, 16), Qt.AlignmentFlag.AlignVCenter, text)


def paint_ruler(painter: QPainter, media: Media, scale: TimelineScale) -> None:
    """Timecode over frame number at labelled ticks."""
    top, bottom = float(WORK_H), float(WORK_H + RULER_H)
    painter.fillRect(tracks_row(scale, 0, TOP_H), _RULER)
    font = small_font(painter.font(), 8.0)
    painter.setFont(font)
    for tick in ticks(scale, media.rate):
        x = round(scale.x(tick.frame)) + 0.5
        painter.setPen(QColor(110, 110, 110) if tick.is_major else QColor(70, 70, 70))
        painter.drawLine(QPointF(x, top + 3 if tick.is_major else bottom - 6), QPointF(x, bottom))
        if tick.is_major:
            painter.setPen(_TEXT)
            painter.drawText(QPointF(x + 5, top + 13), media.rate.timecode(tick.frame))
            painter.setPen(_DIM)
            painter.drawText(QPointF(x + 5, top + 26), str(shown_number(media, tick.frame)))


def paint_cached(painter: QPainter, cached: Runs, scale: TimelineScale) -> None:
    """Frames that are decoded and play at once."""
    top = WORK_H + RULER_H
    painter.fillRect(tracks_row(scale, top, CACHE_H), _LINE)
    for x, width in spans(cached, scale):
        painter.fillRect(QRectF(x, top + 1, width, CACHE_H - 1), _CACHED)


def paint_work_area(
    painter: QPainter, area: FrameRange, scale: TimelineScale, height: float, *, is_set: bool
) -> None:
    """The bar above the ruler with a grip at either end, and a shade over all that lies outside."""
    start, end = scale.x(area.first), scale.x(area.last + 1)
    painter.fillRect(tracks_row(scale, 0, WORK_H), QColor(26, 26, 26))
    below = tracks_row(scale, WORK_H, height - WORK_H)
    if area.first > 0 and start > below.left():
        painter.fillRect(QRectF(below.left(), WORK_H, start - below.left(), below.height()), _OUTSIDE)
    if area.last < scale.frame_count - 1 and end < below.right():
        painter.fillRect(QRectF(end, WORK_H, below.right() - end, below.height()), _OUTSIDE)
    colour = _WORK if is_set else _WORK_UNSET
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    faint = QColor(colour)
    faint.setAlpha(90)
    painter.fillRect(QRectF(start, 3, end - start, WORK_H - 6), faint)
    painter.setBrush(colour)
    for grip in (QRectF(start, 1, HANDLE_W, WORK_H - 2), QRectF(end - HANDLE_W, 1, HANDLE_W, WORK_H - 2)):
        painter.drawRoundedRect(grip, 2, 2)
    painter.setPen(QPen(QColor(40, 40, 40), 1))
    for x in (start + HANDLE_W / 2, end - HANDLE_W / 2):
        painter.drawLine(QPointF(x, 4), QPointF(x, WORK_H - 4))
    painter.restore()


def paint_lane(painter: QPainter, look: LaneLook, scale: TimelineScale) -> None:
    """One masklet's frames: tracked filled, stale hatched, absent a thin grey line, prompts as diamonds."""
    painter.fillRect(
        tracks_row(scale, look.top, LANE_H), _LANE_SELECTED if look.is_selected else _LANE[look.index % 2]
    )
    colour = QColor(*look.masklet.colour)
    if not look.masklet.visible:
        colour = QColor.fromHsvF(max(colour.hsvHueF(), 0.0), colour.hsvSaturationF() * 0.35, 0.5)
    bar_top, bar_height = look.top + 7, LANE_H - 14
    middle = look.top + LANE_H / 2
    fill = QColor(colour)
    fill.setAlpha(215 if look.is_selected else 165)
    for x, width in spans(look.runs.absent, scale):
        painter.fillRect(QRectF(x, middle - 1, width, 2), _ABSENT)
    for x, width in spans(look.runs.present, scale):
        painter.fillRect(QRectF(x, bar_top, width, bar_height), fill)
    for x, width in spans(look.runs.stale, scale):
        _paint_stale(painter, QRectF(x, bar_top, width, bar_height))
    if look.live is not None:
        for x, width in spans(look.live, scale):
            painter.fillRect(QRectF(x, bar_top, width, bar_height), colour)
    if look.live_frame is not None:
        painter.fillRect(QRectF(scale.x(look.live_frame + 0.5) - 1, look.top + 3, 2, LANE_H - 6), _LIVE_HEAD)
    paint_review(painter, look, scale)
    _paint_diamonds(painter, look, colour, scale)
    painter.fillRect(tracks_row(scale, look.top + LANE_H - 1, 1), _LINE)


def _paint_stale(painter: QPainter, rect: QRectF) -> None:
    """Dark, with light stripes: clearly not to be trusted, in whatever colour."""
    painter.fillRect(rect, QColor(30, 30, 30, 175))
    painter.fillRect(rect, QBrush(QColor(215, 215, 215, 120), Qt.BrushStyle.BDiagPattern))


def _paint_diamonds(painter: QPainter, look: LaneLook, colour: QColor, scale: TimelineScale) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(20, 20, 20), 1.2))
    painter.setBrush(colour.lighter(150) if look.masklet.visible else colour)
    middle, last_x = look.top + LANE_H / 2, -1e9
    for frame in look.runs.prompted.tolist():
        x = diamond_x(frame, scale)
        if not scale.left - PAD_PX <= x <= scale.left + scale.width + PAD_PX or x - last_x < 1:
            continue
        last_x = x
        painter.drawPolygon(_diamond(x, middle))
    painter.restore()


def diamond_x(frame: int, scale: TimelineScale) -> float:
    """The middle of a prompt mark: that of the frame's cell."""
    return scale.x(frame) + scale.px_per_frame / 2


def _diamond(x: float, y: float) -> QPolygonF:
    r = DIAMOND_PX + 0.5
    return QPolygonF([QPointF(x, y - r), QPointF(x + r, y), QPointF(x, y + r), QPointF(x - r, y)])


def paint_lane_name(painter: QPainter, look: LaneLook) -> None:
    """The head of a lane: colour and name."""
    row = QRectF(0, look.top, HEADER_W, LANE_H)
    painter.fillRect(row, _LANE_SELECTED if look.is_selected else _LANE[look.index % 2])
    colour = QColor(*look.masklet.colour)
    if look.is_selected:
        painter.fillRect(QRectF(0, look.top, 3, LANE_H), colour)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(colour if look.masklet.visible else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(13, look.top + LANE_H / 2 - 5, 10, 10), 2.5, 2.5)
    painter.restore()
    painter.setFont(small_font(painter.font(), 9.0, bold=look.is_selected))
    painter.setPen(_TEXT if look.masklet.visible else _DIM)
    room = QRectF(32, look.top, HEADER_W - 40, LANE_H - 1)
    name = painter.fontMetrics().elidedText(look.masklet.name, Qt.TextElideMode.ElideRight, int(room.width()))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
    painter.fillRect(QRectF(0, look.top + LANE_H - 1, HEADER_W, 1), _LINE)


def paint_playhead(painter: QPainter, frame: int, scale: TimelineScale, height: float) -> None:
    """A line at the frame's left edge with a grip in the ruler, and its cell where frames are wide."""
    x = scale.x(frame)
    if not scale.left - PAD_PX <= x <= scale.left + scale.width + PAD_PX:
        return
    painter.save()
    painter.setClipRect(tracks_row(scale, 0, height))
    if scale.px_per_frame >= 3:
        cell = QColor(PLAYHEAD)
        cell.setAlpha(44)
        painter.fillRect(QRectF(x, WORK_H + RULER_H, scale.px_per_frame, height), cell)
    line = round(x) + 0.5
    painter.setPen(QPen(PLAYHEAD, 1))
    painter.drawLine(QPointF(line, WORK_H + RULER_H - 8), QPointF(line, height))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(PLAYHEAD)
    top = WORK_H + RULER_H - 14.0
    corners = [(-5.5, top), (5.5, top), (5.5, top + 7), (0.0, top + 14), (-5.5, top + 7)]
    painter.drawPolygon(QPolygonF([QPointF(line + dx, y) for dx, y in corners]))
    painter.restore()


def paint_frame_lines(painter: QPainter, height: float) -> None:
    """The line between names and tracks, and the quiet block over the names."""
    painter.fillRect(QRectF(0, 0, HEADER_W, TOP_H), _RULER)
    painter.fillRect(QRectF(0, TOP_H - 1, HEADER_W, 1), _LINE)
    painter.fillRect(QRectF(HEADER_W - 1, 0, 1, height), _LINE)


def paint_hint(painter: QPainter, room: QRectF) -> None:
    """No masklet yet: say how to make one."""
    painter.setPen(_DIM)
    painter.setFont(small_font(painter.font(), 9.5))
    text = tr("Click on an object in the viewer to make the first masklet")
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
