"""NAME=VALUE and NAME=VALUE@FRAME[:EASING]: values of mattes and effects as the command line has them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.cli.exits import UsageError
from app.document.keyframes import EASINGS, Easing, Keyframe, ParamValue
from app.effect_api import ParamSpec

_ON = {"on": True, "yes": True, "true": True, "off": False, "no": False, "false": False}


@dataclass(frozen=True)
class ValueWord:
    """One --set: the value still a text; with a frame it is a keyframe."""

    word: str
    name: str
    text: str
    frame: int | None
    easing: Easing

    def keyframe(self, value: ParamValue) -> Keyframe:
        return Keyframe(self.frame or 0, value, self.easing)


def value_word(word: str) -> ValueWord:
    """Raises UsageError. The frame is what follows the last @ and is a number: a path may have an @ too."""
    name, equals, rest = word.partition("=")
    if not equals:
        raise UsageError(f'--set "{word}": it has to be NAME=VALUE or NAME=VALUE@FRAME.')
    text, at, when = rest.rpartition("@")
    if not at or "." in when or "/" in when:
        return ValueWord(word, name, rest, None, "linear")
    frame, _, easing = when.partition(":")
    return ValueWord(word, name, text, frame_number(frame, word), easing_of(easing or "linear", word))


def value_of(spec: ParamSpec, name: str, text: str) -> ParamValue:
    """The value as the parameter wants it. Raises UsageError, never takes another value than was given."""
    match spec.kind:
        case "choice":
            return _known(text, spec.choices, name)
        case "switch":
            return _ON[_known(text, tuple(_ON), name)]
        case "text" | "file":
            return text
        case "colour":
            return _colour(name, text)
        case "point":
            return _point(spec, name, text)
        case "number":
            return _number(spec, name, text)


def frame_number(text: str, word: str) -> int:
    if not text.isdecimal():
        raise UsageError(f'"{word}": "{text}" is not a frame. Frames are whole numbers from 0.')
    return int(text)


def _known(text: str, choices: tuple[str, ...], name: str) -> str:
    if text not in choices:
        raise UsageError(f'{name} cannot be "{text}". It can be: {", ".join(choices)}.')
    return text


def _colour(name: str, text: str) -> ParamValue:
    found = re.fullmatch(r"#?([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})", text)
    if found is None:
        raise UsageError(f'{name} has to be a colour such as #ff8000, not "{text}".')
    return tuple(int(part, 16) / 255 for part in found.groups())


def _point(spec: ParamSpec, name: str, text: str) -> ParamValue:
    parts = text.split(",")
    if len(parts) != 2:
        raise UsageError(f'{name} has to be a place such as 0.5,0.25 (x,y), not "{text}".')
    return tuple(_number(spec, name, part) for part in parts)


def _number(spec: ParamSpec, name: str, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        raise UsageError(f'{name} has to be a number, not "{text}".') from None
    if not spec.low <= number <= spec.high:
        raise UsageError(f"{name} goes from {spec.low:g} to {spec.high:g}, not {text}.")
    return number


def easing_of(text: str, word: str) -> Easing:
    for easing in EASINGS:
        if text == easing:
            return easing
    raise UsageError(f'"{word}": the easing is one of {", ".join(EASINGS)}.')
