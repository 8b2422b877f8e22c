"""Finds the effects at run time, and turns a project's parameter values into what each effect expects."""

from __future__ import annotations

import dataclasses
import importlib
import logging
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from app.document.effects import ParamValue
from app.effect_api import Effect
from app.engine.param_values import field_spec, fitted, fitting

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

    def params(self, effect: Effect, values: Mapping[str, ParamValue]) -> Any:
        """The effect's parameters with these values.

        A value that is missing, or of another kind than the parameter's, is the default; one out of range
        is clamped; one that the effect does not know is left out (it is from another version of it).
        """
        return fitted(effect.params, values)


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
    return check_effect(getattr(importlib.import_module(module_name), "EFFECT", None))


def check_effect(effect: object) -> Effect:
    """What a plugin defines as EFFECT. Raises TypeError or ValueError where the host cannot take it."""
    if not isinstance(effect, Effect):
        raise TypeError("it does not define EFFECT = Effect(...)")
    if not effect.id.isidentifier() or not effect.title:
        raise ValueError(f"an effect needs a title and an id that is one word, not {effect.id!r}")
    if not any((effect.render, effect.render_in_time, effect.coverage)):
        raise ValueError("an effect needs render, render_in_time or coverage")
    if not dataclasses.is_dataclass(effect.params):
        raise TypeError("params must be a dataclass")
    for field in dataclasses.fields(effect.params):
        spec = field_spec(field)
        if field.default != fitting(spec, field.default, None):
            raise ValueError(f"the default of {field.name!r} does not fit its limits: {field.default!r}")
    return effect
