"""Encodings of frames, kept within a budget of bytes; a frame is encoded once for all objects."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from torch import Tensor

from sam2core.model.image_encoder import Encoding


def _bytes(encoding: Encoding) -> int:
    parts: tuple[Tensor, ...] = (encoding.features, encoding.fine, encoding.middle)
    return sum(t.nelement() * t.element_size() for t in parts)


class FeatureCache:
    """The most recently used encodings. At least one is kept whatever the budget."""

    def __init__(self, encode: Callable[[int], Encoding], budget_bytes: int) -> None:
        self._encode = encode
        self._budget = budget_bytes
        self._kept: OrderedDict[int, Encoding] = OrderedDict()
        self.used_bytes = 0

    def __getitem__(self, frame: int) -> Encoding:
        found = self._kept.get(frame)
        if found is not None:
            self._kept.move_to_end(frame)
            return found
        encoding = self._encode(frame)
        self._kept[frame] = encoding
        self.used_bytes += _bytes(encoding)
        while self.used_bytes > self._budget and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self.used_bytes -= _bytes(dropped)
        return encoding
