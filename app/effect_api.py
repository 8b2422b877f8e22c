"""All that a plugin may import: the types, the parameter fields and the few helpers an effect needs.

Images are premultiplied RGBA, float32, (H, W, 4), in [0, 1], display-encoded; mattes are float32, (H, W), in [0, 1].
A plugin is a module that defines `EFFECT = Effect(...)`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Rgba = NDArray[np.float32]
Matte = NDArray[np.float32]
Colour = tuple[float, float, float]  # display-encoded, straight, [0, 1]
ParamKind = Literal["number", "switch", "choice", "colour"]


@dataclass(frozen=True)
class ParamSpec:
    """How a parameter is shown and limited; the panel draws itself from these."""

    kind: ParamKind
    label: str
    low: float = 0.0
    high: float = 1.0
    step: float = 0.01
    unit: str = ""
    choices: tuple[str, ...] = ()
    hint: str = ""


def param(
    default: float,
    *,
    low: float,
    high: float,
    label: str,
    step: float = 0.01,
    unit: str = "",
    hint: str = "",
) -> Any:
    """A number with limits, drawn as a slider."""
    spec = ParamSpec("number", label, low, high, step, unit, hint=hint)
    return field(default=default, metadata={"spec": spec})


def switch(*, default: bool, label: str, hint: str = "") -> Any:
    """On or off, drawn as a check box."""
    return field(default=default, metadata={"spec": ParamSpec("switch", label, hint=hint)})


def choice(default: str, choices: tuple[str, ...], *, label: str, hint: str = "") -> Any:
    """One of several names, drawn as a list."""
    return field(default=default, metadata={"spec": ParamSpec("choice", label, choices=choices, hint=hint)})


def colour(default: Colour, *, label: str, hint: str = "") -> Any:
    """A display-encoded colour, drawn as a swatch."""
    return field(default=default, metadata={"spec": ParamSpec("colour", label, hint=hint)})


@dataclass(frozen=True)
class Effect:
    """What a plugin offers.

    `params` is a frozen dataclass whose fields were made with `param`, `switch`, `choice` or `colour`.
    `render(image, matte, params)` returns a new image of the same shape and never writes to its inputs.
    `coverage(matte, params)`, where given, makes the effect a cut-out: the coverages of all masklets are
    united and the final image is multiplied by the union. An effect has `render`, `coverage` or both.
    """

    id: str
    title: str
    params: type
    render: Callable[[Rgba, Matte, Any], Rgba] | None = None
    coverage: Callable[[Matte, Any], Matte] | None = None
    description: str = ""


def mix(below: Rgba, above: Rgba, matte: Matte) -> Rgba:
    """`above` where the matte is 1, `below` where it is 0, a blend between."""
    mixed: Rgba = below + (above - below) * matte[..., None]
    return mixed
