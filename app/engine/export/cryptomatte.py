"""Cryptomatte 1.2 (Psyop, github.com/Psyop/Cryptomatte): which masklets cover a pixel, and how much of it.

Identities are MurmurHash3 of the names; a pixel's masklets are ranked by coverage, two ranks in each layer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.effect_api import Matte

LAYER: Final = "CryptoMasklet"
RANKS: Final = 6  # in three layers


def identity(name: str) -> int:
    """The 32 bits of a name, changed where they would be no ordinary float: NaN, infinity or denormal."""
    import mmh3

    bits = mmh3.hash(name, 0, signed=False)
    exponent = bits >> 23 & 255
    return bits ^ (1 << 23) if exponent in (0, 255) else bits


def metadata(names: Sequence[str]) -> dict[str, str]:
    """Header attributes, with the manifest of these names."""
    import mmh3

    key = f"cryptomatte/{mmh3.hash(LAYER, 0, signed=False):08x}"[: len("cryptomatte/") + 7]
    manifest = {name: f"{identity(name):08x}" for name in names}
    return {
        f"{key}/name": LAYER,
        f"{key}/hash": "MurmurHash3_32",
        f"{key}/conversion": "uint32_to_float32",
        f"{key}/manifest": json.dumps(manifest, ensure_ascii=True, separators=(",", ":")),
    }


def channels(mattes: Mapping[str, Matte], height: int, width: int) -> dict[str, NDArray[np.float32]]:
    """The layers' channels, float32 (height, width). `mattes` by name, the lowest first.

    A pixel is shared out from the top: what lies below gets what is left, so that the sum is at most 1.
    Beyond six masklets on one pixel, those that cover it least are left out.
    """
    shares = _shares(mattes, height, width)
    if len(shares) < RANKS:
        shares = np.concatenate([shares, np.zeros((RANKS - len(shares), height, width), np.float32)])
    floats = np.array([identity(n) for n in mattes] + [0] * RANKS, np.uint32)[: len(shares)].view(np.float32)
    order = np.argsort(-shares, axis=0, kind="stable")[:RANKS]
    covers = np.take_along_axis(shares, order, axis=0)
    owners = np.where(covers > 0, floats[order], np.float32(0))
    planes: dict[str, NDArray[np.float32]] = {}
    for rank in range(RANKS):
        layer, (owner, cover) = f"{LAYER}{rank // 2:02d}", ("RG", "BA")[rank % 2]
        planes[f"{layer}.{owner}"] = owners[rank]
        planes[f"{layer}.{cover}"] = np.ascontiguousarray(covers[rank])
    return planes


def _shares(mattes: Mapping[str, Matte], height: int, width: int) -> NDArray[np.float32]:
    """(masklets, height, width)."""
    left = np.ones((height, width), np.float32)
    shares = np.zeros((len(mattes), height, width), np.float32)
    for place, matte in reversed(list(enumerate(mattes.values()))):
        np.multiply(matte, left, out=shares[place])
        left -= shares[place]
    return shares
