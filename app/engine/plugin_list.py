"""Every effect and plugin with its state, as a list for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.engine.plugin_host import PluginHost
from app.engine.user_plugins import UserPlugin, user_plugins

PluginState = Literal["on", "off", "new", "changed", "failed", "resting"]


@dataclass(frozen=True)
class ListedPlugin:
    """A row: an effect, or a plugin that gives none for the reason that is told."""

    name: str  # the effect's title, or the plugin's own name where there is no effect
    state: PluginState  # "failed": it does not load; "resting": it loaded, and failed on a frame
    effect: str = ""  # its id
    plugin: str = ""  # the file or the entry point; empty where it came with Masklet
    file: UserPlugin | None = None
    reason: str = ""  # what it did, where it failed


def listed_plugins(host: PluginHost) -> tuple[ListedPlugin, ...]:
    """The user's files first, then what packages offer and what fails, then the effects of Masklet."""
    files = {plugin.path.name: plugin for plugin in user_plugins()}
    loaded = {name: effect for effect, name in host.foreign.items()}
    reasons = {failure.plugin: failure.reason for failure in host.failures}
    rows = [_of_file(file, host, loaded.get(name, ""), reasons.get(name, "")) for name, file in files.items()]
    rows += [_of_effect(host, effect, name) for name, effect in loaded.items() if name not in files]
    rows += [ListedPlugin(n, "failed", plugin=n, reason=r) for n, r in reasons.items() if n not in files]
    rows += [_of_effect(host, effect, "") for effect in host.effects if effect not in host.foreign]
    return tuple(rows)


def _of_file(file: UserPlugin, host: PluginHost, effect: str, reason: str) -> ListedPlugin:
    name = file.path.name
    if file.state != "allowed":
        return ListedPlugin(name, "off" if file.state == "forbidden" else file.state, plugin=name, file=file)
    if effect:
        return _of_effect(host, effect, name, file)
    return ListedPlugin(name, "failed", plugin=name, file=file, reason=reason)


def _of_effect(host: PluginHost, effect: str, plugin: str, file: UserPlugin | None = None) -> ListedPlugin:
    reason = host.resting.get(effect, "")
    title = host.effects[effect].title
    return ListedPlugin(title, "resting" if reason else "on", effect, plugin, file, reason)
