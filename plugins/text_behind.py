"""Text behind the object: a title between the object and its background."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from app.effect_api import (
    Colour,
    Context,
    Effect,
    Matte,
    Rgba,
    choice,
    colour,
    file,
    over,
    painted,
    param,
    text,
)


@dataclass(frozen=True)
class TextBehindParams:
    """The words, and how they move."""

    words: str = text("MASKLET", label="Text", hint="| begins a new line.")
    font: str = file(".ttf", ".otf", label="Font", hint="Without one, the font that comes with Masklet.")
    tint: Colour = colour((1.0, 1.0, 1.0), label="Colour")
    size: float = param(28.0, low=2.0, high=150.0, step=0.5, unit="%", label="Size", hint="Of the height.")
    right: float = param(0.0, low=-150.0, high=150.0, step=0.5, unit="%", label="Right")
    down: float = param(0.0, low=-150.0, high=150.0, step=0.5, unit="%", label="Down")
    motion: str = choice("still", ("still", "scroll", "grow"), label="Motion")
    speed: float = param(
        20.0, low=-200.0, high=200.0, step=1.0, unit="%/s", label="Speed", hint="Per second."
    )
    opacity: float = param(1.0, low=0.0, high=1.0, label="Opacity")


def text_behind(image: Rgba, matte: Matte, params: TextBehindParams, context: Context) -> Rgba:
    """The text is behind what the matte covers; scrolling text follows itself without an end."""
    height, width = image.shape[:2]
    moved = params.speed / 100 * context.seconds
    grown = max(0.02, 1 + moved) if params.motion == "grow" else 1.0
    letters = _letters(
        params.words.replace("|", "\n"), params.font, max(1, round(params.size / 100 * height * grown))
    )
    if letters.size == 0:
        return image
    cover = np.zeros((height, width), np.float32)
    top = height / 2 + params.down / 100 * height - letters.shape[0] / 2
    left = width / 2 + params.right / 100 * height - letters.shape[1] / 2
    if params.motion == "scroll":
        period = max(width, letters.shape[1]) + height // 4
        left = (left - moved * height) % period
        _stamp(cover, letters, round(top), round(left - period))
    _stamp(cover, letters, round(top), round(left))
    layer = painted(params.tint, cover * (1 - matte) * np.float32(params.opacity))
    return over(image, layer)


def _stamp(cover: Matte, letters: Matte, top: int, left: int) -> None:
    if top >= cover.shape[0] or left >= cover.shape[1]:
        return
    rows = slice(max(0, top), max(0, min(cover.shape[0], top + letters.shape[0])))
    columns = slice(max(0, left), max(0, min(cover.shape[1], left + letters.shape[1])))
    part = letters[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]
    if part.size:
        np.maximum(cover[rows, columns], part, out=cover[rows, columns])


@lru_cache(maxsize=8)
def _letters(words: str, font: str, size_px: int) -> Matte:
    """The words as a matte that fits them."""
    from PIL import Image, ImageDraw, ImageFont

    if not words.strip():
        return np.zeros((0, 0), np.float32)
    face = ImageFont.truetype(font, size_px) if font else ImageFont.load_default(size_px)
    left, top, right, bottom = ImageDraw.Draw(Image.new("L", (1, 1))).multiline_textbbox(
        (0, 0), words, face, align="center"
    )
    picture = Image.new("L", (max(1, round(right - left)), max(1, round(bottom - top))))
    ImageDraw.Draw(picture).multiline_text((-left, -top), words, fill=255, font=face, align="center")
    return np.asarray(picture, np.float32) / np.float32(255)


EFFECT = Effect(
    id="text_behind",
    title="Text behind",
    params=TextBehindParams,
    render_in_time=text_behind,
    category="Background",
    spills=True,
    description="A title between the object and its background; it can scroll or grow.",
)
