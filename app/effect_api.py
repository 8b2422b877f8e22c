"""All that a plugin may import: the types, the parameter fields and the few helpers an effect needs.

Images are premultiplied RGBA, float32, (H, W, 4), in [0, 1], display-encoded; mattes are float32, (H, W),
in [0, 1].
A plugin is a module that defines `EFFECT = Effect(...)`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from app.opencv import cv2

Rgba = NDArray[np.float32]
Matte = NDArray[np.float32]
Colour = tuple[float, float, float]  # display-encoded, straight, [0, 1]
Region = tuple[slice, slice]  # rows, columns
ParamKind = Literal["number", "switch", "choice", "colour"]


_LUMA = np.array([0.2126, 0.7152, 0.0722, 0.0], np.float32)  # Rec. 709


@dataclass(frozen=True)
class ParamSpec:
    """How a parameter is shown and limited; the panel draws itself from these."""

    kind: ParamKind
    label: str
    low: float = 0.0
    high: float = 1.0
    step: float = 0.01
    unit: str = ""
    choices: tuple[str, ...] = ()
    hint: str = ""


def param(
    default: float,
    *,
    low: float,
    high: float,
    label: str,
    step: float = 0.01,
    unit: str = "",
    hint: str = "",
) -> Any:
    """A number with limits, drawn as a slider."""
    spec = ParamSpec("number", label, low, high, step, unit, hint=hint)
    return field(default=default, metadata={"spec": spec})


def switch(*, default: bool, label: str, hint: str = "") -> Any:
    """On or off, drawn as a check box."""
    return field(default=default, metadata={"spec": ParamSpec("switch", label, hint=hint)})


def choice(default: str, choices: tuple[str, ...], *, label: str, hint: str = "") -> Any:
    """One of several names, drawn as a list."""
    return field(default=default, metadata={"spec": ParamSpec("choice", label, choices=choices, hint=hint)})


def colour(default: Colour, *, label: str, hint: str = "") -> Any:
    """A display-encoded colour, drawn as a swatch."""
    return field(default=default, metadata={"spec": ParamSpec("colour", label, hint=hint)})


@dataclass(frozen=True)
class Effect:
    """What a plugin offers.

    `params` is a frozen dataclass whose fields were made with `param`, `switch`, `choice` or `colour`.
    `render(image, matte, params)` returns a new image of the same shape and never writes to its inputs.
    `coverage(matte, params)`, where given, makes the effect a cut-out: the coverages of all masklets are
    united and the final image is multiplied by the union. An effect has `render`, `coverage` or both.
    """

    id: str
    title: str
    params: type
    render: Callable[[Rgba, Matte, Any], Rgba] | None = None
    coverage: Callable[[Matte, Any], Matte] | None = None
    description: str = ""


def mix(below: Rgba, above: Rgba, matte: Matte) -> Rgba:
    """`above` where the matte is 1, `below` where it is 0 (bit for bit), a blend between."""
    mixed: Rgba = above - below
    mixed *= spread(matte)
    mixed += below
    return mixed


def spread(matte: Matte) -> Rgba:
    """The matte in all four channels, (H, W, 4); to multiply with an image (faster than broadcasting)."""
    merged: Rgba = cv2().merge([matte, matte, matte, matte])
    return merged


def luma(image: Rgba) -> Matte:
    """Rec. 709 luma of the display-encoded colour, premultiplied like it, (H, W)."""
    weighted: Matte = image @ _LUMA
    return weighted


def within(
    image: Rgba, matte: Matte, change: Callable[[Rgba], Rgba], *, margin_px: int = 0, grid_px: int = 1
) -> Rgba:
    """The image with `change` mixed in by the matte; only where the matte is not 0 is any work done.

    `change` gets the part of the image around the matte (with `margin_px` more on every side for what it
    reads) and returns one of the same shape. The part begins on multiples of `grid_px`, so that an effect
    that works in cells has them in the same place on every frame.
    """
    result = image.copy()
    box = bounds(matte)
    if box is None:
        return result
    around = _grown(box, margin_px, grid_px, matte.shape)
    changed = change(image[around])
    rows, columns = box
    inner = changed[
        rows.start - around[0].start : rows.stop - around[0].start,
        columns.start - around[1].start : columns.stop - around[1].start,
    ]
    result[box] = mix(image[box], inner, matte[box])
    return result


def bounds(matte: Matte) -> Region | None:
    """Rows and columns that hold every value other than 0; None where all are 0."""
    rows = np.flatnonzero(matte.any(axis=1))
    if rows.size == 0:
        return None
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    columns = np.flatnonzero(matte[top:bottom].any(axis=0))
    return slice(top, bottom), slice(int(columns[0]), int(columns[-1]) + 1)


def _grown(region: Region, margin_px: int, grid_px: int, shape: tuple[int, ...]) -> Region:
    def grow(part: slice, size: int) -> slice:
        start = max(0, part.start - margin_px) // grid_px * grid_px
        stop = -(-(part.stop + margin_px) // grid_px) * grid_px
        return slice(start, min(stop, size))

    return grow(region[0], shape[0]), grow(region[1], shape[1])


def gaussian_blur(image: NDArray[np.float32], sigma_px: float) -> NDArray[np.float32]:
    """A Gaussian blur of (H, W) or (H, W, C); the picture's edge is repeated outwards.

    Large blurs work on a reduced picture: the result differs by less than 1/1000 of the range.
    """
    if sigma_px <= 0:
        return image.copy()
    lib = cv2()
    factor = blur_grid(sigma_px)
    if factor == 1:
        blurred: NDArray[np.float32] = lib.GaussianBlur(
            image, (0, 0), sigma_px, borderType=lib.BORDER_REPLICATE
        )
        return blurred
    height, width = image.shape[:2]
    pad = int(np.ceil(4 * sigma_px / factor)) * factor
    bottom, right = -height % factor + pad, -width % factor + pad
    padded = lib.copyMakeBorder(image, pad, bottom, pad, right, lib.BORDER_REPLICATE)
    rows, columns = padded.shape[0] // factor, padded.shape[1] // factor
    small = lib.resize(padded, (columns, rows), interpolation=lib.INTER_AREA)
    # The reduction (a box) and the enlargement (a tent) blur too: variances 1/12 and 1/6 of a cell.
    rest = np.sqrt((sigma_px / factor) ** 2 - 0.25)
    small = lib.GaussianBlur(small, (0, 0), rest, borderType=lib.BORDER_REPLICATE)
    large = lib.resize(small, (padded.shape[1], padded.shape[0]), interpolation=lib.INTER_LINEAR)
    cropped: NDArray[np.float32] = np.ascontiguousarray(large[pad : pad + height, pad : pad + width])
    return cropped


def blur_grid(sigma_px: float) -> int:
    """By how much a blur reduces the picture. Given as `grid_px`, it keeps the blur from shimmering."""
    return max(1, 2 ** int(np.log2(max(sigma_px / 3.0, 1.0))))


def grow(matte: Matte, radius_px: float) -> Matte:
    """The matte grown (or shrunk, where negative) by a disc; soft edges stay as soft as they were."""
    whole = int(abs(radius_px))
    part = abs(radius_px) - whole
    near = _morph(matte, whole, shrink=radius_px < 0)
    if part == 0:
        return near
    far = _morph(near, 1, shrink=radius_px < 0)
    between: Matte = cv2().addWeighted(near, 1.0 - part, far, part, 0.0)
    return between


def _morph(matte: Matte, radius_px: int, *, shrink: bool) -> Matte:
    lib = cv2()
    change = lib.erode if shrink else lib.dilate
    result = matte.copy()
    while radius_px > 0:
        step = min(
            radius_px, 3
        )  # many small discs make a large one, at a cost that grows with the radius only
        disc = lib.getStructuringElement(lib.MORPH_ELLIPSE, (2 * step + 1, 2 * step + 1))
        result = change(result, disc)
        radius_px -= step
    return result
