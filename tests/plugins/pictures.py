"""Pictures for the tests of the effects."""

import numpy as np

from app.effect_api import Matte, Rgba


def picture(height: int = 90, width: int = 120, *, alpha: bool = True) -> Rgba:
    """Smooth colours with some noise on them, premultiplied, partly transparent."""
    rng = np.random.default_rng(4)
    down, across = np.mgrid[:height, :width].astype(np.float32)
    colour = np.stack([down / height, across / width, np.sin(across / 9) / 2 + 0.5], axis=-1)
    colour = np.clip(colour + rng.normal(0, 0.05, colour.shape), 0, 1)
    opacity = rng.uniform(0.2, 1.0, (height, width, 1)) if alpha else np.ones((height, width, 1))
    return np.concatenate([colour * opacity, opacity], axis=-1).astype(np.float32)


def flat(*rgba: float, height: int = 90, width: int = 120) -> Rgba:
    return np.full((height, width, 4), rgba, np.float32)


def disc(height: int = 90, width: int = 120, radius: float = 25.0) -> Matte:
    """1 in a disc in the middle, 0 outside, with an edge of one pixel."""
    down, across = np.mgrid[:height, :width]
    away = np.hypot(down + 0.5 - height / 2, across + 0.5 - width / 2)
    return np.clip(radius + 0.5 - away, 0, 1).astype(np.float32)
