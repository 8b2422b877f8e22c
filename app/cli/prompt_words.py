"""The prompts of a command line, in order: --object car --box 40,80,300,220@0 --click 60,90:-@0 ..."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.cli.exits import UsageError
from app.document import edits
from app.document.media import Media
from app.document.project import Project
from app.document.prompts import Box, Click
from app.errors import UserFacingError

_NUMBER = r"-?\d+(?:\.\d+)?"
_CLICK = re.compile(rf"({_NUMBER}),({_NUMBER})(:[+-])?@(\d+)")
_BOX = re.compile(rf"({_NUMBER}),({_NUMBER}),({_NUMBER}),({_NUMBER})@(\d+)")
_MASK = re.compile(r"([^\0]+)@(\d+)")


@dataclass(frozen=True)
class PromptWord:
    """One prompt as it was given; a mask is still the path of its picture."""

    text: str  # for messages: "--click 640,360@0"
    frame: int
    prompt: Click | Box | Path


@dataclass(frozen=True)
class MaskletWords:
    """The prompts of one masklet; "" is a name to be chosen."""

    name: str
    prompts: tuple[PromptWord, ...]


def parse_prompts(words: Sequence[tuple[str, str]]) -> tuple[MaskletWords, ...]:
    """The masklets that the words describe. Raises UsageError for what cannot be understood."""
    names: list[str] = []
    prompts: list[list[PromptWord]] = []
    for kind, text in words:
        if kind == "object" or not names:
            names.append(text if kind == "object" else "")
            prompts.append([])
        if kind != "object":
            prompts[-1].append(_parse(kind, text))
    masklets = tuple(MaskletWords(n, tuple(p)) for n, p in zip(names, prompts, strict=True))
    _check(masklets)
    return masklets


def add_prompts(project: Project, masklets: Sequence[MaskletWords]) -> Project:
    """The project with these masklets. Raises UserFacingError for what does not fit its clip."""
    media = project.media
    assert media is not None
    for words in masklets:
        masklet_id = project.next_id
        project = edits.add_masklet(project, words.name)
        for word in words.prompts:
            _check_frame(word, media)
            project = _add(project, masklet_id, word, media)
    return project


def _parse(kind: str, text: str) -> PromptWord:
    parse = {"click": _click, "box": _box, "mask": _mask}[kind]
    return parse(text)


def _click(text: str) -> PromptWord:
    found = _CLICK.fullmatch(text)
    if not found:
        raise _not_understood("click", text, "X,Y@F or X,Y:-@F, for instance 640,360@0")
    x, y, sign, frame = found.groups()
    return PromptWord(f"--click {text}", int(frame), Click(float(x), float(y), positive=sign != ":-"))


def _box(text: str) -> PromptWord:
    found = _BOX.fullmatch(text)
    if not found:
        raise _not_understood("box", text, "X0,Y0,X1,Y1@F, for instance 40,80,300,220@0")
    x0, y0, x1, y1 = (float(n) for n in found.groups()[:4])
    if x0 == x1 or y0 == y1:
        raise UsageError(f"--box {text} has no area.")
    corners = Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return PromptWord(f"--box {text}", int(found.group(5)), corners)


def _mask(text: str) -> PromptWord:
    found = _MASK.fullmatch(text)
    if not found:
        raise _not_understood("mask", text, "FILE@F, for instance mask.png@0")
    return PromptWord(f"--mask {text}", int(found.group(2)), Path(found.group(1)))


def _not_understood(kind: str, text: str, form: str) -> UsageError:
    return UsageError(f"--{kind} {text} is not understood: it is written {form}.")


def _check(masklets: Sequence[MaskletWords]) -> None:
    if not masklets:
        raise UsageError("Say where the object is: --click X,Y@F, --box X0,Y0,X1,Y1@F or --mask FILE@F.")
    names = [m.name for m in masklets if m.name]
    for masklet in masklets:
        if not masklet.prompts:
            raise UsageError(
                f"--object {masklet.name} has no prompt: a --click, --box or --mask must follow."
            )
        if names.count(masklet.name) > 1:
            raise UsageError(f"--object {masklet.name} is there twice: each masklet needs a name of its own.")


def _check_frame(word: PromptWord, media: Media) -> None:
    if word.frame >= media.frame_count:
        last = media.frame_count - 1
        raise UserFacingError(
            f"{word.text} is beyond the end of {media.path.name}, which has {media.frame_count} frames.",
            f"Frames are counted from 0: the last one is {last}.",
        )


def _add(project: Project, masklet_id: int, word: PromptWord, media: Media) -> Project:
    prompt = word.prompt
    if isinstance(prompt, Path):
        from app.engine.mask_file import read_mask

        mask = read_mask(prompt, media.width, media.height)
        return edits.set_mask(project, masklet_id, word.frame, mask)
    if isinstance(prompt, Box):
        left, top, right, bottom = prompt.x0, prompt.y0, prompt.x1, prompt.y1
        inside = 0 <= left < right <= media.width and 0 <= top < bottom <= media.height
        _check_inside(word, media, inside=inside)
        return edits.set_box(project, masklet_id, word.frame, prompt)
    _check_inside(word, media, inside=0 <= prompt.x < media.width and 0 <= prompt.y < media.height)
    return edits.add_click(project, masklet_id, word.frame, prompt)


def _check_inside(word: PromptWord, media: Media, *, inside: bool) -> None:
    if not inside:
        raise UserFacingError(
            f"{word.text} is outside the picture of {media.path.name}, "
            f"which is {media.width} x {media.height} pixels.",
            "X and Y are counted from 0 at the top left.",
        )
