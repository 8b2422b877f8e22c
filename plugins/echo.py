"""Echo: a trail of where the object was."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.effect_api import Colour, Context, Effect, Matte, Rgba, bounds, colour, mix, param, tinted


@dataclass(frozen=True)
class EchoParams:
    """The trail."""

    count: float = param(5, low=1, high=20, step=1, label="Echoes")
    spacing: float = param(4, low=1, high=50, step=1, unit="frames", label="Spacing")
    strength: float = param(0.7, low=0.0, high=1.0, label="Strength", hint="Of the nearest echo.")
    fade: float = param(0.75, low=0.1, high=1.0, label="Fade", hint="Of each echo, of the one before it.")
    tint: Colour = colour((0.2, 0.6, 1.0), label="Colour")
    tinting: float = param(0.0, low=0.0, high=1.0, label="Tint")


def echo(image: Rgba, matte: Matte, params: EchoParams, context: Context) -> Rgba:
    """Earlier pictures of the object behind the present one; what is not tracked there leaves no echo."""
    result = image
    behind = 1 - matte
    for number in range(round(params.count), 0, -1):
        frame = context.frame - number * round(params.spacing)
        if frame < context.first:
            continue
        then = context.matte(frame)
        if not then.any():
            continue
        cover = then * behind * np.float32(params.strength * params.fade ** (number - 1))
        box = bounds(cover)
        if box is None:
            continue
        shown = context.source(frame)[box]
        if params.tinting:
            tint = np.full(shown.shape[:2], params.tinting, np.float32)
            shown = mix(shown, tinted(shown, params.tint), tint)
        if result is image:
            result = image.copy()
        result[box] = mix(result[box], shown, cover[box])
    return result


EFFECT = Effect(
    id="echo",
    title="Echo trail",
    params=EchoParams,
    render_in_time=echo,
    category="Time and place",
    spills=True,
    description="A trail of where the object was, behind it.",
)
