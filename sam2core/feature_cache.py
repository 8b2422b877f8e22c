"""Encodings of frames, kept within a budget of bytes; a frame is encoded once for all objects."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

import torch

from sam2core.encoding_store import EncodingStore
from sam2core.model.image_encoder import Encoding


def _bytes(encoding: Encoding) -> int:
    return sum(t.nelement() * t.element_size() for t in encoding.parts)


class FeatureCache:
    """The most recently used encodings; with a store, the others are on disk.

    At least one is kept whatever the budget. All are in plain memory order, so that nothing tells whether an
    encoding is fresh or was read back.
    """

    def __init__(
        self,
        encode: Callable[[int], Encoding],
        budget_bytes: int,
        device: torch.device,
        store: EncodingStore | None = None,
    ) -> None:
        self._encode = encode
        self._budget = budget_bytes
        self._device = device
        self._store = store
        self._kept: OrderedDict[int, Encoding] = OrderedDict()
        self.used_bytes = 0

    def __contains__(self, frame: int) -> bool:
        """Whether the frame need not be encoded."""
        return frame in self._kept or (self._store is not None and self._store.holds(frame))

    def __getitem__(self, frame: int) -> Encoding:
        found = self._kept.get(frame)
        if found is not None:
            self._kept.move_to_end(frame)
            return found
        stored = self._store.load(frame) if self._store is not None else None
        encoding = self._encode(frame) if stored is None else stored
        encoding = Encoding(*(t.to(self._device).contiguous() for t in encoding.parts))
        self._kept[frame] = encoding
        self.used_bytes += _bytes(encoding)
        self._make_room()
        return encoding

    def discard(self, frame: int) -> None:
        """Encode the frame anew when it is asked for next. What is in a store stays as it is."""
        dropped = self._kept.pop(frame, None)
        if dropped is not None:
            self.used_bytes -= _bytes(dropped)

    def _make_room(self) -> None:
        while self.used_bytes > self._budget and len(self._kept) > 1:
            frame, dropped = self._kept.popitem(last=False)
            self.used_bytes -= _bytes(dropped)
            if self._store is not None:
                self._store.save(frame, dropped)
