"""Finds the effects at run time, and turns a project's parameter values into what each effect expects."""

from __future__ import annotations

import dataclasses
import importlib
import logging
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import Any

from app.document.effects import ParamValue
from app.effect_api import Effect
from app.engine.param_values import field_spec, fitted, fitting
from app.engine.user_plugins import effect_of, user_plugins

logger = logging.getLogger(__name__)

ENTRY_POINTS = "masklet.effects"  # the group that an installed package names its effects in


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
    foreign: Mapping[str, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    """Those that did not come with Masklet: effect id -> the plugin's name, for a user's file the file's."""
    resting: Mapping[str, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    """Effects that are passed over while one looks, since they failed: effect id -> what they did."""

    def without(self, effect: str, reason: str) -> PluginHost:
        """The same, but this effect rests."""
        return dataclasses.replace(self, resting=MappingProxyType({**self.resting, effect: reason}))

    def params(self, effect: Effect, values: Mapping[str, ParamValue]) -> Any:
        """The effect's parameters with these values.

        A value that is missing, or of another kind than the parameter's, is the default; one out of range
        is clamped; one that the effect does not know is left out (it is from another version of it).
        """
        return fitted(effect.params, values)


def load_plugins(package: str = "plugins") -> PluginHost:
    """Import all plugins by name. One that fails is named and keeps no other out.

    In this order, where the first of an id is the one that is taken: the modules of the package; entry points
    of the group `masklet.effects`, which name an Effect (who installs such a package has consented); the
    files of the user's plugin folder that were allowed, as they were when they were allowed.
    """
    effects: dict[str, Effect] = {}
    failures: list[PluginFailure] = []
    foreign: dict[str, str] = {}
    for name, load, is_foreign in _candidates(package):
        try:
            effect = check_effect(load())
        except Exception as error:
            logger.exception("The plugin %s could not be loaded.", name)
            failures.append(PluginFailure(name, f"{type(error).__name__}: {error}"))
            continue
        if effect.id in effects:
            failures.append(PluginFailure(name, f"another plugin has the id {effect.id!r} already"))
            continue
        effects[effect.id] = effect
        if is_foreign:
            foreign[effect.id] = name
    by_title = dict(sorted(effects.items(), key=lambda item: item[1].title))
    return PluginHost(MappingProxyType(by_title), tuple(failures), MappingProxyType(foreign))


def _candidates(package: str) -> Iterator[tuple[str, Callable[[], object], bool]]:
    """(name, what loads its EFFECT, whether it came from elsewhere)."""
    for module in pkgutil.iter_modules(importlib.import_module(package).__path__):
        if not module.name.startswith("_"):
            yield module.name, partial(_module_effect, f"{package}.{module.name}"), False
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name):
        yield point.name, point.load, True
    for plugin in user_plugins():
        if plugin.state == "allowed":
            yield plugin.path.name, partial(effect_of, plugin.path, plugin.source), True


def _module_effect(name: str) -> object:
    return getattr(importlib.import_module(name), "EFFECT", None)


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
