"""The commands that look after projects, and that take edits in and out, as argparse sees them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

PROJECT_COMMANDS = ("review", "lock", "relink", "recover", "conform", "timeline")

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

_CONFORM = """\
EDIT is .otio, .fcpxml, .xml (Final Cut Pro 7 XML, as Premiere writes it) or .edl (CMX 3600). For each use of
a clip a project is written into FOLDER, whose work area is what the edit uses, with handles. Clips are looked
for where the edit says, beside it, and in --media: by file name, clip name, reel, and having the frames.

  masklet conform reel3.fcpxml --media /footage --handles 8 -o shots
"""
_TIMELINE = """\
The clips lie on the first track and the exports above them, in the places of the edit that the projects came
from, else one after the other. PATH ends in .otio, .fcpxml or .edl; an EDL has one picture track, so there is
one list for each. --handles says with how many an export was made; {project} is the project's name.

  masklet timeline shots/*.masklet --export "out/{project}.mov" -o reel3_mattes.fcpxml
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
    _add_edits(command)
    recover = command("recover", "get back what a crash left", _RECOVER)
    recover.add_argument("-o", "--output", metavar="FILE.masklet", type=Path)


def _add_edits(command: MakeCommand) -> None:
    conform = command("conform", "open what an edit uses: a project for each shot", _CONFORM)
    conform.add_argument("edit", metavar="EDIT", type=Path)
    conform.add_argument("-o", "--output", metavar="FOLDER", type=Path, required=True)
    conform.add_argument("--handles", metavar="N", type=_count, default=12, help="frames (default: 12)")
    conform.add_argument(
        "--media", metavar="FOLDER", type=Path, action="append", default=[], help="look here too; repeatable"
    )
    conform.add_argument("--rate", metavar="FPS", type=float, help="of an EDL (default: its clips' own)")
    timeline = command("timeline", "write exports as a timeline, above their clips", _TIMELINE)
    timeline.add_argument("projects", metavar="P.masklet", type=Path, nargs="+")
    timeline.add_argument("-o", "--output", metavar="PATH", type=Path, required=True)
    timeline.add_argument(
        "--export", metavar="PATH", action="append", required=True, help="an exported file; repeatable"
    )
    timeline.add_argument(
        "--handles", metavar="N", type=_count, default=0, help="of the exports (default: 0)"
    )
    timeline.add_argument("--name", metavar="NAME", default="", help="of the timeline (default: the file's)")


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f'"{text}" is no whole number from 0')
    return int(text)


def _frames(text: str) -> range:
    first, _, last = text.partition("-")
    last = last or first
    if not (first.isdecimal() and last.isdecimal()) or int(last) < int(first):
        raise argparse.ArgumentTypeError(f'"{text}" is not F or A-B: frames are whole numbers from 0')
    return range(int(first), int(last) + 1)
