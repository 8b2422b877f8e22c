"""What the timeline shows of review: locked and reviewed frames, the heat of problems, cuts, markers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.document.project import Project
from app.engine.quality import PROBLEM
from app.ui.timeline_runs import LaneRuns, spans
from app.ui.timeline_scale import PAD_PX, TimelineScale

_LOCKED = QColor(235, 235, 235)
_REVIEWED = QColor(96, 190, 110)
_PAINTED = QColor(255, 255, 255)
_EDGE = QColor(20, 20, 20)
_CUT = QColor(200, 200, 200, 90)
_MARKER = QColor(240, 200, 80)
_BAND_PX = 3.0
_HEAT_PX = 4.0
_SNAP_PX = 7.0


class Reviewed(Protocol):
    """What of a lane is looked at here."""

    @property
    def runs(self) -> LaneRuns: ...
    @property
    def top(self) -> float: ...
    @property
    def scores(self) -> Mapping[int, float]: ...


def paint_review(painter: QPainter, look: Reviewed, scale: TimelineScale) -> None:
    """Over a lane: a light band where locked, green where reviewed; below it the heat of what needs eyes.

    Inside of it a white line with a dark edge where the hand has painted.
    """
    for runs, colour in ((look.runs.locked, _LOCKED), (look.runs.reviewed, _REVIEWED)):
        for x, width in spans(runs, scale):
            painter.fillRect(QRectF(x, look.top + 2, width, _BAND_PX), colour)
    for x, width in spans(look.runs.painted, scale, min_px=2.0):
        painter.fillRect(QRectF(x, look.top + 16, width, 4), _EDGE)
        painter.fillRect(QRectF(x, look.top + 17, width, 2), _PAINTED)
    for x, width, score in _heat(look.scores, scale):
        painter.fillRect(QRectF(x, look.top + 22, width, _HEAT_PX), heat_colour(score))


def heat_colour(score: float) -> QColor:
    """Yellow where it may be worth a look, red where it is surely wrong."""
    heat = min(max((score - PROBLEM) / (1 - PROBLEM), 0.0), 1.0)
    return QColor.fromHsvF(0.15 * (1 - heat), 0.9, 0.95)


def _heat(scores: Mapping[int, float], scale: TimelineScale) -> Iterable[tuple[float, float, float]]:
    """(x, width, score) of the frames in sight; where many share a pixel, the worst of them."""
    visible = scale.visible
    columns: dict[int, float] = {}
    width = max(1.0, scale.px_per_frame)
    for frame, score in scores.items():
        if score >= PROBLEM and frame in visible:
            x = int(scale.x(frame))
            columns[x] = max(score, columns.get(x, 0.0))
    return ((float(x), width, score) for x, score in columns.items())


def paint_places(
    painter: QPainter, project: Project, scale: TimelineScale, top: float, height: float
) -> None:
    """Cuts as dashed lines through all lanes, markers as flags at the ruler's foot."""
    painter.save()
    painter.setPen(QPen(_CUT, 1, Qt.PenStyle.DashLine))
    for cut in project.cuts or ():
        x = round(scale.x(cut)) + 0.5
        if _in_sight(x, scale):
            painter.drawLine(QPointF(x, top - 10), QPointF(x, height))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_MARKER)
    for marker in project.markers:
        x = scale.x(marker.frame) + scale.px_per_frame / 2
        if _in_sight(x, scale):
            flag = [QPointF(x - 4, top - 12), QPointF(x + 4, top - 12), QPointF(x, top - 5)]
            painter.drawPolygon(QPolygonF(flag))
    painter.restore()


def _in_sight(x: float, scale: TimelineScale) -> bool:
    return scale.left - PAD_PX <= x <= scale.left + scale.width + PAD_PX


def snapped(frame: int, project: Project, playhead: int, scale: TimelineScale, *, is_end: bool) -> int:
    """The frame, or what lies so near that it is meant: playhead, cuts, markers, prompted and locked frames.

    An out point goes to the last frame before a cut.
    """
    cuts = [c - 1 if is_end else c for c in project.cuts or ()]
    anchors = [f for masklet in project.masklets for f in masklet.anchors]
    places = [playhead, *cuts, *(marker.frame for marker in project.markers), *anchors]
    nearest = min(places, key=lambda place: abs(place - frame))
    return nearest if abs(nearest - frame) * scale.px_per_frame <= _SNAP_PX else frame
