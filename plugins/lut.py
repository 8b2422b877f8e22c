"""3D LUT: a look from a .cube file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.effect_api import (
    Context,
    Effect,
    Matte,
    Plane,
    Rgba,
    choice,
    file,
    param,
    recoloured,
    spread,
    straight,
    within,
)

Cube = NDArray[np.float32]  # (N, N, N, 4): blue, green, red; the value, and a 0
_LARGEST = 129


@dataclass(frozen=True)
class LutParams:
    """Which look, and how much of it."""

    path: str = file(".cube", label="LUT", hint="A .cube file with a 3D table.")
    strength: float = param(1.0, low=0.0, high=1.0, label="Strength")
    between: str = choice(
        "tetrahedral",
        ("tetrahedral", "trilinear"),
        label="Between",
        hint="Tetrahedral keeps greys grey; trilinear is softer.",
    )


def apply_lut(image: Rgba, matte: Matte, params: LutParams, context: Context) -> Rgba:
    """The image in the look, by the matte. Without a file it stays as it is."""
    if not params.path or params.strength == 0:
        return image
    cube, low, high = parse_cube(context.text_file(params.path))
    look = tetrahedral if params.between == "tetrahedral" else trilinear

    def change(part: Rgba) -> Rgba:
        colours = straight(part)
        return recoloured(
            part, np.clip(look(cube, np.divide(colours - low, high - low, dtype=np.float32)), 0.0, 1.0)
        )

    return within(image, matte if params.strength == 1 else matte * np.float32(params.strength), change)


@lru_cache(maxsize=4)
def parse_cube(text: str) -> tuple[Cube, NDArray[np.float32], NDArray[np.float32]]:
    """The table with the least and the largest input (Adobe's Cube LUT specification 1.0). ValueError."""
    size, low, high, rows = 0, np.zeros(3, np.float32), np.ones(3, np.float32), list[list[float]]()
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split("#")[0].split()
        if not words or words[0] == "TITLE":
            continue
        try:
            if words[0] == "LUT_3D_SIZE":
                size = int(words[1])
            elif words[0] in ("DOMAIN_MIN", "DOMAIN_MAX"):
                bound = np.array([float(w) for w in words[1:4]], np.float32)
                low, high = (bound, high) if words[0] == "DOMAIN_MIN" else (low, bound)
            else:
                rows.append([float(w) for w in words])
        except (IndexError, ValueError) as error:
            raise ValueError(f"line {number} of the LUT: {error}") from error
    return _cube(size, low, high, rows), low, high


def _cube(size: int, low: NDArray[np.float32], high: NDArray[np.float32], rows: list[list[float]]) -> Cube:
    if not 2 <= size <= _LARGEST:
        raise ValueError(f"a 3D LUT has 2 to {_LARGEST} entries a side, not {size}")
    if len(rows) != size**3 or any(len(row) != 3 for row in rows):
        raise ValueError(f"{size**3} entries of three values are needed, and there are {len(rows)} lines")
    cube = np.zeros((size, size, size, 4), np.float32)  # rows of 16 bytes are found twice as fast
    cube[..., :3] = np.array(rows, np.float32).reshape(size, size, size, 3)
    if not np.isfinite(cube).all() or low.size != 3 or high.size != 3 or not (high > low).all():
        raise ValueError("it has values that are no numbers, or no range")
    return cube


def tetrahedral(cube: Cube, colours: Plane) -> Plane:
    """Colours (..., 3) in [0, 1] through the table: between the corners of the tetrahedron around each.

    The walk goes from the darkest corner along the axes, the one with the largest part first.
    """
    at, part, steps = _cell(cube, colours)
    (red, green, blue), (to_red, to_green, to_blue) = part, steps
    most = np.maximum(np.maximum(red, green), blue)
    least = np.minimum(np.minimum(red, green), blue)
    middle = red + green + blue - most - least
    red_first, green_first = red == most, green == most
    first = np.where(red_first, to_red, np.where(green_first, to_green, to_blue))
    # of equal parts the axis that is not yet walked comes last: the three are different axes
    last = np.where(
        (blue == least) & (first != to_blue),
        to_blue,
        np.where((green == least) & (first != to_green), to_green, to_red),
    )
    whole_cell = to_red + to_green + to_blue
    table = cube.reshape(-1, cube.shape[-1])
    result = _weighted(table, at, 1 - most)
    result += _weighted(table, at + first, most - middle)
    result += _weighted(table, at + (whole_cell - last), middle - least)
    result += _weighted(table, at + whole_cell, least)
    return result[..., :3]


def trilinear(cube: Cube, colours: Plane) -> Plane:
    """Colours (..., 3) in [0, 1] through the table: between the eight corners around each."""
    at, part, steps = _cell(cube, colours)
    table = cube.reshape(-1, cube.shape[-1])
    result = np.zeros((*colours.shape[:-1], cube.shape[-1]), np.float32)
    for corner in np.ndindex(2, 2, 2):
        weight: Matte = np.ones(colours.shape[:-1], np.float32)
        there = at
        for is_far, share, step in zip(corner, part, steps, strict=True):
            weight = weight * (share if is_far else 1 - share)
            there = there + step if is_far else there
        result += _weighted(table, there, weight)
    return result[..., :3]


def _cell(cube: Cube, colours: Plane) -> tuple[NDArray[np.int32], list[Matte], tuple[int, int, int]]:
    """The number of each colour's darkest corner; along red, green and blue part of the cell and step.

    The step is how many entries of the table lie between a corner and the next.
    """
    size = len(cube)
    steps = (1, size, size * size)
    at = np.zeros(colours.shape[:-1], np.int32)
    part: list[Matte] = []
    for channel, step in enumerate(steps):
        place = np.clip(colours[..., channel], 0.0, 1.0)
        place *= np.float32(size - 1)
        base = np.minimum(place.astype(np.int32), size - 2)
        part.append(np.subtract(place, base, dtype=np.float32))
        at += base * np.int32(step)
    return at, part, steps


def _weighted(table: Plane, at: NDArray[np.int32], weight: Matte) -> Rgba:
    found: Rgba = table.take(at, axis=0)
    found *= spread(weight) if weight.ndim == 2 else weight[..., None]
    return found


EFFECT = Effect(
    id="lut",
    title="3D LUT",
    params=LutParams,
    render_in_time=apply_lut,
    category="Colour",
    description="A look from a .cube file.",
    paints_over=True,
)
