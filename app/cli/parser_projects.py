"""The commands that look after a project, as argparse sees them: review, lock, relink, recover."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

PROJECT_COMMANDS = ("review", "lock", "relink", "recover")

_REVIEW = """\
For each masklet how much was looked at, and the frames that most need it, worst first.

  masklet review p.masklet --report review.html
"""
_LOCK = """\
A locked frame stays as it is, whatever is tracked afterwards. FRAMES is F, or A-B with both ends.

  masklet lock p.masklet --frames 0-48 --masklet dog
"""
_RELINK = """\
PATH is the clip itself, or a folder that it is looked for in: by its content under any name, then by name.

  masklet relink p.masklet /footage/day2
"""
_RECOVER = """\
Without -o lists what crashed or killed programs left, newest first; with it the newest is saved as FILE.

  masklet recover -o recovered.masklet
"""

MakeCommand = Callable[[str, str, str], argparse.ArgumentParser]  # name, title, epilog


def add_project_commands(command: MakeCommand) -> None:
    review = command("review", "say which frames need eyes", _REVIEW)
    review.add_argument("project", metavar="P.masklet", type=Path)
    review.add_argument("--report", metavar="FILE.html", type=Path, help="a page with pictures of the frames")
    review.add_argument("--most", metavar="N", type=int, default=20, help="frames at most (default: 20)")
    review.add_argument("--json", action="store_true", help="as JSON")
    lock = command("lock", "approve frames, or take it back", _LOCK)
    lock.add_argument("project", metavar="P.masklet", type=Path)
    lock.add_argument("--frames", metavar="FRAMES", type=_frames, action="append", required=True)
    lock.add_argument(
        "--masklet", metavar="NAME", action="append", default=[], help="only this one; repeatable"
    )
    lock.add_argument("--unlock", action="store_true", help="the frames may change again")
    relink = command("relink", "tell a project where its clip is now", _RELINK)
    relink.add_argument("project", metavar="P.masklet", type=Path)
    relink.add_argument("path", metavar="PATH", type=Path)
    recover = command("recover", "get back what a crash left", _RECOVER)
    recover.add_argument("-o", "--output", metavar="FILE.masklet", type=Path)


def _frames(text: str) -> range:
    first, _, last = text.partition("-")
    last = last or first
    if not (first.isdecimal() and last.isdecimal()) or int(last) < int(first):
        raise argparse.ArgumentTypeError(f'"{text}" is not F or A-B: frames are whole numbers from 0')
    return range(int(first), int(last) + 1)
