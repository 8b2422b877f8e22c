"""Where a box will be on the next frame: a Kalman filter of constant velocity.

State: centre x, y, width, height, and the change of each. Noise grows with the box's height, as in
SORT's descendants (the constants are those of ByteTrack, arXiv:2110.06864, which SAMURAI took over; but
at first any speed is possible, as on the small boxes of low-resolution masks it else takes long to learn).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sam2core.regions import Box

_PLACE, _SPEED = 1 / 20, 1 / 160  # standard deviations in box heights
_FIRST_SPEED = 1.0
_STEP = np.eye(8) + np.eye(8, k=4)
_SEEN = np.eye(4, 8)


def predict(boxes: Sequence[Box | None]) -> Box | None:
    """The next box after these, oldest first; None marks a frame where the object was not seen.

    None where no box is known.
    """
    first = next((i for i, b in enumerate(boxes) if b is not None), None)
    if first is None:
        return None
    start = boxes[first]
    assert start is not None
    mean = np.concatenate([_measured(start), np.zeros(4)])
    spread = np.diag(_noise(mean[3], 2 * _PLACE, _FIRST_SPEED))
    for box in boxes[first + 1 :]:
        mean, spread = _STEP @ mean, _STEP @ spread @ _STEP.T + np.diag(_noise(mean[3], _PLACE, _SPEED))
        if box is not None:
            mean, spread = _correct(mean, spread, _measured(box))
    return _as_box(_STEP @ mean)


def _correct(mean: np.ndarray, spread: np.ndarray, seen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    noise = np.diag(_noise(mean[3], _PLACE, _SPEED)[:4])
    innovation = _SEEN @ spread @ _SEEN.T + noise
    gain = np.linalg.solve(innovation, _SEEN @ spread).T
    return mean + gain @ (seen - _SEEN @ mean), spread - gain @ innovation @ gain.T


def _noise(height: float, place: float, speed: float) -> np.ndarray:
    """Variances of the state."""
    return np.repeat([place, speed], 4) ** 2 * max(height, 1.0) ** 2


def _measured(box: Box) -> np.ndarray:
    x0, y0, x1, y1 = box
    return np.array([(x0 + x1) / 2, (y0 + y1) / 2, x1 - x0, y1 - y0])


def _as_box(mean: np.ndarray) -> Box:
    x, y, width, height = (float(v) for v in mean[:4])
    width, height = max(width, 1.0), max(height, 1.0)
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2
