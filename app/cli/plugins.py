"""`masklet plugins`: the effects that are there, and the test kit for those who write one."""

from __future__ import annotations

import argparse

from app.cli import exits


def run(args: argparse.Namespace) -> int:
    return _check(args) if args.action == "check" else _list()


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

    host = load_plugins()
    for effect in host.effects.values():
        print(f"{effect.id:14} {effect.title:16} {effect.description}")
    for failure in host.failures:
        print(f"{failure.plugin:14} does not load: {failure.reason}")
    return exits.FAILED if host.failures else exits.DONE
