"""Privacy: hides the object so that nothing of it can be recovered."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.effect_api import (
    Colour,
    Context,
    Effect,
    Matte,
    Region,
    Rgba,
    around,
    averaged,
    choice,
    colour,
    filled,
    gaussian_blur,
    grow,
    middle_of,
    param,
    tinted,
)

_FAINT = 0.004  # of a matte: whatever has more of the object in it is hidden wholly


@dataclass(frozen=True)
class PrivacyParams:
    """How it looks, and how much around the object is hidden with it."""

    style: str = choice(
        "mosaic",
        ("mosaic", "smear", "colour"),
        label="Style",
        hint="Made from the surroundings alone: a blurred or coarse picture of the object can be undone.",
    )
    tint: Colour = colour((0.0, 0.0, 0.0), label="Colour")
    size: float = param(2.5, low=0.5, high=15.0, step=0.1, unit="%", label="Squares", hint="Of the height.")
    margin: float = param(
        1.0, low=0.0, high=15.0, step=0.1, unit="%", label="Margin", hint="Around the object."
    )
    motion: float = param(1.0, low=0.0, high=4.0, step=0.1, label="Grows with motion")
    frames: float = param(
        2,
        low=0,
        high=12,
        step=1,
        unit="frames",
        label="Before and after",
        hint="Hides where it is then, too.",
    )


def privacy(image: Rgba, matte: Matte, params: PrivacyParams, context: Context) -> Rgba:
    """The hidden area is filled from outside of it, so that it holds nothing of what was there."""
    cover = hidden_area(matte, params, context)
    cell = max(2, round(params.size / 100 * image.shape[0]))
    box = around(cover, max(3 * cell, image.shape[0] / 16), cell)
    if box is None:
        return image
    part, hidden = image[box], cover[box]
    shown = tinted(part, params.tint) if params.style == "colour" else filled(part, 1 - hidden)
    if params.style == "mosaic":
        shown = _mosaic(shown, cell, box)
    # Chosen, not mixed: a blend leaves the last bits of what is below in the result.
    result = image.copy()
    result[box] = np.where(hidden[..., None] > 0, shown, part)
    return result


def hidden_area(matte: Matte, params: PrivacyParams, context: Context) -> Matte:
    """1 where the object is or was or will be at once, with a margin that grows with its speed; else 0."""
    reach = round(params.frames)
    frames = range(max(context.first, context.frame - reach), min(context.last, context.frame + reach) + 1)
    around = [matte if f == context.frame else context.matte(f) for f in frames]
    if not any(m.any() for m in around):
        return np.zeros_like(matte)
    seen = np.maximum.reduce(around) > _FAINT
    speed = _speed([m for m in around if m.any()])
    radius = params.margin / 100 * matte.shape[0] + params.motion * speed
    grown = grow(seen.astype(np.float32), min(radius, matte.shape[0] / 2))
    return (grown > 0).astype(np.float32)


def _speed(mattes: list[Matte]) -> float:
    """The fastest step of the object's middle and size, in pixels a frame."""
    places = np.array([middle_of(m) for m in mattes])
    if len(places) < 2:
        return 0.0
    steps = np.diff(places, axis=0)
    return float((np.hypot(steps[:, 0], steps[:, 1]) + np.abs(steps[:, 2])).max())


def _mosaic(shown: Rgba, cell: int, box: Region) -> Rgba:
    """Squares of the fill with a pattern of light and dark that stays where it is on the picture."""
    squares = averaged(gaussian_blur(shown, cell), cell)
    top, left = box[0].start // cell, box[1].start // cell
    rows, columns = (-(-length // cell) for length in shown.shape[:2])
    numbers = np.arange(top, top + rows)[:, None] * 7919 + np.arange(left, left + columns) * 104729
    light = (1 - 0.25 * (numbers * numbers % 1009 / 1009)).astype(np.float32)
    pattern = np.repeat(np.repeat(light, cell, 0), cell, 1)[: shown.shape[0], : shown.shape[1]]
    squares[..., :3] *= pattern[..., None]
    return squares


EFFECT = Effect(
    id="privacy",
    title="Privacy",
    params=PrivacyParams,
    render_in_time=privacy,
    category="Hide",
    spills=True,
    hides=True,
    description="Hides the object so that nothing of it can be recovered; the hidden area grows with motion.",
)
