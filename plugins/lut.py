"""3D LUT: a look from a .cube file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.effect_api import Context, Effect, Matte, Rgba, choice, file, param, recoloured, straight, within

Cube = NDArray[np.float32]  # (N, N, N, 3): blue, green, red, value
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

    return within(image, matte * np.float32(params.strength), change)


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
    cube = np.array(rows, np.float32).reshape(size, size, size, 3)
    if not np.isfinite(cube).all() or low.size != 3 or high.size != 3 or not (high > low).all():
        raise ValueError("it has values that are no numbers, or no range")
    return cube


def tetrahedral(cube: Cube, colours: Cube) -> Cube:
    """Colours (..., 3) in [0, 1] through the table: between the corners of the tetrahedron around each."""
    base, part = _cell(cube, colours)
    order = np.argsort(-part, axis=-1, kind="stable")  # the axis that is walked along first
    sorted_ = np.take_along_axis(part, order, axis=-1)
    corner = base.copy()
    here = _at(cube, corner)
    result = here.copy()
    for step in range(3):
        axis = order[..., step : step + 1]
        np.put_along_axis(corner, axis, np.take_along_axis(corner, axis, axis=-1) + 1, axis=-1)
        there = _at(cube, corner)
        result += sorted_[..., step : step + 1] * (there - here)
        here = there
    return result


def trilinear(cube: Cube, colours: Cube) -> Cube:
    """Colours (..., 3) in [0, 1] through the table: between the eight corners around each."""
    base, part = _cell(cube, colours)
    result = np.zeros_like(colours)
    for corner in np.ndindex(2, 2, 2):
        offset = np.array(corner)
        weight = np.prod(np.where(offset, part, 1 - part), axis=-1, keepdims=True)
        result += weight * _at(cube, base + offset)
    return result


def _cell(cube: Cube, colours: Cube) -> tuple[NDArray[np.intp], Cube]:
    place = np.clip(colours, 0.0, 1.0) * np.float32(len(cube) - 1)
    base = np.minimum(place.astype(np.intp), len(cube) - 2)
    return base, (place - base).astype(np.float32)


def _at(cube: Cube, corner: NDArray[np.intp]) -> Cube:
    return cube[corner[..., 2], corner[..., 1], corner[..., 0]]


EFFECT = Effect(
    id="lut",
    title="3D LUT",
    params=LutParams,
    render_in_time=apply_lut,
    category="Colour",
    description="A look from a .cube file.",
)
