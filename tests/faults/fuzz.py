"""Damaged and hostile inputs, made by chance from sound ones; the same seed gives the same inputs."""

from __future__ import annotations

import random
import sqlite3
import string
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

from app.cli.exits import UsageError
from app.cli.parser import build_parser
from app.cli.prompt_words import add_prompts, parse_prompts
from app.document import edits
from app.engine.media_reader import open_media
from app.engine.project_file import load_project, save_project
from app.errors import UserFacingError

REFUSED = (UserFacingError, UsageError)  # how bad input may end: a sentence for the user
Try = Callable[[random.Random], None]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, lost, doubled or put in."""
    changed = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 8])):
        at = chance.randrange(len(changed) + 1)
        kind = chance.randrange(5)
        if kind == 0:
            changed[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            del changed[at : at + chance.choice([1, 4, 50, 1000])]
        elif kind == 2:
            changed[at:at] = chance.choice([b"\xff\xff\xff\xff", b"\0" * 8, b"[", b'"', b"-", b"9" * 30])
        elif kind == 3:
            other = chance.randrange(len(changed) + 1)
            changed[at : at + 8] = changed[other : other + 8]
        else:
            changed[at : at + 4] = chance.choice([b"\x7f\xff\xff\xff", b"\x80\0\0\0", b"\0\0\0\1"])
    return bytes(changed)


def projects(sound: Path, folder: Path) -> Try:
    """Opens damaged copies of a project, and saves again what does open."""
    whole = sound.read_bytes()
    with closing(sqlite3.connect(sound)) as file:
        facts = dict(file.execute("SELECT id, json FROM facts").fetchall())

    def one(chance: random.Random) -> None:
        path = folder / "p.masklet"
        by_value = chance.random() < 0.6  # a sound database around a damaged value
        path.write_bytes(whole if by_value else mutated(whole, chance))
        if by_value:
            number = chance.choice(list(facts))
            text = mutated(facts[number].encode(), chance).decode(errors="replace")
            with closing(sqlite3.connect(path)) as file, file:
                file.execute("UPDATE facts SET json = ? WHERE id = ?", (text, number))
        with suppress(*REFUSED):
            save_project(load_project(path), folder / "again.masklet")

    return one


def media(sound: list[Path], folder: Path) -> Try:
    """Opens damaged clips and pictures, and reads a frame at each end of what does open."""
    originals = [(path.suffix, path.read_bytes()) for path in sound]

    def one(chance: random.Random) -> None:
        suffix, data = chance.choice(originals)
        path = folder / f"clip{suffix}"
        path.write_bytes(mutated(data, chance))
        with suppress(*REFUSED), open_media(path) as reader:
            for frame in {0, reader.media.frame_count - 1}:
                with suppress(*REFUSED):
                    reader.read(frame)

    return one


def prompts(clip: Path) -> Try:
    """Prompt words of every kind, from nearly right to nonsense."""
    with open_media(clip) as reader:
        project = edits.open_media(reader.media)

    def one(chance: random.Random) -> None:
        words = list(_words(chance))
        try:
            args = build_parser().parse_args(["track", str(clip), "-o", "p.masklet", *words])
        except SystemExit as end:  # argparse has said what is wrong
            assert end.code == 2  # noqa: PT017
            return
        with suppress(*REFUSED):
            add_prompts(project, parse_prompts(args.prompts))

    return one


def _words(chance: random.Random) -> Iterator[str]:
    for _ in range(chance.randrange(1, 5)):
        yield chance.choice(["--click", "--box", "--mask", "--object", "--click", "--box"])
        sound = chance.choice(["6,26@0", "6,26:-@3", "1,2,30,40@0", "no.png@0", "dog"])
        yield sound if chance.random() < 0.4 else _garbled(sound, chance)


def _garbled(text: str, chance: random.Random) -> str:
    letters = list(text)
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(letters) + 1)
        letters[at : at + chance.randrange(2)] = chance.choice(
            [
                "",
                "-",
                "@",
                ",",
                ":",
                "9" * 25,
                "1e999",
                "nan",
                "../",
                "\0",
                "é",
                chance.choice(string.printable),
            ]
        )
    return "".join(letters)
