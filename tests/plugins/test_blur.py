import numpy as np
import pytest

from app.effect_api import mix
from plugins.blur import BlurParams, blur, blur_around
from tests.plugins.pictures import disc, flat, picture


def test_a_flat_picture_stays_flat_whatever_its_alpha() -> None:
    image = flat(0.3, 0.15, 0.0, 0.5)
    for render in (blur, blur_around):
        np.testing.assert_allclose(render(image, disc(), BlurParams(10)), image, atol=1e-5)


def test_size_0_changes_nothing() -> None:
    image = picture()
    np.testing.assert_array_equal(blur(image, disc(), BlurParams(0)), image)


def test_what_was_readable_in_the_object_is_gone() -> None:
    image = flat(0.0, 0.0, 0.0, 1.0)
    image[:, ::4, :3] = 1
    blurred = blur(image, disc(), BlurParams(10))[..., 0]
    assert blurred[disc() == 1].std() < 0.02
    assert image[..., 0][disc() == 1].std() > 0.4


@pytest.mark.parametrize("size", [3.0, 10.0, 20.0])
def test_the_object_does_not_glow_into_a_blurred_background(size: float) -> None:
    matte = disc()
    image = mix(flat(0.2, 0.2, 0.2, 1.0), flat(1, 1, 1, 1), matte)
    blurred = blur_around(image, matte, BlurParams(size))
    np.testing.assert_allclose(blurred[matte == 0][:, 0], 0.2, atol=0.01)
    np.testing.assert_array_equal(blurred[matte == 1], image[matte == 1])


def test_a_narrow_gap_in_the_object_keeps_its_colour() -> None:
    matte = np.ones((90, 120), np.float32)
    matte[:, 58:61] = 0
    image = flat(0.2, 0.4, 0.6, 1.0)
    blurred = blur_around(image, matte, BlurParams(3))
    np.testing.assert_allclose(blurred, image, atol=1e-3)


def test_the_size_is_relative_to_the_picture() -> None:
    """A picture of twice the size, blurred and halved, is the blurred picture."""
    image = picture(alpha=False)
    double = np.repeat(np.repeat(image, 2, axis=0), 2, axis=1)
    matte = np.ones(image.shape[:2], np.float32)
    small = blur(image, matte, BlurParams(8))
    large = blur(double, np.ones(double.shape[:2], np.float32), BlurParams(8))
    halved = large.reshape(90, 2, 120, 2, 4).mean(axis=(1, 3))
    np.testing.assert_allclose(halved, small, atol=0.02)


def test_the_blur_of_a_still_does_not_shimmer_when_the_matte_moves() -> None:
    image = picture(180, 240)
    first, second = np.zeros((2, 180, 240), np.float32)
    first[40:120, 40:120] = 1
    second[47:127, 61:141] = 1
    shared = (slice(50, 110), slice(65, 115))
    one, two = (blur(image, matte, BlurParams(12)) for matte in (first, second))
    np.testing.assert_allclose(one[shared], two[shared], atol=1 / 1000)


def test_grown_it_hides_what_sticks_out_of_the_matte() -> None:
    image = flat(0.0, 0.0, 0.0, 1.0)
    ring = (disc(radius=28) > 0) & (disc() == 0)
    image[ring] = 1
    sharp, hidden = (blur(image, disc(), BlurParams(10, grow_px=value))[..., 0] for value in (0, 6))
    assert sharp[ring].min() == 1
    assert hidden[ring].max() < 0.5
