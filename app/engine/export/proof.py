"""The proof that frame n of an export is frame n of what was asked for, from decoding the written file."""

from __future__ import annotations

import math
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import IO, Final, Self

import numpy as np

from app.engine.export.signature import COLUMNS, ROWS, SIZE, Signature, Thumb
from app.errors import UserFacingError

WINDOW: Final = 8  # frames before and after that a picture is compared with
_SEEN: Final = 1 / 3  # a neighbour can be told apart where it differs by this part of the coding error
_NOTHING: Final = 2e-4  # less than this is no difference: a twentieth of a step of 8 bits
_FADE: Final = 0.3  # where less than this of a difference is pattern, it is a fade
_OTHER: Final = 0.12  # an error of this size is no coding error: it is another picture
_RECORD: Final = 8 + 4 * SIZE


@dataclass(frozen=True)
class Decoded:
    """A picture out of the written file. One of the two says what it shows."""

    seconds: float  # by the file's own clock; the first has to be at 0
    digest: bytes = b""
    thumb: Thumb | None = None


@dataclass
class Tally:
    """How many frames were proven by what."""

    exact: int = 0  # every value is as it was written
    alike: int = 0  # nearer to its own frame than to any neighbour
    alone: int = 0  # equal to its neighbours as far as the codec keeps it: by time stamp and count only
    worst_error: float = 0.0
    worst_late_s: float = 0.0

    @property
    def frames(self) -> int:
        return self.exact + self.alike + self.alone


@dataclass(frozen=True)
class Proof:
    """What was found; made only where nothing contradicts. `checks` are sentences for the report."""

    frames: int
    exact: int
    alike: int
    alone: int
    worst_error: float
    checks: tuple[str, ...] = field(default_factory=tuple)
    unhidden: tuple[str, ...] = ()  # where what must be hidden may be seen, if that was to be reported


class ProofError(UserFacingError):
    """The written file does not show what was asked for; it is not kept."""

    hint = "Export again. If it happens again, choose another format and report it with the log."


class SignatureFile:
    """Signatures of the frames that were written, in order; on disk, since clips are long."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__
        self.count = 0

    def add(self, signature: Signature) -> None:
        self._file.write(signature.digest + signature.thumb.astype(np.float32).tobytes())
        self.count += 1

    def __iter__(self) -> Iterator[Signature]:
        self._file.seek(0)
        while len(record := self._file.read(_RECORD)) == _RECORD:
            small = np.frombuffer(record, np.float32, offset=8).reshape(2, ROWS, COLUMNS)
            yield Signature(record[:8], small)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


def compare(
    name: str, written: SignatureFile, decoded: Iterable[Decoded], seconds_per_frame: float, tick_s: float
) -> Tally:
    """Each decoded picture with its own frame and its neighbours. Raises ProofError where one is wrong.

    `tick_s`: how far a time stamp may be off, since containers round them.
    """
    tally = Tally()
    pictures = iter(decoded)
    wrong: ProofError | None = None
    for number, (own, around) in enumerate(_with_neighbours(written)):
        picture = next(pictures, None)
        if picture is None:
            raise _too_few(name, number, written.count)
        try:
            _judge(tally, name, number, (own, around), picture, seconds_per_frame, tick_s)
        except ProofError as error:
            wrong = wrong or error  # that frames are missing, seen at the end, says more
    extra = sum(1 for _ in pictures)
    if extra:
        raise ProofError(
            f"{name} was not written: it has {written.count + extra} frames instead of {written.count}."
        )
    if wrong is not None:
        raise wrong
    return tally


def _judge(
    tally: Tally,
    name: str,
    number: int,
    expected: tuple[Signature, list[Signature]],
    picture: Decoded,
    seconds_per_frame: float,
    tick_s: float,
) -> None:
    late = abs(picture.seconds - number * seconds_per_frame)
    tally.worst_late_s = max(tally.worst_late_s, late)
    if late > max(tick_s, 1e-6) * 1.01:
        raise ProofError(
            f"{name} was not written: its frame {number + 1} is shown {late * 1000:.1f} ms off its time."
        )
    _count(tally, name, number, *expected, picture)


def _too_few(name: str, found: int, wanted: int) -> ProofError:
    return ProofError(f"{name} was not written: {found} of its {wanted} frames can be read back.")


def _count(
    tally: Tally, name: str, number: int, own: Signature, around: list[Signature], picture: Decoded
) -> None:
    if picture.thumb is None:
        if picture.digest != own.digest:
            raise ProofError(
                f"{name} was not written: its frame {number + 1} is read back with other values."
            )
        tally.exact += 1
        return
    error = picture.thumb - own.thumb
    size = _rms(error)
    tally.worst_error = max(tally.worst_error, size)
    if size > _OTHER or nearest(error, own, around) >= 0.5:
        raise ProofError(f"{name} was not written: its frame {number + 1} shows another frame.")
    apart = [_rms(other.thumb - own.thumb) for other in around]
    if apart and min(apart) > max(_NOTHING, size * _SEEN):
        tally.alike += 1
    else:
        tally.alone += 1


def nearest(error: Thumb, own: Signature, around: list[Signature]) -> float:
    """How far the picture is on its way from its own frame (0) to the neighbour it is most like (1).

    The error is projected on the difference between the two frames, so that what a codec does to a picture
    everywhere (a shade, a blur) is no evidence for either. Neighbours that look the same are left out.
    """
    least = max(_NOTHING, _rms(error) * _SEEN)
    ways = [other.thumb - own.thumb for other in around]
    return max((_part(error, way) for way in ways if _rms(way) > least), default=0.0)


def _part(error: Thumb, way: Thumb) -> float:
    """How much of the way the error is; where the way is more than a fade, so must be the error."""
    whole = _projected(error, way)
    pattern = _level(way)
    if _rms(pattern) < _rms(way) * _FADE:
        return whole
    return min(whole, _projected(_level(error), pattern))


def _projected(error: Thumb, way: Thumb) -> float:
    return float(np.vdot(error, way) / np.vdot(way, way))


def _level(values: Thumb) -> Thumb:
    """Without the mean of luma and of alpha."""
    return values - values.mean(axis=(1, 2), keepdims=True)


def _with_neighbours(written: Iterable[Signature]) -> Iterator[tuple[Signature, list[Signature]]]:
    """Each signature with those up to WINDOW before and after it."""
    row: deque[Signature] = deque(maxlen=2 * WINDOW + 1)
    waiting = 0
    for signature in written:
        row.append(signature)
        waiting += 1
        if waiting > WINDOW:
            yield _split(row, len(row) - 1 - WINDOW)
            waiting -= 1
    for place in range(len(row) - waiting, len(row)):
        yield _split(row, place)


def _split(row: deque[Signature], place: int) -> tuple[Signature, list[Signature]]:
    window = list(row)
    return window[place], window[max(0, place - WINDOW) : place] + window[place + 1 : place + 1 + WINDOW]


def _rms(values: Thumb) -> float:
    return math.sqrt(float(np.vdot(values, values)) / values.size)
