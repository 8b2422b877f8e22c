"""Frames to pixels and back along the timeline, and where its ruler has ticks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.document.timing import FrameRange, FrameRate

MAX_PX_PER_FRAME = 48.0
LABEL_PX = 92.0  # room that a label with its timecode takes
MINOR_TICK_PX = 6.0
PAD_PX = 8.0  # beside the tracks, so that marks on the first and last frame are whole


@dataclass(frozen=True)
class TimelineScale:
    """Frame f covers the pixels from x(f) to x(f + 1), like a cell. `scroll_px` are hidden to the left."""

    frame_count: int = 1
    px_per_frame: float = 1.0
    scroll_px: float = 0.0
    left: float = 0.0  # where the tracks begin, in the widget
    width: float = 1.0  # of the tracks

    @property
    def content_px(self) -> float:
        return self.frame_count * self.px_per_frame

    @property
    def fit_px_per_frame(self) -> float:
        return max(self.width, 1.0) / self.frame_count

    @property
    def max_scroll_px(self) -> float:
        return max(0.0, self.content_px - self.width)

    @property
    def visible(self) -> FrameRange:
        """The frames of which any part is in sight."""
        return FrameRange(self.frame_at(self.left), self.frame_at(self.left + self.width - 1e-6))

    def x(self, frame: float) -> float:
        """The left edge of a frame's cell."""
        return self.left - self.scroll_px + frame * self.px_per_frame

    def frame_at(self, x: float) -> int:
        """The frame whose cell is at x; the nearest one outside the clip."""
        frame = int((x - self.left + self.scroll_px) // self.px_per_frame)
        return min(max(frame, 0), self.frame_count - 1)

    def fitted(self) -> TimelineScale:
        return replace(self, px_per_frame=self.fit_px_per_frame, scroll_px=0.0)

    def zoomed(self, factor: float, at: float) -> TimelineScale:
        """Another zoom; the frame under x = `at` stays there. Never smaller than the whole clip."""
        largest = max(MAX_PX_PER_FRAME, self.fit_px_per_frame)
        px_per_frame = min(max(self.px_per_frame * factor, self.fit_px_per_frame), largest)
        under = (at - self.left + self.scroll_px) / self.px_per_frame
        changed = replace(self, px_per_frame=px_per_frame)
        return changed.scrolled(under * px_per_frame - (at - self.left))

    def scrolled(self, scroll_px: float) -> TimelineScale:
        return replace(self, scroll_px=min(max(scroll_px, 0.0), self.max_scroll_px))

    def showing(self, frame: int) -> TimelineScale:
        """Scrolled by a page where the frame is out of sight, so that playback turns pages."""
        start = self.x(frame) - self.left
        if start >= 0 and start + self.px_per_frame <= self.width + 0.5:
            return self
        return self.scrolled(frame * self.px_per_frame - 0.1 * self.width)


@dataclass(frozen=True)
class Tick:
    frame: int
    is_major: bool  # has a label


def ticks(scale: TimelineScale, rate: FrameRate) -> Iterator[Tick]:
    """The ticks in sight: labels as close as they can be read, small ticks between where there is room."""
    steps = tick_steps(rate)
    major = next((s for s in steps if s * scale.px_per_frame >= LABEL_PX), steps[-1])
    minor = next((s for s in steps if major % s == 0 and s * scale.px_per_frame >= MINOR_TICK_PX), major)
    visible = scale.visible
    first = max(0, visible.first // major * major)  # the label of a tick just out of sight may reach in
    for frame in range(first, visible.last + 1, minor):
        yield Tick(frame, frame % major == 0)


def tick_steps(rate: FrameRate) -> list[int]:
    """Distances between ticks that read well, in frames: parts of a second, seconds, minutes, hours."""
    second = max(1, -(-rate.fps.numerator // rate.fps.denominator))
    parts = [frames for frames in range(1, second) if second % frames == 0]
    seconds = [second * n for n in (1, 2, 5, 10, 15, 30)]
    minutes = [second * 60 * n for n in (1, 2, 5, 10, 15, 30)]
    hours = [second * 3600 * n for n in (1, 2, 6, 12, 24)]
    return parts + seconds + minutes + hours
