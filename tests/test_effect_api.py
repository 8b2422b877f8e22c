"""The helpers that plugins build on."""

import numpy as np
import pytest

from app.effect_api import (
    averaged,
    bounds,
    gaussian_blur,
    grow,
    luma,
    mix,
    steady_middle,
    weighted_blur,
    within,
)
from app.opencv import cv2
from tests.plugins.pictures import clip, disc, flat, picture


def test_bounds_hold_everything_that_is_not_0() -> None:
    matte = np.zeros((20, 30), np.float32)
    assert bounds(matte) is None
    matte[3, 7] = 1e-6
    matte[9, 5] = 1
    assert bounds(matte) == (slice(3, 10), slice(5, 8))


def test_mix_is_exact_where_the_matte_is_0() -> None:
    below, above = picture(), flat(0.1, 0.2, 0.3, 1)
    mixed = mix(below, above, disc())
    np.testing.assert_array_equal(mixed[disc() == 0], below[disc() == 0])
    np.testing.assert_allclose(mixed[disc() == 1], above[disc() == 1], atol=1e-6)


def test_luma_is_premultiplied_as_the_image_is() -> None:
    np.testing.assert_allclose(luma(flat(0.5, 0.5, 0.5, 0.5)), 0.5, atol=1e-6)


def test_within_asks_for_the_matte_and_the_margin_only() -> None:
    matte = np.zeros((100, 200), np.float32)
    matte[40:60, 130:150] = 1
    asked = []
    within(
        np.zeros((100, 200, 4), np.float32), matte, lambda part: asked.append(part.shape) or part, margin_px=5
    )
    assert asked == [(30, 30, 4)]


def test_within_gives_cells_the_same_corners_on_every_frame() -> None:
    image = np.zeros((100, 200, 4), np.float32)
    image[...] = np.arange(200)[None, :, None]
    for left in (17, 24, 29, 195):
        matte = np.zeros((100, 200), np.float32)
        matte[0, left] = 1
        corners = []
        within(image, matte, lambda part, to=corners: to.append(int(part[0, 0, 0])) or part, grid_px=8)
        assert corners == [left // 8 * 8]


@pytest.mark.parametrize("margin_px", [0, 3])
def test_within_puts_every_pixel_where_it_was(margin_px: int) -> None:
    image = picture(300, 400)
    matte = disc(300, 400, 140)
    same = within(image, matte, lambda part: part.copy(), margin_px=margin_px)
    np.testing.assert_array_equal(same, image)


@pytest.mark.parametrize("sigma_px", [0.5, 2, 4.9, 5, 9.9, 10, 17, 40])
def test_a_large_blur_is_nearly_the_exact_one(sigma_px: float) -> None:
    image = picture(400, 433)
    exact = cv2().GaussianBlur(image, (0, 0), sigma_px, borderType=cv2().BORDER_REPLICATE)
    reach = int(4 * sigma_px) + 1
    inner = (slice(reach, -reach), slice(reach, -reach))  # at the frame a cell, not a pixel, is repeated
    difference = np.abs(gaussian_blur(image, sigma_px) - exact)[inner]
    assert difference.mean() < 1 / 1000
    assert difference.max() < 1 / 100


def test_what_has_no_weight_bleeds_nowhere() -> None:
    matte = disc()
    image = mix(flat(0.25, 0.25, 0.25, 1), flat(1, 0, 0, 1), (matte > 0).astype(np.float32))
    for sigma_px in (2, 12):
        blurred = weighted_blur(image, (matte == 0).astype(np.float32), sigma_px)
        np.testing.assert_allclose(blurred[matte == 0], image[matte == 0], atol=1e-4)


def test_growing_and_shrinking_nothing_or_everything() -> None:
    nothing, everything = np.zeros((20, 30), np.float32), np.ones((20, 30), np.float32)
    for radius_px in (-3, 0.5, 3):
        np.testing.assert_array_equal(grow(nothing, radius_px), nothing)
        np.testing.assert_array_equal(grow(everything, radius_px), everything)


def test_cells_that_do_not_divide_the_image_are_cut() -> None:
    image = picture(10, 13)
    cells = averaged(image, 4)
    assert cells.shape == image.shape
    np.testing.assert_allclose(cells[:4, :4], image[:4, :4].mean(axis=(0, 1)) + 0 * cells[:4, :4], atol=1e-6)


def test_the_middle_follows_the_object_and_does_not_tremble_with_its_mask() -> None:
    places = [-20 + 2 * f + 3 * (-1) ** f for f in range(20)]  # moves by 2, trembles by 3
    mattes = [np.roll(disc(radius=15), place, axis=1) for place in places]
    found = [steady_middle(clip([flat(0, 0, 0, 1)] * 20, mattes, frame=f)) for f in range(2, 18)]
    across = np.array([middle[0] for middle in found if middle is not None])
    steps = np.diff(across)
    assert steps == pytest.approx(2, abs=0.7)  # of the mask: 8 and -4
    assert steady_middle(clip([flat(0, 0, 0, 1)] * 3, [np.zeros((90, 120), np.float32)] * 3, frame=1)) is None
