"""Where a window that follows a small object lies in each frame: geometry alone.

A frame is measured in cells, `cells` to each side whatever its proportions, as the model squeezes every frame
to a square. A window is a square of cells, so it has the frame's proportions. While it follows, its size
hardly changes and its centre goes where the object is expected: to the model the object stands still in
the middle, and what is remembered of earlier frames lies in the same place.
"""

from __future__ import annotations

from dataclasses import dataclass

from sam2core.regions import Box

_ROOM = 4.0  # sides of the window in the longer one of the object
_MOST = 0.5  # of the frame's side: a larger window would show the model little more
_LARGE = 3.0  # times the model's input that a frame's longer side is at least, or no window is used
_FOLLOW = 0.8  # of what the object is off its expected place is made good at once
_TURN = 0.4  # of that is taken for a change of speed
_RESIZE = 1.04  # a frame at most: a mask that spills must not take the window along
_STEADY = 1.3  # the size stays while it is within this factor of the wanted one
_PATIENCE = 3  # frames without the object, or with it cut off by the window's border, before it widens
_WIDEN = 1.5  # a frame


@dataclass(frozen=True)
class Window:
    """A square of cells that lies in the frame."""

    x: int
    y: int
    side: int

    @property
    def centre(self) -> tuple[float, float]:
        return self.x + self.side / 2, self.y + self.side / 2

    def holds(self, x: float, y: float) -> bool:
        return self.x <= x < self.x + self.side and self.y <= y < self.y + self.side

    def cuts(self, box: Box, cells: int) -> bool:
        """Whether the box reaches a border of the window that is not the frame's own."""
        right, lower = self.x + self.side, self.y + self.side
        return (
            (box[0] <= self.x and self.x > 0)
            or (box[1] <= self.y and self.y > 0)
            or (box[2] >= right and right < cells)
            or (box[3] >= lower and lower < cells)
        )


class Follower:
    """Decides frame by frame where the window is: `see` what was found in it, then take the next one."""

    def __init__(self, cells: int, least: int, window: Window, box: Box) -> None:
        self._cells = cells
        self._least = least
        self._side = float(window.side)
        self._centre = _centre(box)
        self._speed: tuple[float, float] | None = None  # cells a frame; None until two frames are known
        self._missed = 0  # frames since the object was last whole in the window
        self._lost = window.side == cells  # the window is widening, or cannot

    def see(self, window: Window, box: Box | None) -> None:
        """What the model found: the object's box in cells of the frame, None where it is not to be seen."""
        if box is not None and self._lost:
            self._lost, self._speed = False, None
            self._side = float(wanted_side(box, self._cells, self._least))
            self._centre = _centre(box)
            self._missed = 0
            return
        cut = box is not None and window.cuts(box, self._cells)
        self._missed = self._missed + 1 if box is None or cut else 0
        if box is None:
            self._centre, self._speed = self._expected(), None
        else:
            self._move(_centre(box))
            self._resize(wanted_side(box, self._cells, self._least))
        if self._missed >= _PATIENCE:
            self._lost = True
            self._side = min(self._side * _WIDEN, float(self._cells))

    def next(self) -> Window:
        """The window for the frame after the one that was seen last."""
        return placed(self._expected(), round(self._side), self._cells)

    def _expected(self) -> tuple[float, float]:
        speed = self._speed or (0.0, 0.0)
        return self._centre[0] + speed[0], self._centre[1] + speed[1]

    def _move(self, centre: tuple[float, float]) -> None:
        """An alpha-beta filter: an even motion is followed without delay, the mask's trembling is not."""
        (x, y), (old_x, old_y) = self._expected(), self._speed or (0.0, 0.0)
        off_x, off_y = centre[0] - x, centre[1] - y
        turn = 1.0 if self._speed is None else _TURN
        self._centre = x + _FOLLOW * off_x, y + _FOLLOW * off_y
        self._speed = old_x + turn * off_x, old_y + turn * off_y

    def _resize(self, wanted: int) -> None:
        if wanted > self._side * _STEADY:
            self._side = min(self._side * _RESIZE, float(self._cells))
        elif wanted * _STEADY < self._side:
            self._side = max(self._side / _RESIZE, float(self._least))


def is_large(cells: int, least: int) -> bool:
    """Whether a frame is so large that a window may be of use."""
    return cells >= _LARGE * least


def is_worth_it(box: Box, cells: int, least: int) -> bool:
    """Whether a window shows the model much more of an object than the whole frame does."""
    return is_large(cells, least) and wanted_side(box, cells, least) <= _MOST * cells


def window_around(box: Box, cells: int, least: int, like: Window | None = None) -> Window:
    """The window to prompt an object in, whose box is in cells; as large as `like` where that fits."""
    side = wanted_side(box, cells, least)
    if like is not None and like.side / _STEADY <= side <= like.side * _STEADY:
        side = like.side
    return placed(_centre(box), side, cells)


def wanted_side(box: Box, cells: int, least: int) -> int:
    return round(min(max(_ROOM * max(box[2] - box[0], box[3] - box[1]), least), cells))


def placed(centre: tuple[float, float], side: int, cells: int) -> Window:
    """A window around a place, moved into the frame where it sticks out."""
    x, y = (min(max(round(c - side / 2), 0), cells - side) for c in centre)
    return Window(x, y, side)


def _centre(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
