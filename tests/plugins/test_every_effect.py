"""What holds for every effect, whatever it does."""

from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from app.effect_api import Effect, ParamSpec, grow
from app.engine.plugin_host import load_plugins
from tests.plugins.pictures import disc, picture

EFFECTS = load_plugins().effects
RENDERS = [effect for effect in EFFECTS.values() if effect.render]


def settings(effect: Effect) -> list[Any]:
    """The defaults, and for every parameter the defaults with that one at each of its limits."""
    made = [effect.params()]
    for field in fields(effect.params):
        spec: ParamSpec = field.metadata["spec"]
        values: dict[str, tuple[Any, ...]] = {
            "number": (spec.low, spec.high),
            "switch": (True, False),
            "choice": spec.choices,
            "colour": ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0), (0.0, 0.0, 1.0)),
        }
        made += [effect.params(**{field.name: value}) for value in values[spec.kind]]
    return made


CASES = [pytest.param(e, p, id=f"{e.id}-{i}") for e in RENDERS for i, p in enumerate(settings(e))]


@pytest.mark.parametrize(("effect", "params"), CASES)
def test_the_picture_stays_premultiplied_and_is_the_same_outside(effect: Effect, params: Any) -> None:
    assert effect.render
    image, matte = picture(), disc()
    image.flags.writeable = matte.flags.writeable = False
    result = effect.render(image, matte, params)
    assert result.shape == image.shape
    assert result.dtype == np.float32
    matte = grow(matte, getattr(params, "grow_px", 0))
    untouched = matte == (1 if getattr(params, "where", "inside") == "outside" else 0)
    np.testing.assert_array_equal(result[untouched], image[untouched])
    assert result.min() >= -1e-6
    assert (result[..., :3] <= result[..., 3:] + 1e-6).all()
    assert result.max() <= 1 + 1e-6


@pytest.mark.parametrize("effect", RENDERS, ids=lambda effect: effect.id)
def test_an_empty_matte_changes_nothing(effect: Effect) -> None:
    assert effect.render
    image = picture()
    np.testing.assert_array_equal(effect.render(image, np.zeros_like(disc()), effect.params()), image)


@pytest.mark.parametrize("effect", [e for e in RENDERS if e.id != "grade"], ids=lambda effect: effect.id)
def test_an_effect_can_be_seen_as_soon_as_it_is_added(effect: Effect) -> None:
    assert effect.render
    image = picture()
    changed = np.abs(effect.render(image, disc(), effect.params()) - image)[..., :3].max(axis=-1)
    assert (changed[disc() == 1] > 0.02).mean() > 0.5


@pytest.mark.parametrize("effect", RENDERS, ids=lambda effect: effect.id)
def test_a_picture_smaller_than_the_effect_reaches_is_no_error(effect: Effect) -> None:
    assert effect.render
    for params in settings(effect):
        assert effect.render(picture(3, 5), np.ones((3, 5), np.float32), params).shape == (3, 5, 4)
