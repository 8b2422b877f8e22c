"""Outlines that move, as few Bezier points and keyframes as an error in pixels allows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.engine.interchange.contours import Ring, area, distances

Array = NDArray[np.float64]
Controls = Array  # (points, 3, 2): the handle before, the point, the handle after; x, y
_FEWEST_SAMPLES, _MOST_SAMPLES = 64, 4096
_SPACING: Final = 0.8  # of samples, times the error
_FINER: Final = 4  # of aligning one frame's samples with the frame's before
_SLIDING: Final = 0.5  # how much it counts that a sample lies along its outline, not off it
_FOR_POINTS: Final = 0.5  # of the error, for points; keyframes get what is left
_TIGHTER, _TIGHTEST = 0.7, 0.4
_SAME_AREA, _SAME_BOX = 0.5, 0.2
_LEAST_STEPS: Final = 2


@dataclass(frozen=True)
class Shape:
    """A closed curve over a stretch of frames: always the same points in the same order."""

    first: int
    last: int
    is_hole: bool
    area: float  # the mean, in pixels
    keys: Mapping[int, Controls]

    def at(self, frame: int) -> Controls:
        """Between keys all points go in straight lines."""
        before = max(k for k in self.keys if k <= frame)
        if before == frame:
            return self.keys[frame]
        after = min(k for k in self.keys if k > frame)
        part = (frame - before) / (after - before)
        return self.keys[before] * (1 - part) + self.keys[after] * part

    @property
    def frames(self) -> range:
        return range(self.first, self.last + 1)


def curve(controls: Controls, steps: int = 16) -> Ring:
    """The curve as a ring, `steps` lines for each of its pieces."""
    basis = _basis(np.arange(steps) / steps)
    following = np.roll(controls, -1, axis=0)
    pieces = np.stack([controls[:, 1], controls[:, 2], following[:, 0], following[:, 1]], axis=1)
    return np.einsum("sk,pkx->psx", basis, pieces).reshape(-1, 2)


def fitted(
    frames: Iterable[tuple[int, Sequence[Ring]]], error: float, *, handles: bool = True
) -> list[Shape]:
    """Shapes for all outlines, none farther than `error` pixels from its outline; those around come first.

    Where an outline appears, vanishes or becomes two, a new shape begins. Without `handles` all pieces are
    straight lines. Frames come in order.
    """
    tracks = [_fit(first, rings, error, handles=handles) for first, rings in _tracks(frames)]
    return sorted(tracks, key=lambda s: -s.area)


def _tracks(frames: Iterable[tuple[int, Sequence[Ring]]]) -> Iterator[tuple[int, list[Ring]]]:
    """Each outline through the frames in which it is one: the first frame, and the rings from there on."""
    open_: list[tuple[int, list[Ring]]] = []
    for frame, rings in frames:
        pairs = _pairs([t[1][-1] for t in open_], rings)
        goes_on = {new: old for old, new in pairs.items()}
        yield from (track for i, track in enumerate(open_) if i not in pairs)
        open_ = [
            (open_[goes_on[i]][0], [*open_[goes_on[i]][1], ring]) if i in goes_on else (frame, [ring])
            for i, ring in enumerate(rings)
        ]
    yield from open_


def _pairs(old: Sequence[Ring], new: Sequence[Ring]) -> dict[int, int]:
    """Which rings go on as which: the best of both, and no great jump."""
    if not old or not new:
        return {}
    likeness = np.array([[_likeness(a, b) for b in new] for a in old])
    found: dict[int, int] = {}
    for i, row in enumerate(likeness):
        j = int(row.argmax())
        if row[j] > 0 and int(likeness[:, j].argmax()) == i:
            found[i] = j
    return found


def _likeness(a: Ring, b: Ring) -> float:
    one, other = area(a), area(b)
    if one * other <= 0 or not _SAME_AREA <= one / other <= 1 / _SAME_AREA:
        return 0.0
    low, high = np.maximum(a.min(0), b.min(0)), np.minimum(a.max(0), b.max(0))
    both = float(np.prod(np.maximum(high - low, 0)))
    sizes = float(np.prod(np.ptp(a, axis=0))), float(np.prod(np.ptp(b, axis=0)))
    share = both / max(sum(sizes) - both, 1e-9)
    return share if share >= _SAME_BOX else 0.0


def _fit(first: int, rings: Sequence[Ring], error: float, *, handles: bool) -> Shape:
    """Tightened until the true distance, both ways, keeps to the error."""
    samples, wanted = _aligned(rings, error), error
    while True:
        shape = _once(samples, first, rings, wanted, handles=handles)
        off = max(deviation(shape.at(f), rings[f - first])[1] for f in shape.frames)
        if off <= error or wanted < error * _TIGHTEST:
            return shape
        wanted *= _TIGHTER


def _once(samples: Array, first: int, rings: Sequence[Ring], wanted: float, *, handles: bool) -> Shape:
    knots = _knots(samples, wanted * _FOR_POINTS, handles=handles)
    controls = _controls(samples, knots, handles=handles)
    mean = float(np.mean([area(r) for r in rings]))
    keys = {first + k: controls[k] for k in _keys(samples, knots, controls, wanted)}
    return Shape(first, first + len(rings) - 1, mean < 0, abs(mean), keys)


def deviation(controls: Controls, ring: Ring) -> tuple[float, float]:
    """Mean and greatest distance between a curve and an outline, from each to the other, in pixels."""
    straight = bool((controls[:, 0] == controls[:, 2]).all())
    drawn = curve(controls, 2 if straight else 16)
    both = np.concatenate([distances(drawn, ring), distances(ring, drawn)])
    return float(both.mean()), float(both.max())


def _aligned(rings: Sequence[Ring], error: float) -> Array:
    """(frames, samples, 2), evenly along each ring; a sample stays at its place of the object."""
    longest = max(float(np.hypot(*(np.roll(r, -1, axis=0) - r).T).sum()) for r in rings)
    count = int(np.clip(longest / (error * _SPACING), _FEWEST_SAMPLES, _MOST_SAMPLES))
    found: list[Ring] = []
    for ring in rings:
        fine = _sampled(ring, count * _FINER)
        if found:
            fine = np.roll(fine, -_turn(_sampled(found[-1], count * _FINER), fine), axis=0)
        found.append(fine[::_FINER])
    return np.stack(found)


def _sampled(ring: Ring, count: int) -> Ring:
    closed = np.concatenate([ring, ring[:1]])
    length = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(closed, axis=0).T))])
    at = np.arange(count) * (length[-1] / count)
    return np.stack([np.interp(at, length, closed[:, 0]), np.interp(at, length, closed[:, 1])], axis=1)


def _turn(before: Ring, after: Ring) -> int:
    """The number of samples by which `after` is to be turned to lie on `before`, their middles together."""
    one, other = (r[:, 0] + 1j * r[:, 1] - (r[:, 0] + 1j * r[:, 1]).mean() for r in (before, after))
    return int(np.fft.ifft(np.conj(np.fft.fft(one)) * np.fft.fft(other)).real.argmax())


def _basis(t: Array) -> Array:
    u = 1 - t
    return np.stack([u**3, 3 * u**2 * t, 3 * u * t**2, t**3], axis=1)


def _piece(samples: Array, start: int, end: int, *, handles: bool) -> Array:
    """The four control points (frames, 4, 2) of the piece between two samples: least squares."""
    count = samples.shape[1]
    ends = samples[:, [start, end % count]]
    straight = ends[:, :1] + (ends[:, 1:] - ends[:, :1]) * np.array([1, 2])[:, None] / 3
    inner = straight
    if handles and end - start > 2 * _LEAST_STEPS:
        basis = _basis(np.arange(1, end - start) / (end - start))
        between = samples[:, np.arange(start + 1, end) % count]
        rest = between - np.einsum("nk,fkx->fnx", basis[:, [0, 3]], ends)
        inner = np.einsum("kn,fnx->fkx", np.linalg.pinv(basis[:, 1:3]), rest)
    return np.concatenate([ends[:, :1], inner, ends[:, 1:]], axis=1)


def _off(drawn: Array, samples: Array, normal: Array) -> Array:
    """How far drawn places are off their samples; less is made of going along the outline."""
    gap = drawn - samples
    across = (gap * normal).sum(axis=-1)
    along = gap[..., 0] * normal[..., 1] - gap[..., 1] * normal[..., 0]
    return np.hypot(across, along * _SLIDING)


def _normals(samples: Array) -> Array:
    way = np.roll(samples, -1, axis=1) - np.roll(samples, 1, axis=1)
    length = np.maximum(np.hypot(way[..., 0], way[..., 1]), 1e-9)
    return np.stack([way[..., 1], -way[..., 0]], axis=-1) / length[..., None]


def _knots(samples: Array, error: float, *, handles: bool) -> list[int]:
    """The samples that become points: pieces are cut at their worst place, then joined where that holds."""
    normal, count = _normals(samples), samples.shape[1]

    def worst(start: int, end: int) -> tuple[float, int]:
        basis = _basis(np.arange(end - start + 1) / (end - start))
        drawn = np.einsum("nk,fkx->fnx", basis, _piece(samples, start, end, handles=handles))
        where = np.arange(start, end + 1) % count
        off = _off(drawn, samples[:, where], normal[:, where]).max(axis=0)
        return float(off.max()), start + int(off.argmax())

    knots, todo = [0, count // 2], [(0, count // 2), (count // 2, count)]
    while todo:
        start, end = todo.pop()
        off, at = worst(start, end)
        if off > error and end - start >= 2 * _LEAST_STEPS:
            middle = int(np.clip(at, start + _LEAST_STEPS, end - _LEAST_STEPS))
            knots.append(middle)
            todo += [(start, middle), (middle, end)]
    return _joined(sorted(knots), count, lambda start, end: worst(start, end)[0] <= error)


def _joined(knots: list[int], count: int, holds: Callable[[int, int], bool]) -> list[int]:
    at = 1
    while at < len(knots) and len(knots) > 2:
        end = knots[at + 1] if at + 1 < len(knots) else count
        if holds(knots[at - 1], end):
            del knots[at]
        else:
            at += 1
    return knots


def _controls(samples: Array, knots: Sequence[int], *, handles: bool) -> Array:
    """(frames, points, 3, 2)."""
    ends = [*knots[1:], samples.shape[1]]
    pieces = [_piece(samples, a, b, handles=handles) for a, b in zip(knots, ends, strict=True)]
    points = []
    for before, piece in zip([pieces[-1], *pieces[:-1]], pieces, strict=True):
        handle_before = before[:, 2] if handles else piece[:, 0]
        handle_after = piece[:, 1] if handles else piece[:, 0]
        points.append(np.stack([handle_before, piece[:, 0], handle_after], axis=1))
    return np.stack(points, axis=1)


def _keys(samples: Array, knots: Sequence[int], controls: Array, error: float) -> list[int]:
    """The frames that become keyframes: each is as far from the one before as the error allows."""
    normal, last = _normals(samples), len(samples) - 1
    ends = [*knots[1:], samples.shape[1]]
    piece = np.concatenate([np.full(b - a, i) for i, (a, b) in enumerate(zip(knots, ends, strict=True))])
    basis = _basis(np.concatenate([np.arange(b - a) / (b - a) for a, b in zip(knots, ends, strict=True)]))

    def holds(start: int, end: int) -> bool:
        if end - start < 2:
            return True
        between = np.arange(start + 1, end)
        part = ((between - start) / (end - start))[:, None, None, None]
        here = controls[start] * (1 - part) + controls[end] * part
        after = np.roll(here, -1, axis=1)
        four = (here[:, piece, 1], here[:, piece, 2], after[:, piece, 0], after[:, piece, 1])
        drawn = np.einsum("nk,kfnx->fnx", basis, np.stack(four))
        return bool(_off(drawn, samples[between], normal[between]).max() <= error)

    keys = [0]
    while keys[-1] < last:
        keys.append(_farthest(keys[-1], last, holds))
    return keys


def _farthest(start: int, last: int, holds: Callable[[int, int], bool]) -> int:
    step = 1
    while start + 2 * step <= last and holds(start, start + 2 * step):
        step *= 2
    low, high = start + step, min(start + 2 * step, last + 1)
    if low == last or holds(start, last):
        return last
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(start, middle) else (low, middle)
    return low
