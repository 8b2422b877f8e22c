"""The command line as argparse sees it. Light on purpose: `masklet --help` imports none of the engine."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from app import __version__
from app.cli.parser_effects import EFFECT_COMMANDS, add_effect_commands
from app.cli.parser_models import DEVICES, MODEL_COMMANDS, POLICIES, add_model_commands
from app.cli.parser_projects import PROJECT_COMMANDS, add_project_commands
from app.cli.progress import STYLES
from app.engine.export.formats import CONTENTS, FORMATS, PARTS

COMMANDS = (
    "track",
    "segment",
    "matte",
    "export",
    "interchange",
    "demo",
    "info",
    "queue",
    "doctor",
    *EFFECT_COMMANDS,
    *MODEL_COMMANDS,
    *PROJECT_COMMANDS,
)
SAMPLE = "--sample"
# Those of app.engine.conform.timeline, not imported either.
TIMELINES = ("otio", "fcpxml", "edl")
# Those of app.engine.interchange, not imported either.
MASK_SETS = ("davis", "coco", "sav", "yolo")
SHAPE_FILES = ("nuke-roto", "ae", "silhouette", "fusion")

_OVERVIEW = """\
Click on an object in a clip, get a tracked matte that can be delivered.

  masklet                     open the window
  masklet CLIP | P.masklet    open the window on a clip or a project
  masklet --sample            open the window on the sample project
  masklet COMMAND ...         work without a window: the commands are below
"""
_EXITS = (
    "Exit codes: 0 done, 1 error, 2 wrong usage, 130 cancelled. Progress goes to stderr, results to stdout."
)
_PROMPTS = """\
Prompts, repeatable; X and Y are pixels of the clip from its top left, F is a frame counted from 0:
  --click X,Y@F           on the object
  --click X,Y:-@F         off the object
  --box X0,Y0,X1,Y1@F     around the object
  --mask FILE@F           a picture of the object's mask, as large as the clip, white inside
  --object NAME           begins the next masklet: the prompts that follow belong to it

Tracks from the prompts both ways to the ends of the shot, or of --in and --out. With a project it goes on:
what is stale or missing is tracked, locked frames are never written, and -o may be left out.
An existing P.masklet is replaced once the new one is whole. Ctrl-C saves what was tracked.

  masklet track clip.mp4 --click 640,360@0 -o p.masklet
  masklet track clip.mp4 --object car --box 40,80,300,220@0 --object dog --click 500,300@12 -o p.masklet
  masklet track draft.masklet --model sam2.1_hiera_large --again -o final.masklet
"""

_MATTES = """\
Without --set, --shape, --holdout and --reset nothing is changed. Lengths are in source pixels. A value with
@F is a keyframe on frame F; EASING is linear, ease, ease_in, ease_out or hold. KIND is garbage (what lies
outside is removed), holdout (what lies inside is removed) or core (what lies inside is solid); PX: feather.
A shape's further keyframes follow after a /; a point of a curve is X,Y,BX,BY,AX,AY: its handles lie from it.

  masklet matte p.masklet --set refine=fine --set band_px=8 --set stabilise=1
  masklet matte p.masklet --set feather_px=0@0 --set feather_px=12@48:ease
  masklet matte p.masklet --shape "holdout~6:40,80;300,80;300,220@0:ease/90,80;350,80;350,220@24"
  masklet matte p.masklet --report
"""

_EXPORTS = """\
The work area of the project is written, or --in to --out. What is written is decoded again: where a frame is
not what it has to be, the export fails. An existing file is replaced once the new one is whole. Ctrl-C leaves
nothing behind. PATH may hold {clip}, {masklet}, {content}, {first}, {date} and more (help page: Export).

  masklet export p.masklet --format prores4444 -o out.mov
  masklet export p.masklet --format exr --cryptomatte --start 1001 -o "shots/{clip}_{content}"
"""

_SETS = """\
  davis   a folder of palette pictures        coco   one file of JSON with run lengths
  yolo    a folder of labels with polygons    sav    one file of JSON as in SA-V

  masklet interchange p.masklet --to coco -o masks.json
  masklet interchange p.masklet --to nuke-roto --error 0.5 -o roto.nk
  masklet interchange clip.mp4 --from Annotations/dog --as prompts -o p.masklet
"""


def is_command_line(words: Sequence[str]) -> bool:
    """False where the words ask for the window."""
    return bool(words) and (words[0] in COMMANDS or words[0] in ("-h", "--help", "--version"))


def build_parser() -> argparse.ArgumentParser:
    """Each command sets `run`, a function of the parsed arguments that returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="masklet",
        description=_OVERVIEW,
        epilog=_EXITS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="masklet [CLIP | P.masklet | COMMAND ...]",
    )
    parser.add_argument("--version", action="version", version=f"masklet {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", title="commands", prog="masklet", required=True)
    for add in (
        _track,
        _segment,
        _matte,
        _export,
        _interchange,
        _demo,
        _info,
        _queue,
        _doctor,
    ):
        add(commands)
    add_effect_commands(lambda name, title, epilog: _command(commands, name, title, epilog))
    add_model_commands(lambda name, title, epilog: _command(commands, name, title, epilog))
    add_project_commands(lambda name, title, epilog: _command(commands, name, title, epilog))
    return parser


class PromptWord(argparse.Action):
    """Keeps the prompts of all kinds in the order in which they were given, as (kind, text)."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        words: list[tuple[str, str]] = getattr(namespace, "prompts", None) or []
        namespace.prompts = [*words, ((option_string or "").removeprefix("--"), str(values))]


Commands = Any  # argparse keeps the type of add_subparsers() to itself


def _lazy(module: str) -> Callable[[argparse.Namespace], int]:
    """The `run` of a command's module, imported when the command runs."""

    def run(args: argparse.Namespace) -> int:
        return importlib.import_module(f"app.cli.{module}").run(args)

    return run


def _command(commands: Commands, name: str, title: str, epilog: str = "") -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=title,
        description=title[0].upper() + title[1:] + ".",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.set_defaults(run=_lazy(name.replace("-", "_")))
    return parser


def _track(commands: Commands) -> None:
    parser = _command(commands, "track", "track objects through a clip and save a project", _PROMPTS)
    parser.set_defaults(prompts=[])
    parser.add_argument("clip", metavar="CLIP | P.masklet", type=Path)
    for kind, form in (("click", "X,Y@F"), ("box", "X0,Y0,X1,Y1@F"), ("mask", "FILE@F"), ("object", "NAME")):
        parser.add_argument(f"--{kind}", metavar=form, action=PromptWord, default=argparse.SUPPRESS)
    parser.add_argument("-o", "--output", metavar="P.masklet", type=Path)
    parser.add_argument(
        "--into",
        metavar="P.masklet",
        type=Path,
        help="take the answers into this project too, as it is by then: the first one is a copy of it",
    )
    parser.add_argument("--across-cuts", action="store_true", help="go on over cuts between shots")
    parser.add_argument(
        "--again", action="store_true", help="track a project anew with --model, and say where the two differ"
    )
    parser.add_argument("--reacquire", action="store_true", help="look for the objects in the other shots")
    _add_range(parser)
    parser.add_argument(
        "--policy",
        choices=POLICIES,
        default="",
        help="which of its past a masklet looks back on (default: distractor)",
    )
    parser.add_argument(
        "--window",
        choices=("auto", "off"),
        default="",
        help="auto (default): a small object in a large frame is tracked in a window that follows it",
    )
    parser.add_argument(
        "--exclusive", action="store_true", help="no pixel belongs to two masklets: the surer one owns it"
    )
    parser.add_argument("--model", metavar="NAME", default="", help="see: masklet models list")
    parser.add_argument(
        "--colourspace", metavar="NAME", default="", help="colour space of a log or linear clip, as ACEScg"
    )
    _add_device(parser)
    _add_progress(parser)


def _matte(commands: Commands) -> None:
    parser = _command(commands, "matte", "show, set and measure what is done to mattes", _MATTES)
    parser.add_argument("project", metavar="P.masklet", type=Path)
    parser.add_argument(
        "--masklet", metavar="NAME", action="append", help="only this one; repeatable", default=[]
    )
    parser.add_argument("--set", metavar="NAME=VALUE[@F[:EASING]]", action="append", default=[])
    parser.add_argument("--shape", metavar="KIND[~PX]:X,Y;X,Y;X,Y@F[:EASING]", action="append", default=[])
    parser.add_argument(
        "--holdout", metavar="NAME", action="append", default=[], help="a masklet that lies in front"
    )
    parser.add_argument("--reset", action="store_true", help="set all values back first")
    parser.add_argument("--report", action="store_true", help="measure how much the edges boil")
    parser.add_argument("-o", "--output", metavar="P.masklet", type=Path, help="default: the same project")
    _add_range(parser)


def _segment(commands: Commands) -> None:
    parser = _command(
        commands,
        "segment",
        "find the objects on a frame without prompts",
        "Each object becomes a masklet with its mask as the prompt; the surest is the first. Open the\n"
        "project in the window, remove what you do not want, and track.\n\n"
        "  masklet segment clip.mp4 --frame 12 -o p.masklet",
    )
    parser.add_argument("clip", metavar="CLIP", type=Path)
    parser.add_argument("--frame", metavar="F", type=_frame, default=0, help="default: 0")
    parser.add_argument("-o", "--output", metavar="P.masklet", type=Path, required=True)
    parser.add_argument("--most", metavar="N", type=_frame, default=12, help="objects at most (default: 12)")
    parser.add_argument("--model", metavar="NAME", default="", help="see: masklet models list")
    _add_device(parser)


def _export(commands: Commands) -> None:
    parser = _command(commands, "export", "render a project to a movie or an image sequence", _EXPORTS)
    parser.add_argument("project", metavar="P.masklet", type=Path)
    parser.add_argument("--format", metavar="NAME", required=True, help=f"one of: {', '.join(FORMATS)}")
    parser.add_argument(
        "-o",
        "--output",
        metavar="PATH",
        type=Path,
        required=True,
        help="the file; for a sequence, its folder",
    )
    parser.add_argument(
        "--masklet", metavar="NAME", action="append", help="only this one; repeatable", default=[]
    )
    _add_range(parser)
    _add_progress(parser)
    _add_contents(parser)
    _add_numbers(parser)


def _add_contents(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument_group("what is written").add_argument
    add("--content", choices=tuple(CONTENTS), help="the format's own unless given")
    add("--part", choices=tuple(PARTS), default="whole", help="of mattes; both: as layers of EXR, too")
    add("--core", metavar="PX", type=float, default=4.0, help="how far inside the edge the core begins")
    add("--holdout", metavar="NAME", action="append", default=[], help="take this masklet's matte away")
    add("--alpha", choices=("straight", "premultiplied"))
    add("--depth", choices=("8", "16", "half", "float"), help="bits of each channel")
    add("--scale", metavar="X", type=float, default=1.0, help="0.5 for half the width and height")
    add("--compression", metavar="NAME", default="", help="of TIFF and EXR")
    add("--layers", choices=("on", "off"), default="on", help="EXR: a layer for each masklet")
    add("--multipart", action="store_true", help="EXR: a part for each layer")
    add("--cryptomatte", action="store_true", help="EXR: with Cryptomatte")
    add("--sound", choices=("copy", "mix", "none"), default="copy", help="mix: all tracks as one in stereo")


def _add_numbers(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument_group("numbers and proof").add_argument
    add("--start", metavar="N", type=_frame, help="number of the first image, such as 1001")
    add("--padding", metavar="N", type=_frame, help="digits of the images' numbers")
    add("--handles", metavar="N", type=_frame, default=0, help="frames more at both ends")
    add("--timecode", metavar="TC", default="source", help="HH:MM:SS:FF of the first frame, or none")
    add("--chunk", metavar="A-B", help="only these frames, into the folder that other chunks go to")
    add("--timeline", choices=TIMELINES, help="beside the result: the clip, and the export above it")
    add(
        "--unhidden",
        choices=("refuse", "report"),
        default="refuse",
        help="frames on which what must be hidden may be seen: no export (default), or a list beside it",
    )
    add("--report", action="store_true", help="write the proof of frame identity beside the result")


def _interchange(commands: Commands) -> None:
    title = "write masks as a data set or as animated shapes, or read them as masklets"
    parser = _command(commands, "interchange", title, _SETS)
    parser.add_argument(
        "path",
        metavar="PATH",
        type=Path,
        help="a project; to read masks, also a clip; for nuke, a folder of EXR",
    )
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument("--to", choices=(*MASK_SETS, *SHAPE_FILES, "nuke"), help="what to write")
    way.add_argument("--from", metavar="MASKS", dest="source", type=Path, help="read masks from here")
    parser.add_argument("-o", "--output", metavar="PATH", type=Path, required=True)
    parser.add_argument(
        "--masklet", metavar="NAME", action="append", help="only this one; repeatable", default=[]
    )
    parser.add_argument(
        "--as",
        dest="way",
        choices=("prompts", "locked"),
        default="locked",
        help="a prompt on the first frame that has a mask, or all masks as a track that nothing changes",
    )
    parser.add_argument(
        "--error", metavar="PX", type=float, default=1.0, help="of shapes, in pixels (default: 1)"
    )
    _add_range(parser)


def _demo(commands: Commands) -> None:
    parser = _command(commands, "demo", "track, cut out and export the sample clip")
    parser.add_argument(
        "-o", "--output", metavar="DIR", type=Path, default=Path("masklet-demo"), help="default: masklet-demo"
    )
    _add_device(parser)


def _info(commands: Commands) -> None:
    parser = _command(commands, "info", "say what is known of a clip or a project")
    parser.add_argument("path", metavar="PATH", type=Path)
    parser.add_argument("--json", action="store_true", help="as JSON")


_QUEUE = """\
A job is a command that waits its turn; jobs survive a crash of whatever runs them.

  masklet queue add export p.masklet --format prores4444 -o out.mov
  masklet queue run
"""


def _queue(commands: Commands) -> None:
    parser = _command(commands, "queue", "let tracking and exports wait their turn", _QUEUE)
    actions = parser.add_subparsers(metavar="ACTION", dest="action", required=True)
    add = actions.add_parser("add", help="add a track or export command; prints the job's number")
    add.add_argument("--title", metavar="TEXT", default="", help="how the job is called in lists")
    add.add_argument("words", metavar="COMMAND ...", nargs=argparse.REMAINDER)
    actions.add_parser("list", help="all jobs").add_argument("--json", action="store_true", help="as JSON")
    run = actions.add_parser("run", help="run the jobs, one after the other, until all have ended")
    run.add_argument("--wait", action="store_true", help="then wait for more, until Ctrl-C")
    _add_progress(run)
    actions.add_parser("pause", help="begin no job, and hold the running one")
    actions.add_parser("resume", help="go on")
    for name, title in (
        ("retry", "let an ended job wait again"),
        ("cancel", "stop a job"),
        ("remove", "take a job out"),
        ("move", "put a job at another position"),
    ):
        one = actions.add_parser(name, help=title)
        one.add_argument("job", metavar="JOB", type=int, help="its number")
        if name == "move":
            one.add_argument("position", metavar="POSITION", type=_frame, help="0 is the first")
    watch = actions.add_parser("watch", help="add jobs for all that is put into a folder")
    watch.set_defaults(prompts=[])
    watch.add_argument("folder", metavar="FOLDER", type=Path)
    watch.add_argument("--format", metavar="NAME", required=True)
    watch.add_argument("-o", "--output", metavar="DIR", type=Path, required=True)
    for kind, form in (("click", "X,Y@F"), ("box", "X0,Y0,X1,Y1@F"), ("object", "NAME")):
        watch.add_argument(f"--{kind}", metavar=form, action=PromptWord, default=argparse.SUPPRESS)


def _doctor(commands: Commands) -> None:
    parser = _command(commands, "doctor", "check this installation and this computer")
    parser.add_argument("--json", action="store_true", help="as JSON")


def _add_range(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--in", metavar="F", dest="first", type=_frame, help="the first frame")
    parser.add_argument("--out", metavar="F", dest="last", type=_frame, help="the last frame")


def _add_device(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--device", choices=DEVICES, default="auto")


def _add_progress(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--progress",
        choices=STYLES,
        default="text",
        help="on stderr: text for people, JSON lines for scripts, or what Open Job Description reads",
    )


def _frame(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f'"{text}" is not a frame: frames are whole numbers from 0')
    return int(text)
