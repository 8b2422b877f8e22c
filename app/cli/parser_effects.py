"""The commands for effects, plugins and what must be hidden, as argparse sees them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

EFFECT_COMMANDS = ("effects", "audit", "plugins")

_EFFECTS = """\
Without P.masklet lists the effects with their values, and the presets. With it, options are taken in their
order: --add and --preset put effects at the end of the stack, --pick goes to one that is there, and --set,
--amount, --mode, --outside and --off are said of the effect added or picked last. A value with @F is a
keyframe on frame F; EASING is linear, ease, ease_in, ease_out or hold. Colours are #rrggbb.

  masklet effects p.masklet --masklet dog --add glow --set size=6 --set tint=#ffd060 --amount 0.8
  masklet effects p.masklet --add blur --outside --set size=0@0 --set size=4@24:ease
  masklet effects p.masklet --clear --preset "Object: burst white"
  masklet effects p.masklet --share look.masklet-preset
"""

MakeCommand = Callable[[str, str, str], argparse.ArgumentParser]  # name, title, epilog


class EffectWord(argparse.Action):
    """Keeps what is done to the stack in the order in which it was said, as (option, text)."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        words: list[tuple[str, str]] = getattr(namespace, "words", None) or []
        text = values if isinstance(values, str) else ""
        namespace.words = [*words, ((option_string or "").removeprefix("--"), text)]


def add_effect_commands(command: MakeCommand) -> None:
    _effects(command("effects", "list effects and presets; put them on masklets", _EFFECTS))
    audit = command("audit", "list the frames on which what must be hidden may be seen", "")
    audit.add_argument("project", metavar="P.masklet", type=Path)
    audit.add_argument(
        "--hide", metavar="NAME", action="append", default=[], help="take this masklet as one; repeatable"
    )
    audit.add_argument("--in", metavar="F", dest="first", type=_frame, help="the first frame")
    audit.add_argument("--out", metavar="F", dest="last", type=_frame, help="the last frame")
    audit.add_argument("--json", action="store_true", help="as JSON")
    _plugins(command("plugins", "list the effects; check, allow or forbid a plugin", ""))


def _effects(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(words=[])
    parser.add_argument("project", metavar="P.masklet", type=Path, nargs="?")
    parser.add_argument(
        "--masklet", metavar="NAME", action="append", help="only this one; repeatable", default=[]
    )
    for name, form, what in (
        ("add", "EFFECT", "an effect, by its id"),
        ("preset", "NAME|FILE", "the effects of a preset"),
        ("pick", "N", "the stack's effect number N, from 1"),
        ("set", "NAME=VALUE[@F[:EASING]]", "a value of the effect"),
        ("amount", "VALUE[@F[:EASING]]", "how much of it is mixed in, 0 to 1"),
        ("mode", "MODE", "how it is blended"),
    ):
        parser.add_argument(
            f"--{name}", metavar=form, action=EffectWord, default=argparse.SUPPRESS, help=what
        )
    for name, what in (
        ("outside", "it is on what is around the object"),
        ("inside", "it is on the object"),
        ("off", "it is turned off"),
        ("on", "it is turned on"),
        ("remove", "it is taken away"),
        ("clear", "all effects are taken away"),
        ("must-hide", "no picture may be exported in which the object can be seen"),
        ("may-show", "takes that back"),
    ):
        parser.add_argument(f"--{name}", nargs=0, action=EffectWord, default=argparse.SUPPRESS, help=what)
    parser.add_argument("--share", metavar="FILE", type=Path, help="write the stack as a preset's file")
    parser.add_argument("-o", "--output", metavar="P.masklet", type=Path, help="default: the same project")
    parser.add_argument("--json", action="store_true", help="lists as JSON")


def _plugins(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(metavar="ACTION", dest="action", required=True)
    actions.add_parser("list", help="all effects, your plugin files, and plugins that do not load")
    for name, what in (
        ("check", "run a plugin's file through the test kit"),
        ("allow", "let a file of your plugin folder run, until it changes"),
        ("forbid", "do not let it run"),
    ):
        actions.add_parser(name, help=what).add_argument("path", metavar="PATH", type=Path)


def _frame(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f'"{text}" is not a frame: frames are whole numbers from 0')
    return int(text)
