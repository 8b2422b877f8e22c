"""What a clip's content is known by, whatever it is called and wherever it lies."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

_CHUNK_BYTES = 1 << 16


def fingerprint(path: Path) -> str:
    """Size and a digest of beginning, middle and end: "BYTES-HEX"; empty where it cannot be read."""
    try:
        size = path.stat().st_size
        digest = hashlib.sha256()
        with path.open("rb") as file:
            for start in (0, size // 2, max(0, size - _CHUNK_BYTES)):
                file.seek(start)
                digest.update(file.read(_CHUNK_BYTES))
    except OSError:
        return ""
    return f"{size}-{digest.hexdigest()[:32]}"


def sequence_fingerprint(files: Sequence[Path]) -> str:
    """Of the first, middle and last image and how many there are: "BYTES-HEX-COUNT", the bytes of the first.

    One image says too little: many a sequence begins with the same black or slate.
    """
    looked_at = [fingerprint(files[i]) for i in (0, len(files) // 2, -1)]
    if "" in looked_at:
        return ""
    digest = hashlib.sha256(" ".join(looked_at).encode()).hexdigest()[:32]
    return f"{looked_at[0].partition('-')[0]}-{digest}-{len(files)}"
