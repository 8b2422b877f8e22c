"""Where source pixels lie in the viewer, and which source pixel lies under the pointer."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF

MIN_ZOOM = 1 / 64
MAX_ZOOM = 64.0
KEPT_IN_VIEW_PX = 48.0  # of the image, whatever is panned: it can always be caught again


@dataclass(frozen=True)
class ViewTransform:
    """A placement of the image in the widget; every change makes a new one.

    Source coordinates are pixels from the top left of the frame: (0, 0) is a corner, (0.5, 0.5) the middle of
    the first pixel. View coordinates are Qt's logical pixels in the widget. `zoom` is screen pixels (of the
    device, not logical) per source line, so 1.0 is the true 100 % on any screen; columns are `pixel_aspect`
    times as wide.
    """

    width: int = 1
    height: int = 1
    pixel_aspect: float = 1.0
    zoom: float = 1.0
    left: float = 0.0
    top: float = 0.0
    device_ratio: float = 1.0

    @property
    def scale_x(self) -> float:
        """Logical view pixels per source column."""
        return self.zoom * self.pixel_aspect / self.device_ratio

    @property
    def scale_y(self) -> float:
        """Logical view pixels per source line."""
        return self.zoom / self.device_ratio

    @property
    def rect(self) -> QRectF:
        """The whole image in the view."""
        return QRectF(self.left, self.top, self.width * self.scale_x, self.height * self.scale_y)

    def to_view(self, x: float, y: float) -> QPointF:
        return QPointF(self.left + x * self.scale_x, self.top + y * self.scale_y)

    def to_source(self, point: QPointF) -> tuple[float, float]:
        return (point.x() - self.left) / self.scale_x, (point.y() - self.top) / self.scale_y

    def contains(self, point: QPointF) -> bool:
        x, y = self.to_source(point)
        return 0 <= x < self.width and 0 <= y < self.height

    def clamped_to_source(self, point: QPointF) -> tuple[float, float]:
        """The nearest place on the frame, its borders included."""
        x, y = self.to_source(point)
        return min(max(x, 0.0), float(self.width)), min(max(y, 0.0), float(self.height))

    def fitted(self, view: QSizeF, margin: float = 0.0) -> ViewTransform:
        """The whole image, as large as it goes, in the middle."""
        room_x = max(1.0, view.width() - 2 * margin) * self.device_ratio
        room_y = max(1.0, view.height() - 2 * margin) * self.device_ratio
        zoom = min(room_x / (self.width * self.pixel_aspect), room_y / self.height)
        return replace(self, zoom=_limited(zoom)).centred(view)

    def centred(self, view: QSizeF) -> ViewTransform:
        rect = self.rect
        left, top = (view.width() - rect.width()) / 2, (view.height() - rect.height()) / 2
        return replace(self, left=left, top=top).snapped()

    def zoomed(self, zoom: float, at: QPointF) -> ViewTransform:
        """Another zoom; what lies under the view point `at` stays there."""
        x, y = self.to_source(at)
        changed = replace(self, zoom=_limited(zoom))
        left, top = at.x() - x * changed.scale_x, at.y() - y * changed.scale_y
        return replace(changed, left=left, top=top)

    def panned(self, delta: QPointF) -> ViewTransform:
        return replace(self, left=self.left + delta.x(), top=self.top + delta.y())

    def kept_in(self, view: QSizeF) -> ViewTransform:
        """Pushed back where too little of the image would be left in the view."""
        rect = self.rect
        keep_x = min(KEPT_IN_VIEW_PX, rect.width(), view.width())
        keep_y = min(KEPT_IN_VIEW_PX, rect.height(), view.height())
        left = min(max(self.left, keep_x - rect.width()), view.width() - keep_x)
        top = min(max(self.top, keep_y - rect.height()), view.height() - keep_y)
        return replace(self, left=left, top=top)

    def snapped(self) -> ViewTransform:
        """The image's corner on a whole device pixel, so that 100 % is a plain copy of the pixels."""
        ratio = self.device_ratio
        return replace(self, left=round(self.left * ratio) / ratio, top=round(self.top * ratio) / ratio)


def _limited(zoom: float) -> float:
    return min(max(zoom, MIN_ZOOM), MAX_ZOOM)
