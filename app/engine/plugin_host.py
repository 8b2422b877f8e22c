"""Finds the effects at run time, and turns a project's parameter values into what each effect expects."""

from __future__ import annotations

import dataclasses
import importlib
import logging
import math
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeGuard, cast

from app.document.effects import EffectInstance
from app.effect_api import Effect, ParamSpec

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class PluginFailure:
    """A plugin that is not there for the user, and why."""

    plugin: str
    reason: str


@dataclass(frozen=True)
class PluginHost:
    """The effects by id, in the order of their titles, and the plugins that could not be loaded."""

    effects: Mapping[str, Effect]
    failures: tuple[PluginFailure, ...] = ()

    def params(self, effect: Effect, instance: EffectInstance) -> Any:
        """The effect's parameters with the instance's values.

        A value that is missing, or of another kind than the parameter's, is the default; one out of range
        is clamped; one that the effect does not know is left out (it is from another version of it).
        """
        values = {
            field.name: _fitting(_spec(field), instance.params.get(field.name), field.default)
            for field in dataclasses.fields(effect.params)
        }
        return effect.params(**values)


def load_plugins(package: str = "plugins") -> PluginHost:
    """Import every module of the package by name. A plugin that fails is named and keeps no other out."""
    effects: dict[str, Effect] = {}
    failures: list[PluginFailure] = []
    for name in _module_names(package):
        try:
            effect = _load(f"{package}.{name}")
        except Exception as error:
            logger.exception("The plugin %s could not be loaded.", name)
            failures.append(PluginFailure(name, f"{type(error).__name__}: {error}"))
            continue
        if effect.id in effects:
            failures.append(PluginFailure(name, f"another plugin has the id {effect.id!r} already"))
        else:
            effects[effect.id] = effect
    by_title = dict(sorted(effects.items(), key=lambda item: item[1].title))
    return PluginHost(MappingProxyType(by_title), tuple(failures))


def _module_names(package: str) -> Iterator[str]:
    folders = importlib.import_module(package).__path__
    return (module.name for module in pkgutil.iter_modules(folders) if not module.name.startswith("_"))


def _load(module_name: str) -> Effect:
    effect = getattr(importlib.import_module(module_name), "EFFECT", None)
    if not isinstance(effect, Effect):
        raise TypeError("it does not define EFFECT = Effect(...)")
    _check(effect)
    return effect


def _check(effect: Effect) -> None:
    if not effect.id.isidentifier() or not effect.title:
        raise ValueError(f"an effect needs a title and an id that is one word, not {effect.id!r}")
    if effect.render is None and effect.coverage is None:
        raise ValueError("an effect needs render, coverage or both")
    if not dataclasses.is_dataclass(effect.params):
        raise TypeError("params must be a dataclass")
    for field in dataclasses.fields(effect.params):
        spec = _spec(field)
        if field.default != _fitting(spec, field.default, None):
            raise ValueError(f"the default of {field.name!r} does not fit its limits: {field.default!r}")


def _spec(field: dataclasses.Field[Any]) -> ParamSpec:
    spec = field.metadata.get("spec")
    if not isinstance(spec, ParamSpec):
        raise TypeError(f"{field.name!r} is not made with param, switch, choice or colour")
    return spec


def _fitting(spec: ParamSpec, value: object, default: Any) -> Any:
    """The value as the parameter's kind wants it; the default where it is of another kind."""
    if spec.kind == "switch":
        return value if isinstance(value, bool) else default
    if spec.kind == "choice":
        return value if value in spec.choices else default
    if spec.kind == "colour":
        return _fitting_colour(value, default)
    return min(max(value, spec.low), spec.high) if _is_number(value) else default


def _fitting_colour(value: object, default: Any) -> Any:
    if not isinstance(value, tuple | list):
        return default
    parts = [part for part in cast("Sequence[object]", value) if _is_number(part)]
    if len(value) != 3 or len(parts) != 3:
        return default
    return tuple(min(max(part, 0.0), 1.0) for part in parts)


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
