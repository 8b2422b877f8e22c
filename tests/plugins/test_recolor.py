import numpy as np
import pytest

from app.effect_api import Rgba
from plugins.recolor import RecolorParams, recolor
from tests.plugins.pictures import flat, picture

ALL = np.ones((90, 120), np.float32)


def ramp() -> Rgba:
    """Greys from black to white, from left to right."""
    image = flat(0.0, 0.0, 0.0, 1.0)
    image[..., :3] = np.linspace(0, 1, 120)[None, :, None]
    return image


def hue_and_lightness(image: Rgba) -> tuple[np.ndarray, np.ndarray]:
    colour = image[..., :3] / image[..., 3:]
    return np.argmax(colour, axis=-1), (colour.max(axis=-1) + colour.min(axis=-1)) / 2


def test_light_and_shade_are_kept() -> None:
    """Black stays black, white stays white, and what was lighter is lighter."""
    row = recolor(ramp(), ALL, RecolorParams())[0]
    np.testing.assert_allclose(row[0], [0, 0, 0, 1], atol=1e-5)
    np.testing.assert_allclose(row[-1], [1, 1, 1, 1], atol=1e-5)
    assert (np.diff((row[:, :3].max(axis=1) + row[:, :3].min(axis=1)) / 2) > 0).all()


@pytest.mark.parametrize(("tint", "channel"), [((0.8, 0.1, 0.1), 0), ((0.1, 0.4, 0.1), 1), ((0, 0, 1.0), 2)])
def test_everything_takes_the_hue(tint: tuple[float, float, float], channel: int) -> None:
    image = picture(alpha=False)
    hue, _ = hue_and_lightness(recolor(image, ALL, RecolorParams(tint)))
    assert (hue == channel).all()


def test_a_full_colour_keeps_the_luma_as_lightness() -> None:
    image = picture(alpha=False)
    _, lightness = hue_and_lightness(recolor(image, ALL, RecolorParams((1.0, 0.2, 0.2))))
    np.testing.assert_allclose(lightness, image[..., :3] @ [0.2126, 0.7152, 0.0722], atol=1e-5)


def test_a_dark_colour_makes_a_darker_object_and_brightness_moves_it() -> None:
    image = flat(0.6, 0.6, 0.6, 1.0)
    light, dark = (
        recolor(image, ALL, RecolorParams(tint)).mean() for tint in ((1.0, 0.2, 0.2), (0.4, 0.08, 0.08))
    )
    assert dark < light
    less, more = (recolor(image, ALL, RecolorParams(brightness=value)).mean() for value in (-0.5, 0.5))
    assert less < recolor(image, ALL, RecolorParams()).mean() < more


def test_no_contour_is_drawn_in_a_smooth_shading() -> None:
    wide = np.linspace(0, 1, 1000, dtype=np.float32)
    image = np.ones((1, 1000, 4), np.float32)
    image[0, :, :3] = wide[:, None]
    row = recolor(image, np.ones((1, 1000), np.float32), RecolorParams())[0, :, :3]
    slopes = np.diff(row, axis=0) * 1000
    assert np.abs(np.diff(slopes, axis=0)).max() < 0.2


def test_transparent_pixels_are_dyed_as_opaque_ones() -> None:
    opaque = picture(alpha=False)
    faint = opaque * np.float32(0.25)
    dyed, dyed_faint = (recolor(image, ALL, RecolorParams(brightness=0.4)) for image in (opaque, faint))
    np.testing.assert_allclose(dyed_faint, dyed * 0.25, atol=1e-5)


def test_half_the_strength_is_half_the_way() -> None:
    image = picture()
    whole = recolor(image, ALL, RecolorParams())
    half = recolor(image, ALL, RecolorParams(strength=0.5))
    np.testing.assert_allclose(half, (image + whole) / 2, atol=1e-6)
    np.testing.assert_array_equal(recolor(image, ALL, RecolorParams(strength=0)), image)
