"""Encodings on disk: what memory has no room for is read back instead of computed again."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from safetensors import SafetensorError
from safetensors.torch import load_file, save_file

from sam2core.model.image_encoder import Encoding

_SUFFIX = ".encoding"


class EncodingStore:
    """Encodings of one video under `root / key`, bit for bit; `key` names the source, the model and the type.

    All keys of a root share a budget of bytes; what was written longest ago goes first. A disk that is full
    or read-only, or a damaged file, costs speed only.
    """

    def __init__(self, root: Path, key: str, budget_bytes: int) -> None:
        self._root = root
        self._folder = root / key
        self._budget = budget_bytes
        self._used = sum(path.stat().st_size for path in root.glob(f"*/*{_SUFFIX}"))

    def holds(self, frame: int) -> bool:
        """Whether there is a file, which may turn out to be damaged."""
        return self._path(frame).exists()

    def load(self, frame: int) -> Encoding | None:
        """On the CPU; None where it is not there."""
        path = self._path(frame)
        try:
            parts = load_file(path)
            return Encoding(parts["features"], parts["fine"], parts["middle"])
        except OSError:
            return None
        except (SafetensorError, KeyError):
            with suppress(OSError):
                path.unlink()  # damaged: the next one takes its place
            return None

    def save(self, frame: int, encoding: Encoding) -> None:
        path = self._path(frame)
        part = path.with_suffix(".part")
        names = ("features", "fine", "middle")
        if path.exists():
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            save_file({n: t.contiguous().cpu() for n, t in zip(names, encoding.parts, strict=True)}, part)
            part.replace(path)
            self._used += path.stat().st_size
            self._trim()
        except (OSError, SafetensorError):
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def _trim(self) -> None:
        if self._used <= self._budget:
            return
        oldest = sorted(self._root.glob(f"*/*{_SUFFIX}"), key=lambda path: path.stat().st_mtime_ns)
        for path in oldest:
            if self._used <= self._budget:
                return
            self._used -= path.stat().st_size
            path.unlink(missing_ok=True)

    def _path(self, frame: int) -> Path:
        return self._folder / f"{frame:08d}{_SUFFIX}"
