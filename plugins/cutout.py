"""Cut-out: keeps the object and makes the rest transparent."""

from __future__ import annotations

from dataclasses import dataclass

from app.effect_api import Effect, Matte, gaussian_blur, grow, param


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


def coverage(matte: Matte, params: CutoutParams) -> Matte:
    """The alpha that the matte stands for."""
    alpha = grow(matte, params.grow_px) if params.grow_px else matte
    if params.feather_px:
        alpha = gaussian_blur(alpha, params.feather_px / 3.3)  # 90 % of a Gaussian edge lies within 3.3 sigma
    return alpha


EFFECT = Effect(
    id="cutout",
    title="Cut-out",
    params=CutoutParams,
    coverage=coverage,
    category="Background",
    description="Keeps the object, with alpha around it.",
)
