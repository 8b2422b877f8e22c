"""The commands for models (listed, measured, trained) as argparse sees them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

MODEL_COMMANDS = ("models", "eval", "train", "pseudo-label")
# Those of app.engine.following, which is not imported here.
POLICIES = ("recent", "motion", "distractor", "tree")
DEVICES = ("auto", "cpu", "cuda", "mps")
_STARTS = ("mask", "box", "clicks")

_EVAL = """\
DATASET has JPEGImages/NAME/*.jpg and Annotations/NAME/*.png, as DAVIS has; for clicks on stills it may have
an index.tsv (columns set, image, labels) instead. What cannot be used is named, skipped and counted.

  masklet eval vos DATASET --start clicks 3 --report scores
  masklet eval clicks STILLS --set bsds500
  masklet eval clicks DATASET --mode offline
"""

_VOS = """\
Objects are given on the first frame of each video, and J and F of the others are measured as DAVIS 2017
defines them: first and last frame do not count, no pixel belongs to two objects, means are over objects.

  masklet eval vos DATASET
  masklet eval vos DATASET --start clicks 3 --report scores
"""

_CLICKS = """\
A careful user clicks in the middle of the object, then in the middle of the largest error.
  stills    mean IoU of every object of every picture (of a video its first frame) after 1, 2, ... clicks
  offline   3 clicks on the first frame, the whole video, 3 clicks on its worst frame, and so on
  online    3 clicks on the first frame, then one pass, with 3 clicks on each frame of which J is under .75

  masklet eval clicks STILLS --set bsds500 --limit 100
  masklet eval clicks DATASET --mode online --report scores
"""

_PSEUDO = """\
Objects that are found in the middle of every stretch are tracked to both ends, and from there back. Where
both ways agree the track is kept, as a video of FOLDER in the form of DAVIS: name FOLDER under `clips` in a
training configuration. FOLDER/look has a picture of each; delete those that you do not like from
FOLDER/JPEGImages. Ctrl-C keeps what was found so far.

  masklet pseudo-label footage/*.mp4 --out pseudo --agreement 0.85
"""

MakeCommand = Callable[[str, str, str], argparse.ArgumentParser]  # name, title, epilog


def add_model_commands(command: MakeCommand) -> None:
    _models(command("models", "list, download, import and verify models", ""))
    _eval(command("eval", "measure a model on a benchmark", _EVAL))
    train = command("train", "train a model as a TOML file says", "")
    train.add_argument("config", metavar="CONFIG", type=Path)
    train.add_argument("--resume", action="store_true", help="go on from the last checkpoint")
    _pseudo_label(command("pseudo-label", "make tracks of unlabelled clips to train on", _PSEUDO))


def _pseudo_label(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("clips", metavar="CLIP", type=Path, nargs="+")
    add("--out", metavar="FOLDER", type=Path, required=True)
    add("--agreement", metavar="IOU", type=_share, default=0.8, help="of both ways, at least (default: 0.8)")
    add("--objects", metavar="N", type=_count, default=4, help="of a stretch at most (default: 4)")
    add("--frames", metavar="N", type=_count, default=48, help="of a stretch (default: 48)")
    add("--step", metavar="N", type=_count, default=2, help="take one frame in N (default: 2)")
    add("--least", metavar="N", type=_count, default=8, help="frames of a track at least (default: 8)")
    add("--model", metavar="NAME", default="", help="see: masklet models list")
    add("--device", choices=DEVICES, default="auto")


def _models(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(metavar="ACTION", dest="action", required=True)
    listing = actions.add_parser("list", help="all models, and which of them are on this computer")
    listing.add_argument("--json", action="store_true", help="as JSON")
    actions.add_parser("download", help="fetch a published model").add_argument("name", metavar="NAME")
    actions.add_parser("import", help="take in the weights of a SAM 2 model").add_argument(
        "file", metavar="FILE", type=Path
    )
    actions.add_parser("verify", help="compare weights with the published digests").add_argument(
        "names", metavar="NAME", nargs="*"
    )


class _Start(argparse.Action):
    """`mask`, `box`, `clicks` or `clicks N`, as (kind, clicks)."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        kind, *rest = [str(v) for v in values or ()]
        count = rest[0] if rest else "3"
        if kind not in _STARTS or len(rest) > (kind == "clicks") or not count.isdecimal() or int(count) < 1:
            parser.error(f"{option_string} is mask, box or clicks N, after the data set")
        setattr(namespace, self.dest, (kind, int(count)))


def _eval(parser: argparse.ArgumentParser) -> None:
    protocols = parser.add_subparsers(metavar="PROTOCOL", dest="protocol", required=True)
    vos = _protocol(protocols, "vos", "track from the first frame: from masks, boxes or clicks", _VOS)
    vos.add_argument(
        "--start", nargs="+", action=_Start, default=("mask", 0), metavar="mask | box | clicks N",
        help="how objects are given (default: mask)",
    )  # fmt: skip
    vos.add_argument("--policy", choices=POLICIES, default="", help="of memory (default: as published)")
    clicks = _protocol(protocols, "clicks", "click as a user does, where the answer is wrong", _CLICKS)
    add = clicks.add_argument
    add("--mode", choices=("stills", "offline", "online"), default="stills", help="default: stills")
    add("--clicks", metavar="N", type=_count, help="on a picture (default: 5) or frame (default: 3)")
    add("--frames", metavar="N", type=_count, default=8, help="videos: frames clicked at most (default: 8)")
    add("--start", choices=("click", "box"), default="click", help="stills: the first prompt")
    add("--set", metavar="NAME", action="append", default=[], help="stills: only this set; repeatable")
    add("--least", metavar="PERCENT", type=_percent, default=0.0, help="stills: leave out smaller objects")
    add("--limit", metavar="N", type=_count, help="stills: only so many pictures, evenly spread")


def _protocol(protocols: Any, name: str, title: str, epilog: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = protocols.add_parser(
        name,
        help=title,
        description=title[0].upper() + title[1:] + ".",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("dataset", metavar="DATASET", type=Path)
    parser.add_argument("--model", metavar="NAME", default="", help="see: masklet models list")
    parser.add_argument("--names", metavar="FILE", type=Path, help="only the videos that it names")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write all scores here, too")
    parser.add_argument(
        "--report", metavar="FOLDER", type=Path, help="Markdown, CSV, JSON and pictures of what went worst"
    )
    parser.add_argument("--device", choices=DEVICES, default="auto")
    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f'"{text}" is no whole number from 1')
    return int(text)


def _percent(text: str) -> float:
    return _number(text, 100)


def _share(text: str) -> float:
    return _number(text, 1)


def _number(text: str, most: int) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= most:
        raise argparse.ArgumentTypeError(f'"{text}" is not between 0 and {most}')
    return value
