"""What holds for every effect, whatever it does."""

from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from app.effect_api import Effect, Matte, ParamSpec, Rgba, grow
from app.engine.plugin_host import load_plugins
from tests.plugins.pictures import disc, picture, still

EFFECTS = load_plugins().effects
RENDERS = [effect for effect in EFFECTS.values() if effect.render or effect.render_in_time]


def render(effect: Effect, image: Rgba, matte: Matte, params: Any) -> Rgba:
    """What the compositor calls, with a clip of which every frame is the picture."""
    if effect.render_in_time:
        return effect.render_in_time(image, matte, params, still(image, matte))
    assert effect.render
    return effect.render(image, matte, params)


def settings(effect: Effect) -> list[Any]:
    """The defaults, and for every parameter the defaults with that one at each of its limits."""
    made = [effect.params()]
    for field in fields(effect.params):
        spec: ParamSpec = field.metadata["spec"]
        values: dict[str, tuple[Any, ...]] = {
            "number": (spec.low, spec.high),
            "switch": (True, False),
            "choice": spec.choices,
            "text": ("", "One two\nthree ÄÖ☺"),
            "file": ("",),
            "colour": ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0), (0.0, 0.0, 1.0)),
            "point": ((0.0, 0.0), (spec.low, spec.high)),
        }
        made += [effect.params(**{field.name: value}) for value in values[spec.kind]]
    return made


# Their defaults change nothing: values, a file or a clip have to be given first.
QUIET = {"grade", "lut", "despill", "echo", "freeze"}
CASES = [pytest.param(e, p, id=f"{e.id}-{i}") for e in RENDERS for i, p in enumerate(settings(e))]


@pytest.mark.parametrize(("effect", "params"), CASES)
def test_the_picture_stays_premultiplied_and_is_the_same_outside(effect: Effect, params: Any) -> None:
    image, matte = picture(), disc()
    image.flags.writeable = matte.flags.writeable = False
    result = render(effect, image, matte, params)
    assert result.shape == image.shape
    assert result.dtype == np.float32
    matte = grow(matte, getattr(params, "grow_px", 0))
    if not effect.spills:
        np.testing.assert_array_equal(result[matte == 0], image[matte == 0])
    assert result.min() >= -1e-6
    assert (result[..., :3] <= result[..., 3:] + 1e-6).all()
    assert result.max() <= 1 + 1e-6


@pytest.mark.parametrize(
    "effect", [e for e in RENDERS if e.id != "text_behind"], ids=lambda effect: effect.id
)
def test_an_empty_matte_changes_nothing(effect: Effect) -> None:
    image = picture()
    np.testing.assert_array_equal(render(effect, image, np.zeros_like(disc()), effect.params()), image)


@pytest.mark.parametrize("effect", [e for e in RENDERS if e.id not in QUIET], ids=lambda effect: effect.id)
def test_an_effect_can_be_seen_as_soon_as_it_is_added(effect: Effect) -> None:
    image = picture()
    changed = np.abs(render(effect, image, disc(), effect.params()) - image)[..., :3].max(axis=-1)
    if effect.spills:
        assert (changed > 0.02).sum() > 100
    else:
        assert (changed[disc() == 1] > 0.02).mean() > 0.5


@pytest.mark.parametrize("effect", RENDERS, ids=lambda effect: effect.id)
def test_a_picture_smaller_than_the_effect_reaches_is_no_error(effect: Effect) -> None:
    for params in settings(effect):
        assert render(effect, picture(3, 5), np.ones((3, 5), np.float32), params).shape == (3, 5, 4)
