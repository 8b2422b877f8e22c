"""Despill: takes the light of a green or blue screen off the object."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.effect_api import Effect, Matte, Rgba, choice, param, within


@dataclass(frozen=True)
class DespillParams:
    """Which light, and how much of it."""

    screen: str = choice("green", ("green", "blue"), label="Screen")
    strength: float = param(1.0, low=0.0, high=1.0, label="Strength")
    balance: float = param(
        0.5, low=0.0, high=1.0, label="Balance", hint="What counts as spill: 0 little, 1 much."
    )
    keep_light: float = param(
        0.5, low=0.0, high=1.0, label="Keep light", hint="Gives the lost light back as grey."
    )


def despill(image: Rgba, matte: Matte, params: DespillParams) -> Rgba:
    """The screen's channel is limited by a mean of the other two."""
    return within(image, matte, lambda part: _despilled(part, params))


def _despilled(image: Rgba, params: DespillParams) -> Rgba:
    screen, others = (1, (0, 2)) if params.screen == "green" else (2, (0, 1))
    first, second = image[..., others[0]], image[..., others[1]]
    low, high = np.minimum(first, second), np.maximum(first, second)
    limit = high + (low - high) * np.float32(params.balance)
    spill = np.maximum(image[..., screen] - limit, 0) * np.float32(params.strength)
    result = image.copy()
    result[..., screen] -= spill
    share = 0.7152 if params.screen == "green" else 0.0722  # Rec. 709
    back = spill * np.float32(share * params.keep_light)
    result[..., :3] += back[..., None]
    result[..., :3] = np.minimum(result[..., :3], np.maximum(image[..., :3], image[..., 3:]))
    return result


EFFECT = Effect(
    id="despill",
    title="Despill",
    params=DespillParams,
    render=despill,
    category="Colour",
    description="Takes the light of a green or blue screen off the object.",
    paints_over=True,
)
