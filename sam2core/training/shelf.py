"""Files that are read when they are drawn, and kept for as long as memory allows.

A file that cannot be read is named in the log, counted and passed over: one bad file never ends a run.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import numpy as np

from sam2core.training.config import ConfigError

_log = logging.getLogger(__name__)
_AT_ONCE = 64  # files
Rng = np.random.Generator


class Sized(Protocol):
    @property
    def nbytes(self) -> int: ...


T = TypeVar("T", bound=Sized)


@dataclass(frozen=True)
class Item(Generic[T]):
    """A thing on disk; `read` gives None where there is nothing in it to learn."""

    name: str
    read: Callable[[], T | None]


class Memory:
    """A budget in bytes that several shelves share; what was not used for longest goes first."""

    def __init__(self, budget_bytes: int) -> None:
        self._budget = budget_bytes
        self._used = 0
        self._kept: OrderedDict[tuple[int, int], Sized] = OrderedDict()

    def get(self, place: tuple[int, int]) -> Sized | None:
        if place in self._kept:
            self._kept.move_to_end(place)
        return self._kept.get(place)

    @property
    def full(self) -> bool:
        """A read more, and something goes."""
        return self._used > 0.9 * self._budget

    def put(self, place: tuple[int, int], value: Sized) -> None:
        self._kept[place] = value
        self._used += value.nbytes
        while self._used > self._budget and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._used -= dropped.nbytes


class Shelf(Generic[T]):
    """Things of one kind, drawn at random."""

    def __init__(self, items: Sequence[Item[T]], memory: Memory) -> None:
        self._items = items
        self._memory = memory
        self._useless: set[int] = set()
        self._bad = 0

    def __len__(self) -> int:
        return len(self._items)

    def draw(self, rng: Rng) -> T:
        """One of them; all are equally likely. Raises ConfigError where none can be used.

        A bad one costs a draw each time it comes up, so that a run which goes on draws as one that was
        never stopped.
        """
        while len(self._useless) < len(self._items):
            found = self._take(int(rng.integers(len(self._items))))
            if found is not None:
                return found
        raise ConfigError(f"None of {len(self._items)} files can be learnt from; the log names them.")

    def all(self) -> Iterator[T]:
        """Each one that can be used, in order."""
        for number in range(len(self._items)):
            found = self._take(number)
            if found is not None:
                yield found

    def fill(self) -> None:
        """Read what memory has room for, several files at once."""
        with ThreadPoolExecutor() as readers:
            for first in range(0, len(self), _AT_ONCE):
                if self._memory.full:
                    return
                numbers = range(first, min(first + _AT_ONCE, len(self)))
                for number, found in zip(numbers, readers.map(self._read, numbers), strict=True):
                    self._keep(number, found)

    def _take(self, number: int) -> T | None:
        if number in self._useless:
            return None
        place = id(self), number
        kept = self._memory.get(place)
        if kept is not None:
            return kept  # type: ignore[return-value]
        return self._keep(number, self._read(number))

    def _keep(self, number: int, found: T | None) -> T | None:
        if found is None:
            self._useless.add(number)
        else:
            self._memory.put((id(self), number), found)
        return found

    def _read(self, number: int) -> T | None:
        item = self._items[number]
        try:
            return item.read()
        except ConfigError:
            raise
        except Exception as error:  # noqa: BLE001 - nobody knows what a damaged file makes of a decoder
            self._bad += 1
            reason = f"it has no entry {error}" if isinstance(error, KeyError) else error
            _log.warning("skipped %s: %s (%d of %d so far)", item.name, reason, self._bad, len(self))
            return None
