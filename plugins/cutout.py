"""Cut-out: keeps the object and makes the rest transparent (or the other way round)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.effect_api import Effect, Matte, gaussian_blur, grow, param, switch


@dataclass(frozen=True)
class CutoutParams:
    """How the matte becomes the alpha."""

    grow_px: float = param(
        0.0,
        low=-20.0,
        high=20.0,
        step=0.5,
        unit="px",
        label="Grow",
        hint="Moves the edge outwards; negative values move it inwards.",
    )
    feather_px: float = param(
        0.0, low=0.0, high=100.0, step=0.5, unit="px", label="Feather", hint="Width of the soft edge."
    )
    invert: bool = switch(default=False, label="Invert", hint="Cuts the object out of the picture instead.")


def coverage(matte: Matte, params: CutoutParams) -> Matte:
    """The alpha that the matte stands for."""
    alpha = grow(matte, params.grow_px) if params.grow_px else matte
    if params.feather_px:
        alpha = gaussian_blur(alpha, params.feather_px / 3.3)  # 90 % of a Gaussian edge lies within 3.3 sigma
    return np.subtract(1.0, alpha, dtype=np.float32) if params.invert else alpha


EFFECT = Effect(
    id="cutout",
    title="Cut-out",
    params=CutoutParams,
    coverage=coverage,
    description="Keeps the object, with alpha around it.",
)
