"""An effect as the project keeps it: which plugin, with which values. Plugins give these meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal, get_args

from app.document.keyframes import Curves, ParamValue, frozen_curves

__all__ = ["AMOUNT", "BLEND_MODES", "BlendMode", "EffectInstance", "ParamValue", "frozen_params"]

BlendMode = Literal[
    "normal",
    "darken",
    "multiply",
    "lighten",
    "screen",
    "add",
    "overlay",
    "soft_light",
    "difference",
    "colour",
]
BLEND_MODES: Final[tuple[BlendMode, ...]] = get_args(BlendMode)
AMOUNT: Final = "@amount"  # in `curves`, how the amount changes; no parameter can have this name


def frozen_params(values: Mapping[str, ParamValue]) -> Mapping[str, ParamValue]:
    return MappingProxyType(dict(values))


@dataclass(frozen=True)
class EffectInstance:
    """One entry of a masklet's effect stack. Parameters that are absent have the plugin's defaults."""

    id: int  # unique in the project, never reused
    effect: str  # the plugin's id: "cutout", "blur", "recolor", ...
    params: Mapping[str, ParamValue] = field(default_factory=lambda: frozen_params({}))
    enabled: bool = True
    curves: Curves = field(default_factory=frozen_curves)  # parameters that change over time, and AMOUNT
    amount: float = 1.0  # of the effect's picture over the one below, 0 to 1
    mode: BlendMode = "normal"
    outside: bool = False  # the effect is on what is around the object
