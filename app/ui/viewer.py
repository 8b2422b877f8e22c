"""The picture: shows what it is given, says where it was clicked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QKeyCombination, QPointF, QRectF, QSize, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QCursor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.document.prompts import Box, Click
from app.document.strokes import Stroke
from app.ui.backdrop import Backdrop
from app.ui.loupe import Loupe
from app.ui.overlay import Overlay
from app.ui.picture import Picture
from app.ui.prompt_marks import MarkTool, PromptMark, PromptRef, mark_at, paint_prompts
from app.ui.shape_marks import ShapeLayer, paint_shapes
from app.ui.view_transform import ViewTransform
from app.ui.viewer_brushes import MAX_RADIUS_PX, MIN_RADIUS_PX, BrushTool
from app.ui.viewer_canvas import Canvas, WipeTool, screen_size
from app.ui.viewer_marks import (
    paint_empty,
    paint_overlays,
)
from app.ui.viewer_toolbox import TOOLS
from app.ui.viewer_tools import HandTool, Pointer, Tool, plain_key
from app.ui.words import tr

_BACKGROUND = QColor(24, 24, 24)
_FIT_MARGIN_PX = 8.0
_WHEEL_FACTOR = 1.25  # per notch
_KEY_FACTOR = 1.5


class Viewer(QWidget):
    """One frame with its overlays, zoomed and panned. Knows nothing of projects, files or models.

    All places in signals are source pixels from the top left of the frame.
    """

    clicked = Signal(object)  # Click
    box_drawn = Signal(object)  # Box
    stroke_drawn = Signal(object)  # Brush or Lasso, a prompt
    paint_drawn = Signal(object)  # Brush, of the hand layer
    prompt_chosen = Signal(object)  # PromptRef, or None
    prompt_moved = Signal(object)  # PromptMark, where it is now
    prompt_deleted = Signal(object)  # PromptRef
    brush_changed = Signal(float)  # its radius in source pixels
    hovered = Signal(object)  # (x, y), or None where the pointer is not over the frame
    files_dropped = Signal(object)  # list[Path]
    zoom_changed = Signal(float)  # 1.0 is 100 %
    tool_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = Canvas()
        self._transform = ViewTransform()
        self._fits = True
        self._told_zoom = 0.0
        self._overlays: list[Overlay] = []
        self._prompts: list[PromptMark] = []
        self._shapes = ShapeLayer(self)
        self._shapes.changed.connect(self.update)
        self._tools: dict[str, Tool] = {tool.name: tool(self) for tool in TOOLS}
        self._tool = self._tools["click"]
        self._pan = HandTool(self)
        self._mark_tool = MarkTool(self)
        self._brush_radius = 20.0
        self._ink = QColor(255, 255, 255)
        self._wipe = WipeTool(self, self._canvas)
        self._drag: Tool | None = None  # what the button that is down does
        self._drag_button = Qt.MouseButton.NoButton
        self._last_place = QPointF(-1, -1)  # where the mouse was last seen
        self._dropping = False
        self.loupe = Loupe(self)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)
        self.setAccessibleName(tr("Viewer"))
        self._describe_tool()

    def sizeHint(self) -> QSize:
        return QSize(1280, 720)

    # What is shown

    def show_picture(self, picture: Picture, other: Picture | None = None) -> None:
        """Show a picture, and another one right of a wipe. A frame of the same size keeps the zoom."""
        size_changed = (picture.width, picture.height) != (self._transform.width, self._transform.height)
        was_empty = self._canvas.picture is None
        self._canvas.picture, self._canvas.other = picture, other
        if size_changed or was_empty:
            self._fits = True
            self._place(replace(self._transform, width=picture.width, height=picture.height))
        self.update()

    @Slot(object)
    def set_backdrop(self, backdrop: Backdrop) -> None:
        """What lies behind pictures with alpha."""
        self._canvas.backdrop = backdrop
        self.update()

    @property
    def shrunk_size(self) -> tuple[int, int] | None:
        """The frame on the screen in device pixels; None at 100 % and more."""
        size = screen_size(self._transform)
        return None if size is None else (size.width(), size.height())

    def clear(self) -> None:
        """No clip: the empty state, which says how to open one."""
        self._canvas.picture = self._canvas.other = None
        self._overlays, self._prompts = [], []
        self.hovered.emit(None)
        self.update()

    def set_pixel_aspect(self, width: int, height: int) -> None:
        """The shape of one source pixel, as in Media.pixel_aspect; square is (1, 1)."""
        if width <= 0 or height <= 0:
            raise ValueError(f"not a pixel aspect: {width}:{height}")
        self._place(replace(self._transform, pixel_aspect=width / height))

    @property
    def overlays(self) -> list[Overlay]:
        """What lies over the frame, the first at the bottom."""
        return self._overlays

    def set_overlays(self, overlays: Sequence[Overlay]) -> None:
        """Masks over the frame, the first at the bottom. One that looks as before costs nothing."""
        known = {id(overlay.mask): overlay for overlay in self._overlays}
        shown: list[Overlay] = []
        for overlay in overlays:
            old = known.get(id(overlay.mask))
            shown.append(old if old is not None and old.looks_like(overlay) else overlay)
        self._overlays = shown
        self.update()

    def set_prompts(self, marks: Sequence[PromptMark]) -> None:
        self._prompts = list(marks)
        self.update()

    def pixel_at(self, x: float, y: float) -> tuple[int, int, int, int] | None:
        """Red, green, blue, alpha of the shown image at a source place, 0..255; None outside it."""
        picture = self._canvas.picture
        return None if picture is None else picture.colour_at(x, y)

    # Zoom and pan

    @property
    def transform(self) -> ViewTransform:
        """Where the source lies in the view."""
        return self._transform

    @property
    def zoom(self) -> float:
        """Screen pixels per source line; 1.0 is 100 %."""
        return self._transform.zoom

    def fit(self) -> None:
        """The whole frame, and again whenever the widget's size changes."""
        self._fits = True
        self._place(self._transform)

    def zoom_to(self, factor: float, at: QPointF | None = None) -> None:
        """Set the zoom; what lies under `at` (default: the pointer, or else the middle) stays there."""
        if self._canvas.picture is None:
            return
        self._fits = False
        self._place(self._transform.zoomed(factor, self._anchor() if at is None else at))

    def zoom_in(self) -> None:
        self.zoom_to(self.zoom * _KEY_FACTOR)

    def zoom_out(self) -> None:
        self.zoom_to(self.zoom / _KEY_FACTOR)

    def pan_by(self, delta: QPointF) -> None:
        """Move the picture by logical view pixels."""
        if self._canvas.picture is None:
            return
        self._fits = False
        self._place(self._transform.panned(delta))

    # Tools

    @property
    def is_dragging(self) -> bool:
        """Whether a button is down and draws, pans or moves something."""
        return self._drag is not None

    @property
    def tool(self) -> str:
        """The name of the tool in hand: "click", "box" or "hand"."""
        return self._tool.name

    @tool.setter
    def tool(self, name: str) -> None:
        self.set_tool(name)

    def set_tool(self, name: str) -> None:
        """Raises KeyError where there is no such tool."""
        tool = self._tools[name]
        if tool is self._tool:
            return
        self._give_up_drag()
        self._tool.hover(None)
        self._tool = tool
        self._describe_tool()
        self.update()
        self.tool_changed.emit(name)

    def place_click(self, click: Click) -> None:
        self.clicked.emit(click)

    def place_box(self, box: Box) -> None:
        self.box_drawn.emit(box)

    def place_stroke(self, stroke: Stroke) -> None:
        self.stroke_drawn.emit(stroke)

    def place_paint(self, stroke: Stroke) -> None:
        self.paint_drawn.emit(stroke)

    def choose_prompt(self, ref: object) -> None:
        self.prompt_chosen.emit(ref)

    def move_prompt(self, mark: object) -> None:
        self.prompt_moved.emit(mark)

    @property
    def brush_radius(self) -> float:
        """Of brush, eraser and paint, in source pixels."""
        return self._brush_radius

    @property
    def shapes(self) -> ShapeLayer:
        """Of the selected masklet's matte: what is shown of them, and what is done to them."""
        return self._shapes

    def set_brush_radius(self, radius: float) -> None:
        self._brush_radius = min(max(radius, MIN_RADIUS_PX), MAX_RADIUS_PX)
        self.brush_changed.emit(self._brush_radius)
        self.update()

    def scale_brush(self, factor: float) -> None:
        """Larger or smaller, by a factor."""
        self.set_brush_radius(self._brush_radius * factor)

    @property
    def ink(self) -> QColor:
        """What a stroke looks like while it is drawn."""
        return self._ink

    def set_ink(self, colour: tuple[int, int, int]) -> None:
        """The colour of the masklet that is painted on."""
        self._ink = QColor(*colour)

    # Events

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), _BACKGROUND)
        view = QSizeF(self.size())
        if self._canvas.picture is None:
            paint_empty(painter, view, dropping=self._dropping)
        else:
            self._canvas.paint(painter, self._transform, self.rect())
            painter.save()
            painter.setClipRect(self._canvas.own_part(self._transform))
            paint_overlays(painter, self._overlays, self._transform)
            painter.restore()
            paint_prompts(painter, self._shown_prompts(), self._transform)
            self._canvas.paint_wipe(painter, self._transform)
            if self.tool != "shape":  # which paints them itself, with their points
                paint_shapes(painter, self._shapes.marks, self._transform)
            self._tool.paint(painter)
            if self.loupe.is_on:
                place = self._transform.to_source(self._last_place)
                self.loupe.paint(painter, self._canvas.picture, place, view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place(self._transform)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._place(self._transform)
        if event.type() == QEvent.Type.ShortcutOverride and (
            self._deletes(event) or self._is_for_tool(event)
        ):
            event.accept()  # the key is for what is chosen in the picture, not for all of the frame
            return True
        if isinstance(event, QNativeGestureEvent):
            return self._pinch(event)
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if self._canvas.picture is None or self._drag is not None:
            return
        pointer = self._pointer_of(event)
        tool = self._tool_at(pointer.view, event.button(), event.modifiers())
        tool.press(pointer)
        self._drag, self._drag_button = (tool if tool.is_dragging else None), event.button()
        self._show_cursor(event.modifiers())
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.accept()
        pointer = self._pointer_of(event)
        self._last_place = pointer.view
        changed = self._tool.hover(pointer.view)
        if self._drag is not None:
            self._drag.move(pointer)
            self.update()
        elif self.loupe.is_on:
            self.update()
        elif not changed.isEmpty():
            self.update(changed)
        self._show_cursor(event.modifiers())
        self._tell_hover(self._last_place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if self._drag is not None and event.button() == self._drag_button:
            tool, self._drag = self._drag, None
            tool.release(self._pointer_of(event))
        self._show_cursor(event.modifiers())
        self.update()

    def _tool_at(
        self,
        place: QPointF,
        button: Qt.MouseButton = Qt.MouseButton.LeftButton,
        keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> Tool:
        """What the mouse does there: the middle button pans, and the line of a wipe can be dragged."""
        if button == Qt.MouseButton.MiddleButton:
            return self._pan
        if self._wipe.grips(place):
            return self._wipe
        plain = button == Qt.MouseButton.LeftButton and keys == Qt.KeyboardModifier.NoModifier
        grips = plain and self._tool.name in _TOOLS_THAT_MOVE
        mark = mark_at(self._prompts, place, self._transform) if grips else None
        if mark is None:
            return self._tool
        self._mark_tool.take(mark)
        return self._mark_tool

    def _shown_prompts(self) -> list[PromptMark]:
        """The marks, with the one that is being dragged where it is now."""
        dragged = self._mark_tool.mark if self._mark_tool.is_dragging else None
        if dragged is None:
            return self._prompts
        return [dragged if mark.ref == dragged.ref else mark for mark in self._prompts]

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and isinstance(self._tool, BrushTool):
            self.scale_brush(_WHEEL_FACTOR ** (event.angleDelta().y() / 120))
            return
        steps = (event.angleDelta().y() or event.angleDelta().x()) / 120  # Alt turns the wheel's axis
        if steps:
            self.zoom_to(self.zoom * _WHEEL_FACTOR**steps, event.position())

    def leaveEvent(self, event: QEvent) -> None:
        self.update(self._tool.hover(None))
        self.hovered.emit(None)

    def _deletes(self, event: QEvent) -> bool:
        keys = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        return plain_key(event) in keys and self._chosen_prompt() is not None

    def _is_for_tool(self, event: QEvent) -> bool:
        key = plain_key(event)
        return key is not None and self._tool.wants_key(key)

    def _chosen_prompt(self) -> PromptRef | None:
        return next((mark.ref for mark in self._prompts if mark.chosen), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._deletes(event):
            self.prompt_deleted.emit(self._chosen_prompt())
            return
        if self._is_for_tool(event):
            self._tool.take_key(event.key())
            self.update()
            return
        if event.key() == Qt.Key.Key_Escape and self._drag is not None:
            self._give_up_drag()
            self.update()
        elif event.matches(QKeySequence.StandardKey.ZoomIn) or event.keyCombination() == _CTRL_EQUAL:
            self.zoom_in()
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self.zoom_out()
        else:
            self._show_cursor(event.modifiers())  # Alt turns the sign
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self._show_cursor(event.modifiers())
        super().keyReleaseEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _local_files(event):
            event.acceptProposedAction()
            self._set_dropping(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._set_dropping(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._set_dropping(False)
        paths = _local_files(event)
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)

    # Inside

    def _place(self, wanted: ViewTransform) -> None:
        """Take this placement, made good: fitted where the view fits, never out of sight."""
        view = QSizeF(self.size())
        wanted = replace(wanted, device_ratio=self.devicePixelRatioF())
        placed = wanted.fitted(view, _FIT_MARGIN_PX) if self._fits else wanted.kept_in(view).snapped()
        self._transform = placed
        if self._canvas.picture is not None and placed.zoom != self._told_zoom:
            self._told_zoom = placed.zoom
            self.zoom_changed.emit(placed.zoom)
        self.update()

    def _pointer_of(self, event: QMouseEvent) -> Pointer:
        """On the middle of the screen pixel that is pointed at; the event names its corner."""
        half = 0.5 / self._transform.device_ratio
        return Pointer(event.position() + QPointF(half, half), event.button(), event.modifiers())

    def _anchor(self) -> QPointF:
        pointer = QPointF(self.mapFromGlobal(QCursor.pos()))
        inside = self.underMouse() and QRectF(self.rect()).contains(pointer)
        return pointer if inside else QRectF(self.rect()).center()

    def _tell_hover(self, point: QPointF) -> None:
        inside = self._canvas.picture is not None and self._transform.contains(point)
        self.hovered.emit(self._transform.to_source(point) if inside else None)

    def _show_cursor(self, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Over the frame the pointer is the tool's; beside it, it can do nothing and says so."""
        tool = self._drag or self._tool_at(self._last_place, keys=modifiers)
        over_frame = self._canvas.picture is not None and self._transform.contains(self._last_place)
        if tool.is_dragging or over_frame:
            self.setCursor(tool.cursor(modifiers))
        else:
            self.setCursor(Qt.CursorShape.ArrowCursor)

    def _give_up_drag(self) -> None:
        if self._drag is not None:
            self._drag.cancel()
            self._drag = None

    def _describe_tool(self) -> None:
        self._show_cursor()
        self.setAccessibleDescription(
            tr("{title} tool. {hint}", title=tr(self._tool.title), hint=tr(self._tool.hint))
        )

    def _pinch(self, event: QNativeGestureEvent) -> bool:
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self.zoom_to(self.zoom * (1 + event.value()), event.position())
        return True

    def _set_dropping(self, dropping: bool) -> None:
        self._dropping = dropping
        self.update()


_TOOLS_THAT_MOVE = frozenset({"click", "box", "lasso"})  # a brush may begin on a mark
_CTRL_EQUAL = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Equal)


def _local_files(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
