"""KIND~FEATHER:CORNERS@FRAME:EASING/CORNERS@FRAME...: a shape of a matte as the command line has it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from app.cli.exits import UsageError
from app.cli.value_words import easing_of, frame_number
from app.document.keyframes import Curve, Easing, Keyframe
from app.document.matte import POINT_VALUES, SHAPE_KINDS, ShapeKind
from app.document.shape_edits import LEAST_POINTS
from app.document.shape_path import Path

_FORM = "KIND:X,Y;X,Y;X,Y@FRAME, with /X,Y;X,Y;X,Y@FRAME for each keyframe more"
_CORNERS = 3  # that a polygon needs


@dataclass(frozen=True)
class ShapeWord:
    """What one --shape says."""

    kind: ShapeKind
    feather: float
    path: Curve


def shape_word(word: str) -> ShapeWord:
    """Raises UsageError. A corner is X,Y; a point of a curve has its handles too: X,Y,BX,BY,AX,AY."""
    head, colon, rest = word.partition(":")
    if not colon:
        raise UsageError(f'--shape "{word}": it has to be {_FORM}.')
    kind, tilde, feather = head.partition("~")
    keys = [_keyframe(part, word) for part in rest.split("/")]
    if len({len(path) for _, path, _ in keys}) > 1:
        raise UsageError(f'--shape "{word}": every keyframe has to have as many points as the first.')
    try:
        curve = Curve(tuple(Keyframe(*key) for key in keys))
    except ValueError:
        raise UsageError(f'--shape "{word}": its keyframes have to be in order, one on each frame.') from None
    softness = _number(feather, word) if tilde else 0.0
    if softness < 0:
        raise UsageError(f'--shape "{word}": a feather is 0 or more.')
    return ShapeWord(_kind(kind), softness, curve)


def _keyframe(text: str, word: str) -> tuple[int, Path, Easing]:
    points, _, when = text.partition("@")
    frame, _, easing = (when or "0").partition(":")
    return frame_number(frame, word), _path(points, word), easing_of(easing or "linear", word)


def _path(text: str, word: str) -> Path:
    points = [[_number(value, word) for value in point.split(",")] for point in text.split(";")]
    if any(len(point) not in (2, POINT_VALUES) for point in points):
        raise UsageError(f'--shape "{word}": it has to be {_FORM}.')
    curved = any(len(point) > 2 for point in points)
    if len(points) < (LEAST_POINTS if curved else _CORNERS):
        raise UsageError(f'--shape "{word}": a shape needs three corners, or two points with handles.')
    return tuple(value for point in points for value in (*point, 0.0, 0.0, 0.0, 0.0)[:POINT_VALUES])


def _number(text: str, word: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise UsageError(f'--shape "{word}": it has to be {_FORM}.')
    return number


def _kind(text: str) -> ShapeKind:
    for kind in SHAPE_KINDS:
        if text == kind:
            return kind
    raise UsageError(f'There is no kind of shape "{text}". There are: {", ".join(SHAPE_KINDS)}.')
