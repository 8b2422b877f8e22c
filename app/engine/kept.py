"""What was computed, kept within a byte budget: the least recently used goes first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import RLock
from typing import Any

from numpy.typing import NDArray


class Kept:
    """Arrays by what they were made from. Safe from any thread; what is kept is read-only."""

    def __init__(self, budget_bytes: int) -> None:
        self._budget = budget_bytes
        self._entries: OrderedDict[Hashable, NDArray[Any]] = OrderedDict()
        self._used = 0
        self._lock = RLock()

    @property
    def used_bytes(self) -> int:
        return self._used

    def get(self, key: Hashable, make: Callable[[], NDArray[Any]]) -> NDArray[Any]:
        """What is kept under the key, made where it is not there."""
        with self._lock:
            if key in self._entries:
                self._entries.move_to_end(key)
                return self._entries[key]
        made = make()
        self.put(key, made)
        return made

    def put(self, key: Hashable, array: NDArray[Any]) -> None:
        array.flags.writeable = False
        with self._lock:
            if key in self._entries:
                self._used -= self._entries.pop(key).nbytes
            self._entries[key] = array
            self._used += array.nbytes
            while self._used > self._budget and len(self._entries) > 1:
                _, oldest = self._entries.popitem(last=False)
                self._used -= oldest.nbytes

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()
            self._used = 0
