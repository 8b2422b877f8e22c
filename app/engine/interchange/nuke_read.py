"""An EXR export as nodes of Nuke: a Read, and for each masklet a Shuffle and a Copy of its matte."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from app.engine.export.cryptomatte import LAYER  # Nuke has a node of its own for these
from app.engine.interchange.going_out import placed
from app.errors import UserFacingError

_NUMBERED: Final = re.compile(r"(.*?)(\d+)\.exr")
_ACROSS, _DOWN = 180, 90  # between nodes


def write_read_nodes(folder: Path, path: Path) -> tuple[str, ...]:
    """Write the nodes for the EXR images of a folder, with their real numbers; the layers that they have.

    Raises UserFacingError for a folder without numbered EXR images, or one that lacks images in between.
    """
    prefix, digits, first, last = _sequence(folder)
    layers = _layers(folder / f"{prefix}{first:0{digits}d}.exr")
    pattern = (folder.absolute() / f"{prefix}%0{digits}d.exr").as_posix()
    lines = [_node("Read", _read(pattern, first, last), 0, 0, inputs=0), "set N1 [stack 0]\n"]
    for column, layer in enumerate(layers, start=1):
        shuffle = {"in": layer, "red": "alpha", "green": "alpha", "blue": "alpha", "name": f"Shuffle_{layer}"}
        copy = {"from0": "rgba.alpha", "to0": "rgba.alpha", "name": f"Copy_{layer}"}
        # The stack's top is the first input, B: the picture. The matte below it is A.
        lines += ["push $N1\n", _node("Shuffle", shuffle, column, 1), "push $N1\n"]
        lines += [_node("Unpremult", {}, 0, 1 + column), _node("Copy", copy, column, 2, inputs=2)]
        lines.append(_node("Premult", {}, column, 3))  # the picture was multiplied by all mattes together
    with placed(path, is_folder=False) as partial:
        partial.write_text("".join(lines), encoding="utf-8")
    return layers


def _read(pattern: str, first: int, last: int) -> dict[str, str]:
    if re.search(r'["\\$\[\]{}]', pattern):
        raise UserFacingError(
            "The folder's name has signs that a Nuke script cannot hold.", "Rename it without them."
        )
    span = {"first": str(first), "last": str(last), "origfirst": str(first), "origlast": str(last)}
    return {"file": f'"{pattern}"', **span, "origset": "true", "name": "Read_masklets"}


def _node(kind: str, knobs: dict[str, str], column: int, row: int, inputs: int | None = None) -> str:
    words = knobs if inputs in (None, 1) else {"inputs": str(inputs), **knobs}
    place = {"xpos": str(column * _ACROSS), "ypos": str(row * _DOWN)}
    lines = "".join(f" {name} {value}\n" for name, value in {**words, **place}.items())
    return f"{kind} {{\n{lines}}}\n"


def _sequence(folder: Path) -> tuple[str, int, int, int]:
    """What stands before the numbers, their digits, the first and the last number."""
    names = [f.name for f in folder.iterdir()] if folder.is_dir() else []
    found = sorted((int(m[2]), m[1], len(m[2])) for name in names if (m := _NUMBERED.fullmatch(name)))
    if not found or len({prefix for _, prefix, _ in found}) > 1:
        raise UserFacingError(
            f"{folder.name} is no folder of one EXR sequence.", "Export as exr first, and name that folder."
        )
    first, prefix, digits = found[0]
    last = found[-1][0]
    if last - first + 1 != len(found):
        raise UserFacingError(f"Images of {folder.name} are missing.", "Export the rest first.")
    return prefix, digits, first, last


def _layers(image: Path) -> tuple[str, ...]:
    import OpenEXR

    try:
        with OpenEXR.File(str(image), header_only=True) as file:
            names = [str(c.name) for part in file.parts for c in part.header["channels"]]
    except (RuntimeError, TypeError, ValueError) as error:
        raise UserFacingError(f"{image.name} cannot be read.", "Export it again.") from error
    layers = (n.removesuffix(".A") for n in names if n.endswith(".A") and not n.startswith(LAYER))
    return tuple(dict.fromkeys(layers))
