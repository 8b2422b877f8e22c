"""Reading JSON that may be anything: each value is checked for its type and range before it is believed."""

from __future__ import annotations

import json
import math
from typing import NoReturn, cast

_LARGEST = 2**53  # every JSON reader keeps integers up to here exactly


class Fields:
    """A JSON object. Each method returns a value of the type it names, or raises ValueError with the key.

    With a `default` the key may be missing or null, as in a file of an older version.
    """

    def __init__(self, value: object) -> None:
        if not isinstance(value, dict):
            raise ValueError("expected an object")  # noqa: TRY004 (damaged input, not a caller's mistake)
        self._values = cast("dict[str, object]", value)

    @classmethod
    def parse(cls, text: bytes) -> Fields:
        """Raises ValueError for anything that is not a JSON object, however deep or odd."""
        try:
            return cls(json.loads(text, parse_constant=_refuse))
        except RecursionError as error:
            raise ValueError("nested too deeply") from error

    @staticmethod
    def parse_list(text: bytes) -> list[object]:
        """Raises ValueError for anything that is not a JSON list."""
        try:
            return items(json.loads(text, parse_constant=_refuse), "a list")
        except RecursionError as error:
            raise ValueError("nested too deeply") from error

    def keys(self) -> tuple[str, ...]:
        return tuple(self._values)

    def raw(self, key: str) -> object:
        if key not in self._values:
            raise ValueError(f"{key} is missing")
        return self._values[key]

    def fields(self, key: str) -> Fields:
        return Fields(self.raw(key))

    def has(self, key: str) -> bool:
        """Whether there is a value other than null."""
        return self._values.get(key) is not None

    def text(self, key: str, default: str | None = None) -> str:
        if default is not None and not self.has(key):
            return default
        value = self.raw(key)
        if not isinstance(value, str):
            raise ValueError(f"{key} is not a text")  # noqa: TRY004
        return value

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        if default is not None and not self.has(key):
            return default
        value = self.raw(key)
        if not isinstance(value, bool):
            raise ValueError(f"{key} is not true or false")  # noqa: TRY004
        return value

    def integer(self, key: str, low: int = 0, high: int = _LARGEST) -> int:
        return integer(self.raw(key), key, low, high)

    def items(self, key: str, default: list[object] | None = None) -> list[object]:
        if default is not None and not self.has(key):
            return default
        return items(self.raw(key), key)


def items(value: object, name: str) -> list[object]:
    if not isinstance(value, list):
        raise ValueError(f"{name} is not a list")  # noqa: TRY004
    return cast("list[object]", value)


def integer(value: object, name: str, low: int = 0, high: int = _LARGEST) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise ValueError(f"{name} is not a whole number from {low} to {high}")
    return value


def number(value: object, name: str) -> float:
    """A finite number."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        raise ValueError(f"{name} is not a number")
    return float(value)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a number")
