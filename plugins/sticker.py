"""Sticker: a face, a star, or a picture of your own that follows the object."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.effect_api import (
    Context,
    Effect,
    Matte,
    Rgba,
    choice,
    file,
    over,
    painted,
    param,
    placed,
    steady_middle,
    switch,
    tinted,
    within,
)

_SIDE = 512  # pixels of a drawn sticker


@dataclass(frozen=True)
class StickerParams:
    """Which, and where."""

    kind: str = choice("smile", ("smile", "cool", "heart", "star", "picture"), label="Sticker")
    path: str = file(".png", ".jpg", ".jpeg", ".tif", label="Picture", hint="With alpha, best a PNG.")
    size: float = param(1.0, low=0.1, high=5.0, step=0.05, label="Size", hint="Of the object.")
    right: float = param(
        0.0, low=-100.0, high=100.0, step=0.5, unit="%", label="Right", hint="Of the height."
    )
    down: float = param(0.0, low=-100.0, high=100.0, step=0.5, unit="%", label="Down", hint="Of the height.")
    cover: bool = switch(default=False, label="Fill the object", hint="With the sticker's own colour.")


def sticker(image: Rgba, matte: Matte, params: StickerParams, context: Context) -> Rgba:
    """Place and size come from the object's area, over five frames: it floats along without a tremble."""
    middle = steady_middle(context)
    if middle is None or not matte.any():
        return image
    across, down, radius = middle
    shown = (
        context.picture(params.path, 0) if params.kind == "picture" and params.path else drawn(params.kind)
    )
    if params.cover:
        mean = shown.reshape(-1, 4).sum(axis=0)
        tint = tuple(float(v) for v in mean[:3] / max(float(mean[3]), 1e-6))
        image = within(image, matte, lambda part: tinted(part, (tint[0], tint[1], tint[2])))
    scale = 2.2 * radius * params.size / max(shown.shape[:2])
    unit = image.shape[0] / 100
    goal = (across + params.right * unit, down + params.down * unit)
    centre = (shown.shape[1] / 2, shown.shape[0] / 2)
    return over(image, placed(shown, centre, goal, (scale, scale), 0.0, image.shape))


def drawn(kind: str) -> Rgba:
    """A sticker that comes with the effect, drawn from circles and curves: (512, 512, 4)."""
    y, x = (np.mgrid[:_SIDE, :_SIDE].astype(np.float32) + 0.5) / _SIDE * 2 - 1
    if kind == "heart":
        v = -y * 1.15 + 0.1
        h = x * 1.15
        return painted((0.90, 0.12, 0.22), _soft(h * h * v**3 * 1.0 - (h * h + v * v - 0.62) ** 3, 0.02))
    if kind == "star":
        angle = (np.arctan2(x, -y) + np.pi / 5) % (2 * np.pi / 5) - np.pi / 5
        away = np.hypot(x, y)
        return painted((1.0, 0.80, 0.10), _soft(0.95 * _star(angle) - away, 0.008))
    return _face(x, y, cool=kind == "cool")


def _star(angle: Matte) -> Matte:
    """How far the edge of a five-pointed star is from its middle; `angle` is from the nearest point."""
    inner, half = 0.42, np.pi / 5
    part = np.abs(angle)
    return (inner * np.sin(half) / (inner * np.sin(half - part) + np.sin(part))).astype(np.float32)


def _face(x: Matte, y: Matte, *, cool: bool) -> Rgba:
    dark = (0.22, 0.13, 0.05)
    face = painted((1.0, 0.80, 0.16), _soft(np.subtract(0.94, np.hypot(x, y), dtype=np.float32), 0.008))
    face = over(
        face,
        painted(
            (0.93, 0.62, 0.08),
            _soft(np.subtract(0.05, np.abs(np.hypot(x, y) - 0.91), dtype=np.float32), 0.01),
        ),
    )
    smile = np.where(y > 0.12, 0.055 - np.abs(np.hypot(x, y - 0.02) - 0.55), -1)
    face = over(face, painted(dark, _soft(smile, 0.008)))
    if cool:
        lens = np.maximum(
            0.26 - np.hypot(x - 0.34, (y + 0.2) * 1.15), 0.26 - np.hypot(x + 0.34, (y + 0.2) * 1.15)
        )
        bar = np.minimum(0.045 - np.abs(y + 0.3), 0.85 - np.abs(x))
        return over(face, painted((0.05, 0.05, 0.06), _soft(np.maximum(lens, bar), 0.008)))
    eyes = np.maximum(
        0.12 - np.hypot((x - 0.32) * 1.3, y + 0.22), 0.12 - np.hypot((x + 0.32) * 1.3, y + 0.22)
    )
    return over(face, painted(dark, _soft(eyes, 0.008)))


def _soft(distance: Matte, width: float) -> Matte:
    return np.clip(distance / width + 0.5, 0, 1).astype(np.float32)


EFFECT = Effect(
    id="sticker",
    title="Sticker",
    params=StickerParams,
    render_in_time=sticker,
    category="Time and place",
    spills=True,
    description="A face, a heart, a star or a picture of your own that follows the object.",
)
