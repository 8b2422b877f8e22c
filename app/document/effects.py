"""An effect as the project keeps it: which plugin, with which values. Plugins give these meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from app.document.keyframes import ParamValue

__all__ = ["EffectInstance", "ParamValue", "frozen_params"]


def frozen_params(values: Mapping[str, ParamValue]) -> Mapping[str, ParamValue]:
    return MappingProxyType(dict(values))


@dataclass(frozen=True)
class EffectInstance:
    """One entry of a masklet's effect stack. Parameters that are absent have the plugin's defaults."""

    id: int  # unique in the project, never reused
    effect: str  # the plugin's id: "cutout", "blur", "recolor", ...
    params: Mapping[str, ParamValue] = field(default_factory=lambda: frozen_params({}))
    enabled: bool = True
