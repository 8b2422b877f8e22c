"""The timeline: ruler, work area, playhead, a lane for each masklet. It shows a project and edits nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollBar, QToolTip, QWidget

from app.document.masklet import Masklet
from app.document.project import Project
from app.document.timing import FrameRange
from app.ui import timeline_paint as paint
from app.ui.clip_strip import ClipStrip
from app.ui.timeline_paint import HANDLE_W, HEADER_W, LANE_H, STRIP_H, TOP_H, WORK_H, LaneLook
from app.ui.timeline_review import paint_places, snapped
from app.ui.timeline_runs import LaneRunsCache, LiveRuns, Runs, runs_of, state_words
from app.ui.timeline_scale import PAD_PX, TimelineScale
from app.ui.timeline_strip import paint_strip
from app.ui.words import mark, tr

_SCRUB_MS = 16  # one move of the playhead per screen refresh, however fast the mouse reports
_WHEEL_ZOOM = 1.25
_KEY_ZOOM = 1.6
_HANDLE_REACH_PX = 4
_HANDLE_WORDS = {
    "in": mark("In point: drag to set the work area"),
    "out": mark("Out point: drag to set the work area"),
}


class TimelineView(QAbstractScrollArea):
    """Time runs to the right, one frame a cell.

    Press the ruler to scrub, a lane to choose its masklet, a diamond to go to the prompt.
    """

    playhead_moved = Signal(int)
    work_area_changed = Signal(object, object)  # in and out point, int or None each; once, when let go
    masklet_selected = Signal(int)
    menu_wanted = Signal(QPoint)  # a place of the viewport

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = Project()
        self._scale = TimelineScale(left=HEADER_W + PAD_PX)
        self._fits = True
        self._playhead = 0
        self._selected: int | None = None
        self._cached: Runs = runs_of(())
        self._runs = LaneRunsCache()
        self._live = LiveRuns()
        self._scores: Mapping[int, Mapping[int, float]] = {}
        self._strip: ClipStrip | None = None
        self._backing: QPixmap | None = None  # all but the playhead
        self._is_scrubbing = False
        self._handle = ""  # "in" or "out" while that handle is dragged
        self._dragged_area: FrameRange | None = None
        self._pending = QTimer(self, singleShot=True, interval=_SCRUB_MS)
        self._pending.timeout.connect(self._tell_playhead)
        self._told = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.horizontalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().valueChanged.connect(self._refresh)
        self.verticalScrollBar().setSingleStep(LANE_H)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumHeight(TOP_H + LANE_H + 12)
        self.setAccessibleName(tr("Timeline"))
        self.setAccessibleDescription(tr("Frames of the clip and the tracked range of each masklet"))

    def sizeHint(self) -> QSize:
        return QSize(1000, TOP_H + 5 * LANE_H)

    # What is shown

    def set_project(self, project: Project) -> None:
        """Show this value of the project. A clip of another length is shown whole."""
        media_changed = project.media != self._project.media
        self._project = project
        self._runs.keep_only(project.masklets)
        if media_changed:
            count = project.media.frame_count if project.media else 1
            self._scale = replace(self._scale, frame_count=max(1, count))
            self._playhead = min(self._playhead, max(0, count - 1))
            self._fits = True
            self._live.clear()
        self._lay_out()

    def set_playhead(self, frame: int) -> None:
        """Show the playhead here and scroll to it; while the user drags it, the hand has the last word."""
        if self._is_scrubbing or frame == self._playhead:
            return
        self._playhead = self._told = frame
        shown = self._scale.showing(frame)
        if shown is not self._scale:
            self._take(shown)
        self.viewport().update()

    def set_selected(self, masklet_id: int | None) -> None:
        if masklet_id != self._selected:
            self._selected = masklet_id
            self._refresh()

    def set_cached(self, frames: Iterable[int]) -> None:
        """The frames that are decoded, in any order."""
        self._cached = runs_of(frames)
        self._refresh()

    def set_tracking(self, masklet_ids: Iterable[int], frame: int) -> None:
        """Tracking of these masklets has reached this frame."""
        self._live.add(masklet_ids, frame)
        self._refresh()

    def clear_tracking(self) -> None:
        """Tracking is over; what it found is in the project."""
        self._live.clear()
        self._refresh()

    @Slot(object)
    def set_scores(self, scores: Mapping[int, Mapping[int, float]]) -> None:
        """How much each tracked frame needs eyes, [0, 1], by masklet and frame."""
        self._scores = scores
        self._refresh()

    def set_strip(self, strip: ClipStrip) -> None:
        """Show pictures and sound of the clip."""
        self._strip = strip
        strip.changed.connect(self._refresh)

    # Zoom

    def fit(self) -> None:
        """The whole clip, and again whenever the widget's size changes."""
        self._fits = True
        self._lay_out()

    def zoom_in(self) -> None:
        self._zoom(_KEY_ZOOM, self._zoom_centre())

    def zoom_out(self) -> None:
        self._zoom(1 / _KEY_ZOOM, self._zoom_centre())

    @property
    def scale(self) -> TimelineScale:
        """Where frames lie in the viewport."""
        return self._scale

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if self._backing is None:
            self._backing = self._paint_backing()
        painter.drawPixmap(QPointF(0, 0), self._backing)
        media = self._project.media
        if media is not None:
            paint.paint_corner(painter, media, self._playhead)
            paint.paint_playhead(painter, self._playhead, self._scale, self.viewport().height())

    def _paint_backing(self) -> QPixmap:
        size, ratio = self.viewport().size(), self.devicePixelRatioF()
        pixmap = QPixmap(size * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(paint.BACKGROUND)
        painter = QPainter(pixmap)
        painter.setFont(self.font())
        self._paint_lanes(painter)
        media = self._project.media
        if media is not None:
            painter.setClipRect(QRectF(HEADER_W, 0, size.width() - HEADER_W, size.height()))
            paint.paint_ruler(painter, media, self._scale)
            if self._strip is not None:
                paint_strip(painter, self._strip, media, self._scale)
            paint_places(painter, self._project, self._scale, TOP_H - STRIP_H, size.height())
            paint.paint_cached(painter, self._cached, self._scale)
            is_set = self._project.in_point is not None or self._project.out_point is not None
            area = self._dragged_area or self._project.work_area
            paint.paint_work_area(painter, area, self._scale, size.height(), is_set=is_set)
        painter.end()
        return pixmap

    def _paint_lanes(self, painter: QPainter) -> None:
        looks = [look for look in self._looks() if look.top < self.viewport().height()]
        below = QRectF(0, TOP_H, self.viewport().width(), self.viewport().height() - TOP_H)
        painter.save()
        painter.setClipRect(below)
        for look in looks:
            paint.paint_lane_name(painter, look)
        painter.setClipRect(below.adjusted(HEADER_W, 0, 0, 0))
        for look in looks:
            paint.paint_lane(painter, look, self._scale)
        painter.restore()
        if self._project.media is not None and not self._project.masklets:
            paint.paint_hint(painter, below.adjusted(HEADER_W, 0, 0, 0))
        paint.paint_frame_lines(painter, self.viewport().height())

    def _looks(self) -> Iterable[LaneLook]:
        """The lanes in sight, from the top."""
        for index, masklet in enumerate(self._project.masklets):
            top = self._lane_top(index)
            if top + LANE_H <= TOP_H or top >= self.viewport().height():
                continue
            is_live = masklet.id in self._live.masklet_ids
            yield LaneLook(
                masklet,
                self._runs.get(masklet),
                top,
                index,
                is_selected=masklet.id == self._selected,
                live=self._live.runs() if is_live else None,
                live_frame=self._live.frame if is_live else None,
                scores=self._scores.get(masklet.id, {}),
            )

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if event.button() != Qt.MouseButton.LeftButton or self._project.media is None:
            return
        point = event.position()
        handle = self._handle_at(point)
        if handle:
            self._handle = handle
            self._dragged_area = self._project.work_area
        elif point.y() < TOP_H and point.x() >= HEADER_W:
            self._is_scrubbing = True
            self._scrub(point.x(), at_once=True)
        else:
            self._press_lane(point)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if self._handle:
            self._drag_handle(event.position().x())
        elif self._is_scrubbing:
            self._scrub(event.position().x())
        else:
            over = bool(self._handle_at(event.position()))
            shape = Qt.CursorShape.SizeHorCursor if over else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._is_scrubbing:
            self._tell_playhead()
            self._is_scrubbing = False
        if self._handle:
            self._let_handle_go()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()
        delta, modifiers = event.angleDelta(), event.modifiers()
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            self._zoom(_WHEEL_ZOOM ** (delta.y() / 120), event.position().x())
            return
        alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)  # Alt turns the wheel's axis already
        over_names = event.position().x() < HEADER_W
        if alt or over_names:
            _turn(self.verticalScrollBar(), delta.y() or delta.x())
        elif modifiers & Qt.KeyboardModifier.ShiftModifier or delta.x() or self._scale.max_scroll_px > 0:
            _turn(self.horizontalScrollBar(), delta.x() or delta.y())
        else:
            _turn(self.verticalScrollBar(), delta.y())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom_out()
        else:
            event.ignore()  # arrows and all else are the window's, not the scroll bars'

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the keyboard: for the selected masklet on the frame of the playhead."""
        event.accept()
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        if self._project.media is not None:
            self.menu_wanted.emit(self._chosen_place() if by_key else event.pos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.describe(event.pos()), self.viewport())
            return True
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._refresh()
        return super().viewportEvent(event)

    def describe(self, point: QPoint) -> str:
        """What lies at this place of the viewport, in words."""
        media = self._project.media
        if media is None:
            return ""
        handle = self._handle_at(QPointF(point))
        if handle:
            return tr(_HANDLE_WORDS[handle])
        masklet = self._masklet_at(point.y())
        if point.x() < HEADER_W or (point.y() >= TOP_H and masklet is None):
            return masklet.name if masklet is not None else ""
        frame = self._scale.frame_at(point.x())
        number = paint.shown_number(media, frame)
        place = tr("{timecode}, frame {frame}", timecode=media.rate.timecode(frame), frame=number)
        notes = [m.text for m in self._project.markers if m.frame == frame and m.text]
        place = "\n".join([place, *notes])
        return place if masklet is None else f"{masklet.name}: {state_words(masklet, frame)}\n{place}"

    def choose_at(self, point: QPoint) -> int | None:
        """Select the masklet whose lane is there and go to the frame there. The masklet's id, if any."""
        masklet = self._select_at(point.y())
        if point.x() >= HEADER_W:
            self._scrub(point.x(), at_once=True)
        return None if masklet is None else masklet.id

    # Inside

    def _chosen_place(self) -> QPoint:
        ids = [masklet.id for masklet in self._project.masklets]
        y = self._lane_top(ids.index(self._selected)) + LANE_H / 2 if self._selected in ids else WORK_H
        return QPoint(round(self._scale.x(self._playhead + 0.5)), round(y))

    def _press_lane(self, point: QPointF) -> None:
        masklet = self._select_at(point.y())
        if masklet is not None and point.x() >= HEADER_W:
            frame = self._prompt_near(masklet, point.x())
            if frame is not None:
                self._playhead = frame
                self._tell_playhead()
                self.viewport().update()

    def _select_at(self, y: float) -> Masklet | None:
        masklet = self._masklet_at(y)
        if masklet is not None:
            self.set_selected(masklet.id)
            self.masklet_selected.emit(masklet.id)
        return masklet

    def _prompt_near(self, masklet: Masklet, x: float) -> int | None:
        """The prompted frame whose diamond is under x; the nearest where they overlap."""
        frames = self._runs.get(masklet).prompted
        if frames.size == 0:
            return None
        distances = [abs(paint.diamond_x(frame, self._scale) - x) for frame in frames.tolist()]
        nearest = min(range(len(distances)), key=distances.__getitem__)
        reach = paint.DIAMOND_PX + 2
        return int(frames[nearest]) if distances[nearest] <= reach else None

    def _scrub(self, x: float, *, at_once: bool = False) -> None:
        frame = self._scale.frame_at(x)
        self._playhead = frame
        shown = self._scale.showing(frame) if not HEADER_W <= x <= self.viewport().width() else self._scale
        if shown is not self._scale:
            self._take(shown)
        self.viewport().update()
        if at_once:
            self._tell_playhead()
        elif not self._pending.isActive():
            self._pending.start()

    def _tell_playhead(self) -> None:
        self._pending.stop()
        if self._playhead != self._told:
            self._told = self._playhead
            self.playhead_moved.emit(self._playhead)

    def _handle_at(self, point: QPointF) -> str:
        if self._project.media is None or not 0 <= point.y() < WORK_H or point.x() < HEADER_W:
            return ""
        area = self._project.work_area
        start, end = self._scale.x(area.first), self._scale.x(area.last + 1)
        if end - HANDLE_W - _HANDLE_REACH_PX <= point.x() <= end + _HANDLE_REACH_PX:
            return "out"
        return "in" if start - _HANDLE_REACH_PX <= point.x() <= start + HANDLE_W + _HANDLE_REACH_PX else ""

    def _drag_handle(self, x: float) -> None:
        area = self._project.work_area
        if self._handle == "in":
            frame = min(self._snapped(self._scale.frame_at(x)), area.last)
            self._dragged_area = FrameRange(frame, area.last)
        else:
            frame = max(self._snapped(self._scale.frame_at(x - 1)), area.first)
            self._dragged_area = FrameRange(area.first, frame)
        self._refresh()

    def _snapped(self, frame: int) -> int:
        is_end = self._handle == "out"
        return snapped(frame, self._project, self._playhead, self._scale, is_end=is_end)

    def _let_handle_go(self) -> None:
        handle, self._handle = self._handle, ""
        area, self._dragged_area = self._dragged_area, None
        if area is not None and area != self._project.work_area:
            first = area.first if handle == "in" else self._project.in_point
            last = area.last if handle == "out" else self._project.out_point
            self.work_area_changed.emit(first, last)
        self._refresh()

    def _masklet_at(self, y: float) -> Masklet | None:
        if y < TOP_H:
            return None
        index = int((y - TOP_H + self.verticalScrollBar().value()) // LANE_H)
        return self._project.masklets[index] if index < len(self._project.masklets) else None

    def _lane_top(self, index: int) -> float:
        return TOP_H + index * LANE_H - self.verticalScrollBar().value()

    def _zoom_centre(self) -> float:
        """Keys zoom at the playhead while it is in sight, else at the middle."""
        x = self._scale.x(self._playhead)
        inside = self._scale.left <= x <= self._scale.left + self._scale.width
        return x if inside else self._scale.left + self._scale.width / 2

    def _zoom(self, factor: float, at: float) -> None:
        zoomed = self._scale.zoomed(factor, max(at, self._scale.left))
        self._fits = zoomed.max_scroll_px == 0
        self._take(zoomed)

    def _lay_out(self) -> None:
        """The widget or the project changed: place the tracks anew."""
        width = max(1.0, self.viewport().width() - HEADER_W - 2 * PAD_PX)
        scale = replace(self._scale, width=width)
        self._take(scale.fitted() if self._fits else scale.zoomed(1.0, scale.left))
        hidden = len(self._project.masklets) * LANE_H - (self.viewport().height() - TOP_H)
        self.verticalScrollBar().setRange(0, max(0, hidden))
        self.verticalScrollBar().setPageStep(max(1, self.viewport().height() - TOP_H))

    def _take(self, scale: TimelineScale) -> None:
        self._scale = scale
        bar = self.horizontalScrollBar()
        bar.blockSignals(True)
        bar.setRange(0, round(scale.max_scroll_px))
        bar.setPageStep(max(1, int(scale.width)))
        bar.setSingleStep(max(1, int(scale.width / 12)))
        bar.setValue(round(scale.scroll_px))
        bar.blockSignals(False)
        self._refresh()

    def _scrolled(self, value: int) -> None:
        self._scale = self._scale.scrolled(float(value))
        self._refresh()

    def _refresh(self) -> None:
        self._backing = None
        self.viewport().update()


def _turn(bar: QScrollBar, delta: int) -> None:
    bar.setValue(round(bar.value() - delta / 120 * bar.singleStep()))
