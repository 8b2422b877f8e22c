"""`masklet plugins`: the effects that are there, which of your files may run, the test kit."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli import exits
from app.errors import UserFacingError


def run(args: argparse.Namespace) -> int:
    match args.action:
        case "check":
            return _check(args)
        case "list":
            return _list()
        case _:
            return _decide(args.path, allowed=args.action == "allow")


def _check(args: argparse.Namespace) -> int:
    from app.engine.plugin_check import load_file, problems

    effect = load_file(args.path)
    found = list(problems(effect))
    for problem in found:
        print(f"{effect.title}: {problem}")
    print(f"{effect.title}: {len(found)} problems" if found else f"{effect.title}: all is well")
    return exits.FAILED if found else exits.DONE


def _list() -> int:
    from app.engine.plugin_host import load_plugins
    from app.engine.user_plugins import plugin_folder, user_plugins

    host = load_plugins()
    for effect in host.effects.values():
        print(f"{effect.id:14} {effect.title:16} {effect.description}")
    print(f"Your plugin folder: {plugin_folder()}")
    for plugin in user_plugins():
        print(f"{plugin.path}: {plugin.state}")
    for failure in host.failures:
        print(f"{failure.plugin:14} does not load: {failure.reason}")
    return exits.FAILED if host.failures else exits.DONE


def _decide(path: Path, *, allowed: bool) -> int:
    from app.engine.user_plugins import decide, plugin_folder, user_plugins

    here = {plugin.path.resolve(): plugin for plugin in user_plugins()}
    plugin = here.get(path.resolve()) or here.get((plugin_folder() / path).resolve())
    if plugin is None:
        raise UserFacingError(f"{path} is not in the plugin folder.", f"Put it into {plugin_folder()} first.")
    decide(plugin.path, plugin.digest, allowed=allowed)
    said = "runs from now on, until the file changes" if allowed else "does not run"
    print(f"{plugin.path} {said} (SHA-256 {plugin.digest})")
    return exits.DONE
