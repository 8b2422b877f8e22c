"""What the viewer shows of a frame, as 8-bit pixels: every mode, compared and graded."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from app.document.project import Project
from app.document.sample import Sample
from app.effect_api import Rgba
from app.engine import compositor
from app.engine.footage import Footage
from app.engine.matte import sample_matte
from app.engine.matting.params import params_at
from app.engine.matting.pymatting_parts import is_ready
from app.engine.pixels import as_uint8
from app.engine.plugin_host import PluginHost
from app.engine.render_key import render_key
from app.engine.video_pixels import Pixels, Rgb8
from app.engine.view_look import Look, ViewMode
from app.engine.view_transform import displayed_rgba
from app.opencv import cv2

Pixels8 = NDArray[np.uint8]  # (H, W, 3), or (H, W, 4) premultiplied
THUMBNAIL_PX = 116  # wide
_UNLIT = 0.28  # of a thumbnail's brightness beside the object
_STOP = 1 / 2.2  # of light, as a power of two of display-encoded values
_PICKED = {"red": 0, "green": 1, "blue": 2}


class SourceFrame(Protocol):
    """One frame of the clip, decoded when asked."""

    @property
    def footage(self) -> Footage:
        """The clip's other frames."""
        ...

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of `rgb8`."""
        ...

    def rgb8(self) -> Rgb8:
        """As shown: (H, W, 3)."""
        ...

    def pixels(self) -> Pixels:
        """What effects work on while they are previewed: with the source's alpha, where it has one."""
        ...

    def deep(self) -> Pixels:
        """The source's own depth and alpha: (H, W, 3 or 4), straight."""
        ...


def view_pictures(
    project: Project,
    frame: int,
    look: Look,
    source: SourceFrame,
    host: PluginHost,
    size: tuple[int, int] | None = None,
) -> tuple[Pixels8, ...]:
    """The picture to show; with a wipe, the other side too. (H, W, 3), or (H, W, 4) premultiplied.

    What is rendered is rendered at `size` (width, height), where that is the smaller one. Raises what the
    reader and the compositor raise.
    """
    made = {mode: _picture(project, frame, mode, look, source, host, size) for mode in look.modes}
    pictures = [made[mode] for mode in look.modes]
    if look.compare == "difference":
        pictures = [_difference(*(_eight_bit(picture) for picture in pictures))]
    return tuple(_graded(picture, look) for picture in pictures)


def must_prepare(project: Project, frame: int, look: Look) -> bool:
    """Whether what refines mattes has to be loaded before the picture, which takes seconds."""
    if not {"matte", "cutout", "result"}.intersection(look.modes):
        return False
    settings = [m.matte for m in project.masklets if m.visible and frame in m.track]
    return not all(is_ready(params_at(s, frame).refine) for s in settings)


def shrunk(pixels: NDArray[Any], width: int, height: int) -> NDArray[Any]:
    """The picture at the size of the screen: averaged where it gets smaller, smooth where larger.

    Halved as often as it goes, then bilinear: seven times as fast as averaging over fractions of pixels.
    """
    lib = cv2()
    while pixels.shape[1] >= 2 * width and pixels.shape[0] >= 2 * height:
        half = pixels.shape[1] // 2, pixels.shape[0] // 2
        pixels = lib.resize(pixels, half, interpolation=lib.INTER_AREA)
    return lib.resize(pixels, (width, height), interpolation=lib.INTER_LINEAR)


def thumbnail(pixels: Rgb8) -> Rgb8:
    """The frame, small."""
    height, width = pixels.shape[:2]
    return shrunk(pixels, THUMBNAIL_PX, max(1, round(height * THUMBNAIL_PX / width)))


def lit_thumbnail(small: Rgb8, sample: Sample) -> Rgb8:
    """A thumbnail that is dark beside the sample's mask."""
    matte = sample_matte(sample, *small.shape[:2])[..., None]
    return (small * (_UNLIT + (1 - _UNLIT) * matte)).astype(np.uint8)


def _picture(
    project: Project,
    frame: int,
    mode: ViewMode,
    look: Look,
    source: SourceFrame,
    host: PluginHost,
    size: tuple[int, int] | None,
) -> NDArray[Any]:
    """Of any depth: uint8, uint16 or float32, (H, W, 3 or 4), premultiplied where it has alpha."""
    match mode:
        case "source" | "overlay" | "outline":
            return _source(look, source)
        case "matte":
            height, width = source.size
            union = as_uint8(compositor.union_matte(project, frame, height, width, footage=source.footage))
            return cv2().cvtColor(union, cv2().COLOR_GRAY2RGB)
        case "cutout" | "result":
            return _rendered(project, frame, mode, look, source, host, size)


def _rendered(
    project: Project,
    frame: int,
    mode: ViewMode,
    look: Look,
    source: SourceFrame,
    host: PluginHost,
    size: tuple[int, int] | None,
) -> NDArray[Any]:
    """Made once for the same inputs. Only a picture that is graded needs more than 8 bits."""

    def make() -> NDArray[Any]:
        pixels = source.pixels()
        if size is not None and size[0] < pixels.shape[1]:
            pixels = shrunk(pixels, *size)
        shown = project
        if mode == "cutout":
            shown = replace(project, masklets=tuple(replace(m, effects=()) for m in project.masklets))
        cut_out = mode == "cutout"
        image = compositor.render(shown, frame, pixels, host, cut_out=cut_out, footage=source.footage)
        displayed = _as_displayed(image, project)
        return displayed if look.is_graded else as_uint8(displayed)

    key = ("rendered", mode, look.is_graded, size, render_key(project, frame, host))
    return source.footage.kept.get(key, make)


def _as_displayed(image: Rgba, project: Project) -> Rgba:
    """Rendered in the source's encoding; log and linear media go through the view transform."""
    media = project.media
    return displayed_rgba(image, media) if media is not None and media.input_space else image


def _source(look: Look, source: SourceFrame) -> NDArray[Any]:
    """Its alpha is left out, unless it is what is looked at."""
    if not look.is_graded:
        return source.rgb8()
    deep = source.deep()
    return deep if look.channel == "alpha" else deep[..., :3]


def _difference(one: Pixels8, other: Pixels8) -> Pixels8:
    """Where they differ, per channel; what is transparent counts as black."""
    if one.shape[:2] != other.shape[:2]:  # one of them is a proxy
        other = shrunk(other, one.shape[1], one.shape[0])
    difference: Pixels8 = cv2().absdiff(_colours(one), _colours(other))
    return difference


def _graded(picture: NDArray[Any], look: Look) -> Pixels8:
    if not look.is_graded:
        return _eight_bit(picture)
    if look.channel == "alpha":
        return _grey(_eight_bit(picture)[..., 3] if picture.shape[2] == 4 else _opaque(picture))
    brightened = _brightened(picture, look.exposure, look.gamma)
    if look.channel == "rgb":
        return brightened
    colours = _colours(brightened)
    if look.channel == "luma":
        weights = np.array([[0.2126, 0.7152, 0.0722]], np.float32)  # BT.709
        return _grey(cv2().transform(colours, weights))
    return _grey(colours[..., _PICKED[look.channel]])


def _brightened(picture: NDArray[Any], exposure: float, gamma: float) -> Pixels8:
    """Floats are multiplied before they are cut to [0, 1]: lowering the exposure shows what lies above."""
    if picture.dtype == np.float32:
        eight = as_uint8(picture * np.float32(2 ** (exposure * _STOP)))
        colours, table = _colours(eight), _curve(0.0, gamma, 256)
    else:
        eight, colours = picture, _colours(picture)
        table = _curve(exposure, gamma, 65536 if picture.dtype == np.uint16 else 256)
    curved: Pixels8 = cv2().LUT(colours, table) if colours.dtype == np.uint8 else table[colours]
    if picture.shape[2] == 3:
        return curved
    alpha = _eight_bit(eight)[..., 3:]
    return np.concatenate([np.minimum(curved, alpha), alpha], axis=2)


@lru_cache(maxsize=64)
def _curve(exposure: float, gamma: float, size: int) -> Pixels8:
    values = np.arange(size, dtype=np.float64) / (size - 1) * 2 ** (exposure * _STOP)
    return (np.clip(values, 0, 1) ** (1 / gamma) * 255 + 0.5).astype(np.uint8)


def _eight_bit(picture: NDArray[Any]) -> Pixels8:
    if picture.dtype == np.uint8:
        return picture
    if picture.dtype == np.uint16:
        return cv2().convertScaleAbs(picture, alpha=255 / 65535)
    return as_uint8(picture)


def _colours(picture: NDArray[Any]) -> NDArray[Any]:
    return np.ascontiguousarray(picture[..., :3])


def _opaque(picture: NDArray[Any]) -> Pixels8:
    return np.full(picture.shape[:2], 255, np.uint8)


def _grey(channel: NDArray[Any]) -> Pixels8:
    return cv2().cvtColor(np.ascontiguousarray(channel), cv2().COLOR_GRAY2RGB)
