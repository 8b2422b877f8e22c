"""Blend modes of effects that paint beyond the object: the paint alone is blended, wherever it lies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from app.document import effect_edits
from app.document.effects import BlendMode
from app.document.project import Project
from app.effect_api import Effect, Matte, Rgba, mix, over, spread
from app.engine import compositor
from app.engine.paint_layer import paint_layer
from app.engine.plugin_host import PluginHost
from tests.engine.test_compositor import project

SIZE = 16
ORANGE = np.array([1, 0.5, 0, 1], np.float32)
_FORMULAS: dict[BlendMode, Callable[[Any, Any], Any]] = {
    "multiply": lambda a, b: a * b,
    "screen": lambda a, b: a + b - a * b,
    "add": lambda a, b: np.minimum(a + b, np.float32(1)),
    "difference": lambda a, b: np.abs(a - b),
    "darken": np.minimum,
}


@dataclass(frozen=True)
class NoParams:
    """None."""


def _line(matte: Matte) -> Matte:
    """Half opaque, over the object's right edge: two columns beside it and one on it."""
    return np.asarray(np.clip(np.roll(matte, 2, axis=1) - np.roll(matte, -1, axis=1), 0, 1) * 0.5, np.float32)


def line(image: Rgba, matte: Matte, _: NoParams) -> Rgba:
    return mix(image, np.ones_like(image) * ORANGE, _line(matte))


def copy(image: Rgba, matte: Matte, _: NoParams) -> Rgba:
    """The object once more, six columns to the right and behind itself."""
    again = np.roll(image * spread(matte), 6, axis=1)
    return over(image, again * spread(np.asarray(1 - matte, np.float32)))


def _pixels() -> Rgba:
    return np.random.default_rng(3).uniform(0.1, 0.9, (SIZE, SIZE, 3)).astype(np.float32)


def _drawn(paint: Callable[..., Rgba], mode: BlendMode, *, amount: float = 1.0, hides: bool = False) -> Rgba:
    effects = {"paint": Effect("paint", "Paint", NoParams, render=paint, spills=True, hides=hides)}
    return compositor.render(_with_mode(mode, amount), 0, _pixels(), PluginHost(effects))


def _with_mode(mode: BlendMode, amount: float = 1.0) -> Project:
    plain = project((slice(4, 9), ("paint",)))
    effect = plain.masklets[0].effects[0].id
    return effect_edits.set_value(
        effect_edits.set_mode(plain, 1, effect, mode), 1, effect, effect_edits.AMOUNT, amount, 0
    )


@pytest.mark.parametrize("mode", _FORMULAS)
def test_a_line_over_the_edge_is_blended_inside_and_outside_alike(mode: BlendMode) -> None:
    image, matte = _pixels(), compositor.union_matte(_with_mode("normal"), 0, SIZE, SIZE)
    blended = _FORMULAS[mode](image, ORANGE[:3])
    cover = _line(matte)[..., None]
    assert np.count_nonzero(cover[5]) >= 3
    assert _drawn(line, mode)[..., :3] == pytest.approx(image + (blended - image) * cover, abs=2e-3)


def test_half_the_amount_is_half_the_change() -> None:
    image = _pixels()
    whole, half = (_drawn(line, "multiply", amount=a)[..., :3] - image for a in (1.0, 0.5))
    assert half == pytest.approx(whole / 2, abs=1e-5)


def test_a_copy_of_the_object_is_blended_with_what_it_lies_on() -> None:
    image = _pixels()
    matte = compositor.union_matte(_with_mode("normal"), 0, SIZE, SIZE)
    cover = (np.roll(matte, 6, axis=1) * (1 - matte))[..., None]
    paint = np.roll(image, 6, axis=1)
    expected = image + (image * paint - image) * cover
    solid = (cover[..., 0] > 0.99) | (cover[..., 0] == 0)
    assert _drawn(copy, "multiply")[solid][:, :3] == pytest.approx(expected[solid], abs=2e-3)


def test_where_nothing_is_painted_every_bit_stays() -> None:
    image = _pixels()
    matte = compositor.union_matte(_with_mode("normal"), 0, SIZE, SIZE)
    assert np.array_equal(_drawn(line, "screen")[..., :3][_line(matte) == 0], image[_line(matte) == 0])


def test_in_a_cut_out_a_blended_line_is_as_it_is_beyond_the_object_and_blended_on_it() -> None:
    hosted = PluginHost({"paint": Effect("paint", "Paint", NoParams, render=line, spills=True)})
    normal, blended = (
        compositor.render(_with_mode(mode), 0, _pixels(), hosted, cut_out=True)
        for mode in ("normal", "multiply")
    )
    matte = compositor.union_matte(_with_mode("normal"), 0, SIZE, SIZE)
    assert np.array_equal(blended[matte == 0], normal[matte == 0])
    assert blended[5, 10, 3] == pytest.approx(0.5, abs=0.02)
    inside = (matte == 1) & (_line(matte) > 0.4)
    image = _pixels()[inside]
    assert blended[inside][:, :3] == pytest.approx(image + (image * ORANGE[:3] - image) * 0.5, abs=2e-3)


def test_what_hides_is_never_blended_with_what_it_hides() -> None:
    assert np.array_equal(_drawn(line, "lighten", hides=True), _drawn(line, "normal", hides=True))


def test_paint_that_the_picture_does_not_change_is_opaque() -> None:
    image = np.dstack([_pixels(), np.ones((SIZE, SIZE), np.float32)])
    matte = compositor.union_matte(_with_mode("normal"), 0, SIZE, SIZE)

    def paint(on: Rgba) -> Rgba:
        return mix(on, np.ones_like(on) * ORANGE, np.asarray(matte > 0, np.float32))

    colours, cover = paint_layer(image, paint(image), matte, paint)
    assert np.array_equal(cover > 0.999, matte > 0)
    assert colours[matte > 0] == pytest.approx(np.tile(ORANGE[:3], (int((matte > 0).sum()), 1)), abs=2e-3)
